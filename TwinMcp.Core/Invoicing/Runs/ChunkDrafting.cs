using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>What one step of a run did; null from a step when there was nothing to do.</summary>
public sealed record RunStep(IReadOnlyList<CustomerId> Changed);

/// <summary>Takes a chunk that nobody has, computes its bills and stores the drafts: one transaction.</summary>
public sealed class ChunkDrafting(Writing writing, BillingOptions options, LocalDates dates, ILogger<ChunkDrafting> logger)
{
    static readonly Actor Runner = Actor.System("billing-run");

    readonly ChunkBilling billing = new(options, dates, logger);

    /// <summary>Null when every chunk of the run is drafted or in somebody's hands.</summary>
    public async Task<RunStep?> DraftNextAsync(BillingRun run, CancellationToken ct)
    {
        var step = await writing.InTransactionAsync<RunStep?>(async db =>
        {
            var chunk = await ClaimAsync(db, run, BillingChunkStatus.Pending, ct);
            if (chunk is null)
                return (RunStep?)null;
            var customers = await CustomersAsync(db, chunk, run, ct);
            var bills = await billing.ComputeAsync(db, run, customers, ct);
            await StoreAsync(db, run, bills, ct);
            var adopted = await AdoptAsync(db, run, customers, ct);
            (chunk.Status, chunk.Drafted, chunk.Parked, chunk.Skipped, chunk.UpdatedAt) =
                (run.Issues && bills.Drafts.Count + adopted > 0 ? BillingChunkStatus.Drafted : BillingChunkStatus.Done, bills.Drafts.Count + adopted, bills.Parked.Count, bills.Skipped - adopted, dates.Now);
            return new RunStep([.. bills.Drafts.Select(d => d.UserId)]);
        }, ct);
        // busy: somebody works on one of the customers. The chunk stays; the next round has it
        return step.IsOk ? step.Value : new RunStep([]);
    }

    /// <summary>A chunk in this state that nobody works on, locked until the transaction ends.</summary>
    internal static async Task<BillingChunk?> ClaimAsync(BillingDbContext db, BillingRun run, BillingChunkStatus status, CancellationToken ct)
    {
        // a process that hangs must not hold a chunk for ever: the server ends its session, and it can no longer commit
        await db.Database.ExecuteSqlRawAsync("SET LOCAL idle_in_transaction_session_timeout = '60s'", ct);
        var running = await db.Set<BillingRun>().FromSql($"SELECT * FROM billing_runs WHERE id = {run.Id} AND status = 'RUNNING' FOR KEY SHARE").AsNoTracking().ToListAsync(ct);
        if (running.Count == 0)
            return null;
        var state = status.ToString().ToUpperInvariant();
        var claimed = await db.Set<BillingChunk>()
            .FromSql($"SELECT * FROM billing_chunks WHERE run_id = {run.Id} AND status = {state}::billing_chunk_status ORDER BY number LIMIT 1 FOR UPDATE SKIP LOCKED")
            .ToListAsync(ct);
        return claimed.SingleOrDefault();
    }

    /// <summary>The chunk's customers, locked: nobody else drafts for them meanwhile. Usage goes on coming in.</summary>
    async Task<List<CustomerId>> CustomersAsync(BillingDbContext db, BillingChunk chunk, BillingRun run, CancellationToken ct)
    {
        var ids = await RunCustomersSql.In(db, run.Month, chunk.FirstUser, chunk.LastUser).ToListAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = ANY({ids}) ORDER BY user_id FOR NO KEY UPDATE", ct);
        var customers = ids.ConvertAll(id => new CustomerId(id));
        // changes whose day has come, before anything is computed from the subscriptions
        await SubscriptionRenewing.ApplyDueAsync(db, dates, customers, ct);
        return customers;
    }

    /// <summary>
    /// Drafts that an earlier run of the month left: parked when they were to be issued, or meant to be looked at. Whoever starts the month
    /// again has mended or seen them; what has changed is computed again when it is issued, and what is still wrong is parked again.
    /// </summary>
    static async Task<int> AdoptAsync(BillingDbContext db, BillingRun run, List<CustomerId> customers, CancellationToken ct)
    {
        if (!run.Issues)
            return 0;
        var (users, month, next) = (customers.Select(c => c.Value).ToArray(), run.Month, run.Month.AddMonths(1));
        var adopted = await db.Database.SqlQuery<AdoptedDraft>($"""
            UPDATE invoices SET run_id = {run.Id}
            WHERE user_id = ANY({users}) AND kind = 'SUBSCRIPTION' AND status = 'DRAFT' AND run_id <> {run.Id} AND period_end > {month} AND period_end <= {next}
            RETURNING user_id AS "UserId", period_start AS "PeriodStart"
            """).ToListAsync(ct);
        foreach (var draft in adopted)
            await db.Database.ExecuteSqlAsync($"DELETE FROM parked_bills WHERE user_id = {draft.UserId} AND period_start = {draft.PeriodStart}", ct);
        return adopted.Count;
    }

    sealed record AdoptedDraft(Guid UserId, DateOnly PeriodStart);

    async Task StoreAsync(BillingDbContext db, BillingRun run, ChunkBills bills, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!;
        await transaction.CreateSavepointAsync("drafts", ct);
        try
        {
            await DraftCopySql.WriteAsync(connection, bills.Drafts, Runner, ct);
        }
        catch (PostgresException e) when (IsAboutData(e))
        {
            await transaction.RollbackToSavepointAsync("drafts", ct);
            await StoreOneByOneAsync(db, run, bills, ct);
        }
        await ParkedBillsSql.ResolveAsync(db, bills.Drafts, dates.Now, ct);
        await ParkedBillsSql.ParkAsync(db, bills.Parked, ct);
        db.AddRange(bills.Closed);
    }

    /// <summary>The database refused one of them: that one is parked.</summary>
    async Task StoreOneByOneAsync(BillingDbContext db, BillingRun run, ChunkBills bills, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!;
        foreach (var draft in bills.Drafts.ToList())
        {
            await transaction.CreateSavepointAsync("draft", ct);
            try
            {
                await DraftCopySql.WriteAsync(connection, [draft], Runner, ct);
            }
            catch (PostgresException e) when (IsAboutData(e))
            {
                await transaction.RollbackToSavepointAsync("draft", ct);
                bills.Drafts.Remove(draft);
                bills.Parked.Add(billing.Park(run, draft.UserId, draft.PeriodStart!.Value, new ParkReason("refused_by_database", e.MessageText)));
            }
        }
    }

    /// <summary>Classes 22 and 23: a value that does not fit, a constraint that does not hold.</summary>
    static bool IsAboutData(PostgresException e) => e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal);
}
