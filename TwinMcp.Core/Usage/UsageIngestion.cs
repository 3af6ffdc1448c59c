using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Usage;

/// <summary>Takes usage in: raw records and rollups in one transaction, each id once. Safe to repeat, from any number of nodes.</summary>
public sealed class UsageIngestion(Writing writing, LocalDates dates)
{
    readonly ConcurrentDictionary<DateOnly, bool> madePartitions = new();

    /// <summary>
    /// Stores what is right and new. A wrong record is named in the receipt and never stops the others; a wrong envelope is refused whole.
    /// </summary>
    public async Task<Result<UsageReceipt>> AddAsync(Actor actor, IngestUsage input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.WriteUsage) is { } refused)
            return refused;
        if (input.Records is not { Count: > 0 and <= IngestUsage.MostRecords } records)
            return BillingError.Invalid("records", "A batch has 1 to 10000 records.");
        var batch = UsageBatch.Read(records, dates);
        if (batch.Records.Count == 0)
            return batch.Receipt(accepted: 0);
        if (await MakePartitionsAsync(batch, ct) is { } busy)
            return busy;
        try
        {
            return await writing.InTransactionAsync(db => StoreAsync(db, batch, actor.Role == Role.Ingestion ? actor.Id : null, ct), ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.CheckViolation)
        {
            // a partition we made is gone (a database restored or reset under us): the sender's retry makes it again
            madePartitions.Clear();
            throw;
        }
    }

    static async Task<Result<UsageReceipt>> StoreAsync(BillingDbContext db, UsageBatch batch, Guid? apiKeyId, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        batch.KeepOnly(await UsageIngestionSql.KnownAsync(connection, batch.Customers, ct));
        if (batch.Records.Count == 0)
            return batch.Receipt(accepted: 0);
        var fresh = await UsageIngestionSql.ClaimAsync(connection, batch.Records, ct);
        if (fresh.Count > 0)
            await UsageIngestionSql.StoreAsync(connection, fresh, apiKeyId, ct);
        return batch.Receipt(fresh.Count);
    }

    /// <summary>In a transaction of its own: making a partition locks the whole table, for a moment and not for a batch.</summary>
    async Task<BillingError?> MakePartitionsAsync(UsageBatch batch, CancellationToken ct)
    {
        var missing = batch.PartitionMonths().Where(m => !madePartitions.ContainsKey(m)).Order().ToArray();
        if (missing.Length == 0)
            return null;
        var made = await writing.InTransactionAsync<int>(async db =>
            await db.Database.ExecuteSqlAsync($"SELECT ensure_usage_partition(month) FROM unnest({missing}) AS month", ct), ct);
        if (made.IsOk)
            foreach (var month in missing)
                madePartitions[month] = true;
        return made.Error;
    }
}
