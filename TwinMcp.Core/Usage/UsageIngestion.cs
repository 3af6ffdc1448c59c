using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Usage;

/// <summary>Takes usage in: raw records and rollups in one transaction, each id once. Safe to repeat, from any number of nodes.</summary>
public sealed class UsageIngestion(Writing writing, LocalDates dates, TimeProvider clock)
{
    readonly UsageMemory memory = new(clock);

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
        var apiKeyId = actor.Role == Role.Ingestion ? actor.Id : null;
        try
        {
            return await StoreAsync(batch, apiKeyId, ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.ForeignKeyViolation)
        {
            // a customer or partition we remember is gone (a database restored or reset under us): once more, asking
            memory.Forget();
            return await StoreAsync(batch, apiKeyId, ct);
        }
    }

    async Task<Result<UsageReceipt>> StoreAsync(UsageBatch batch, Guid? apiKeyId, CancellationToken ct)
    {
        if (batch.Records.Count == 0)
            return batch.Receipt(accepted: 0);
        if (await MakePartitionsAsync(batch, ct) is { } busy)
            return busy;
        return await writing.InTransactionAsync<UsageReceipt>(async db =>
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await KeepExistingAsync(connection, batch, ct);
            var fresh = await UsageIngestionSql.ClaimAsync(connection, batch.Records, ct);
            if (fresh.Count > 0)
                await UsageIngestionSql.StoreAsync(connection, fresh, apiKeyId, ct);
            return batch.Receipt(fresh.Count);
        }, ct);
    }

    async Task KeepExistingAsync(NpgsqlConnection connection, UsageBatch batch, CancellationToken ct)
    {
        var asked = memory.Unknown(batch.Customers);
        if (asked.Length == 0)
            return;
        var existing = await UsageIngestionSql.ExistingAsync(connection, asked, ct);
        memory.Know(existing);
        batch.Refuse(asked.Except(existing).ToHashSet());
    }

    /// <summary>In a transaction of its own: making a partition locks the whole table, for a moment and not for a batch.</summary>
    async Task<BillingError?> MakePartitionsAsync(UsageBatch batch, CancellationToken ct)
    {
        var missing = memory.WithoutPartition(batch.PartitionMonths());
        if (missing.Length == 0)
            return null;
        var made = await writing.InTransactionAsync<int>(async db =>
            await db.Database.ExecuteSqlAsync($"SELECT ensure_usage_partition(month) FROM unnest({missing}) AS month", ct), ct);
        if (made.IsOk)
            memory.HavePartition(missing);
        return made.Error;
    }
}
