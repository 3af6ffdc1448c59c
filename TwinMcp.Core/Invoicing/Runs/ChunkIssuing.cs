using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>
/// Issues a block of a run's drafts in one transaction: documents first, by the numbers that come next; then the numbers, if they are still
/// the next; then everything is stored. One block at a time in the whole installation, so that blocks do not spoil each other's numbers.
/// </summary>
public sealed partial class ChunkIssuing(Writing writing, BillingOptions options, SellerStore sellers, LocalDates dates, ILogger<ChunkIssuing> logger)
{
    const int BlockSize = 250;

    static readonly Actor Runner = Actor.System("billing-run");

    readonly InvoiceIssuing issuing = new(options, sellers, dates);
    readonly InvoiceRecomputing recomputing = new(options, dates);

    int lostRaces;

    /// <summary>Null when nothing is to be issued, or somebody else does it.</summary>
    public async Task<RunStep?> IssueNextAsync(BillingRun run, CancellationToken ct)
    {
        try
        {
            return await IssueBlockAsync(run, BlockSize, null, ct);
        }
        catch (Exception e) when (IsAboutOne(e))
        {
            BlockFailed(e);
        }
        // one of them is at fault: the others are issued, that one is parked and never stops them again
        var done = new List<CustomerId>();
        for (var n = 0; n < BlockSize; n++)
        {
            var failing = new List<ParkedBill>();
            try
            {
                if (await IssueBlockAsync(run, 1, failing, ct) is not { Changed.Count: > 0 } step)
                    break;
                done.AddRange(step.Changed);
            }
            catch (Exception e) when (IsAboutOne(e) && failing.Count > 0)
            {
                BillFailed(failing[0].UserId, e);
                await ParkAsync(failing, ct);
            }
        }
        return new RunStep(done);
    }

    async Task<RunStep?> IssueBlockAsync(BillingRun run, int most, List<ParkedBill>? failing, CancellationToken ct)
    {
        var step = await writing.InTransactionAsync<RunStep?>(async db =>
        {
            if (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock(hashtextextended('billing-run-issue', 0)) AS \"Value\"").SingleAsync(ct))
                return (RunStep?)null;
            if (await ChunkDrafting.ClaimAsync(db, run, BillingChunkStatus.Drafted, ct) is not { } chunk)
                return (RunStep?)null;
            var drafts = await DraftsAsync(db, run, (chunk, most), ct);
            failing?.AddRange(drafts.Select(d => Park(run, d, new ParkReason("error", "It failed while it was issued; the log has the cause."))));
            // once a block, inside its transaction: whoever saved in Settings before it is on all its invoices
            var seller = await sellers.CurrentAsync(db, ct);
            var (complete, alone) = await SortedAsync(db, run, drafts, seller, ct);
            if (complete.Count > 0 && !await IssueAsync(db, complete, seller, ct))
                return BillingError.Stale;
            var issued = complete.Count;
            foreach (var one in alone)
                issued += await IssueOneAsync(db, run, one, ct) ? 1 : 0;
            chunk.Issued += issued;
            chunk.Parked += drafts.Count - issued;
            chunk.Status = drafts.Count < most ? BillingChunkStatus.Done : chunk.Status;
            chunk.UpdatedAt = dates.Now;
            return new RunStep([.. drafts.Select(d => d.UserId)]);
        }, ct);
        lostRaces = step.IsOk ? 0 : lostRaces + 1;
        return step.IsOk ? step.Value : new RunStep([]);
    }

    /// <summary>Not an outage, which ends by itself and is nobody's fault.</summary>
    static bool IsAboutOne(Exception e) => e is not OperationCanceledException && (e as NpgsqlException ?? e.InnerException as NpgsqlException) is not { IsTransient: true };

    async Task ParkAsync(List<ParkedBill> failing, CancellationToken ct) =>
        await writing.InTransactionAsync(async db =>
        {
            await ParkedBillsSql.ParkAsync(db, failing, ct);
            foreach (var bill in failing)
                await db.Database.ExecuteSqlAsync($"UPDATE billing_chunks SET parked = parked + 1 WHERE run_id = {bill.RunId} AND first_user <= {bill.UserId.Value} AND last_user >= {bill.UserId.Value}", ct);
            return (Result<bool>)true;
        }, ct);

    /// <summary>Customers who pay with credit first: their documents show it, so they are issued one by one.</summary>
    async Task<HashSet<CustomerId>> HoldersAsync(BillingDbContext db, List<Issuable> complete, CancellationToken ct)
    {
        var holders = new HashSet<CustomerId>();
        foreach (var currency in complete.GroupBy(c => c.Invoice.Currency, c => c.Invoice.UserId))
            holders.UnionWith(await CreditQueries.HoldersAsync(db, [.. currency], currency.Key, dates.Now, ct));
        return holders;
    }

    /// <summary>Computed again where it has changed since it was drafted; parked when it cannot be issued.</summary>
    async Task<bool> IssueOneAsync(BillingDbContext db, BillingRun run, (Invoice Draft, bool IsOutdated) of, CancellationToken ct)
    {
        var draft = of.Draft;
        var refused = of.IsOutdated ? await IssueAnewAsync(db, draft.Id, ct) : await issuing.IssueAsync(db, Runner, (await InvoiceWriting.LockAsync(db, Runner, draft.Id, ct))!, ct);
        if (refused is null)
            return true;
        await ParkedBillsSql.ParkAsync(db, [Park(run, draft, Reason(refused))], ct);
        return false;
    }

    async Task<BillingError?> IssueAnewAsync(BillingDbContext db, InvoiceId id, CancellationToken ct)
    {
        var invoice = await db.Invoices.SingleAsync(i => i.Id == id, ct);
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.UserId == invoice.UserId, ct);
        var notes = new InvoiceNotes(invoice.DueDays, invoice.PurchaseOrder, invoice.BuyerReference, invoice.Note);
        if (await recomputing.RecomputeAsync(db, invoice, customer, notes, ct) is { } refused)
            return refused;
        db.Audit.Add(AuditEntry.Of(Runner, "invoice.recomputed", dates.Now, new AuditSubject(invoice.UserId, invoice.Id.Value), new { invoice.Total, Currency = invoice.Currency.Code }));
        await db.SaveChangesAsync(ct);
        return await issuing.IssueAsync(db, Runner, invoice, ct);
    }

    /// <summary>The next drafts of the chunk that are not parked, locked against everybody else, their customers first.</summary>
    static async Task<List<Invoice>> DraftsAsync(BillingDbContext db, BillingRun run, (BillingChunk Chunk, int Most) of, CancellationToken ct)
    {
        var (chunk, most) = of;
        var users = await db.Database.SqlQuery<Guid>($"""
            SELECT user_id AS "Value" FROM invoices i
            WHERE user_id >= {chunk.FirstUser} AND user_id <= {chunk.LastUser} AND kind = 'SUBSCRIPTION' AND status = 'DRAFT' AND run_id = {run.Id}
              AND NOT EXISTS (SELECT 1 FROM parked_bills p WHERE p.user_id = i.user_id AND p.period_start = i.period_start AND p.resolved_at IS NULL)
            ORDER BY user_id LIMIT {most}
            """).ToListAsync(ct);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = ANY({users}) ORDER BY user_id FOR NO KEY UPDATE", ct);
        var ids = await db.Database.SqlQuery<Guid>($"""
            SELECT id AS "Value" FROM invoices WHERE user_id = ANY({users}) AND kind = 'SUBSCRIPTION' AND status = 'DRAFT' AND run_id = {run.Id}
            ORDER BY user_id FOR NO KEY UPDATE
            """).ToListAsync(ct);
        var invoiceIds = ids.ConvertAll(id => new InvoiceId(id));
        return await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat)
            .Where(i => invoiceIds.Contains(i.Id)).OrderBy(i => i.UserId).ToListAsync(ct);
    }

    /// <summary>Those that are issued as a block; those that are issued one by one: who pays with credit first, and what has changed since it was drafted. The others are parked.</summary>
    async Task<(List<Issuable> Block, List<(Invoice, bool IsOutdated)> Alone)> SortedAsync(BillingDbContext db, BillingRun run, List<Invoice> drafts, Party seller, CancellationToken ct)
    {
        var ids = drafts.ConvertAll(d => d.UserId);
        var customers = await db.Customers.AsNoTracking().Where(c => ids.Contains(c.UserId)).ToDictionaryAsync(c => c.UserId, ct);
        var taxing = await InvoiceTaxing.LoadAsync(db, options, customers.Values, ct);
        var outdated = await InvoiceIssuing.OutdatedAsync(db, drafts, ct);
        var (complete, alone, parked) = (new List<Issuable>(drafts.Count), new List<(Invoice, bool)>(), new List<ParkedBill>());
        foreach (var draft in drafts)
        {
            var customer = customers[draft.UserId];
            var buyer = Party.Of(customer);
            if (outdated.ContainsKey(draft.Id))
                alone.Add((draft, true));
            else if (await taxing.ConfirmAsync(draft, customer, dates, ct) is { } otherTax)
            {
                if (otherTax.Code == InvoiceTaxing.TaxChanged)
                    alone.Add((draft, true));
                else
                    parked.Add(Park(run, draft, Reason(otherTax)));
            }
            else if (InvoiceCompleteness.Check(draft, seller, buyer) is { } missing)
                parked.Add(Park(run, draft, Reason(missing)));
            else
                complete.Add(new Issuable(draft, customer, buyer));
        }
        await ParkedBillsSql.ParkAsync(db, parked, ct);
        var holders = await HoldersAsync(db, complete, ct);
        alone.AddRange(complete.Where(c => holders.Contains(c.Invoice.UserId)).Select(c => (c.Invoice, false)));
        return (complete.FindAll(c => !holders.Contains(c.Invoice.UserId)), alone);
    }

    static ParkReason Reason(BillingError refused) => new(refused.Code, refused.Message);

    ParkedBill Park(BillingRun run, Invoice draft, ParkReason reason) => ParkedBill.Of(run.Id, draft.UserId, draft.PeriodStart!.Value, reason, dates.Now);

    async Task<bool> IssueAsync(BillingDbContext db, List<Issuable> block, Party seller, CancellationToken ct)
    {
        var logo = await SellerStore.LogoAsync(db, seller, ct);
        var series = options.NumberPrefix;
        // whoever lost the numbers three times waits for them first, and then has them
        if (lostRaces >= 3)
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM number_series WHERE series = {series} AND year = {dates.Today.Year} FOR UPDATE", ct);
        var next = await InvoiceNumbering.PeekAsync(db, series, dates.Today, ct);
        var now = dates.Now;
        var documents = new StoredDocument[block.Count];
        Parallel.For(0, block.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, n =>
        {
            var (invoice, _, buyer) = block[n];
            invoice.Issue(InvoiceNumbering.Format(series, next.IssueDate.Year, next.LastNumber + n + 1), next.IssueDate, seller, buyer, now);
            documents[n] = InvoiceOriginal.Of(invoice, seller, buyer, logo, now);
        });
        if (!await InvoiceNumbering.TryTakeBlockAsync(db, series, next, block.Count, ct))
            return false;
        await IssueCopySql.WriteAsync(db, [.. block.Select(b => (b.Invoice, b.Customer.BillingEmail))], documents, (series, next.LastNumber, Runner, now), ct);
        return true;
    }

    [LoggerMessage(1, LogLevel.Error, "A block of a run could not be issued; its invoices are issued one by one")]
    partial void BlockFailed(Exception e);

    [LoggerMessage(2, LogLevel.Error, "The invoice of customer {UserId} could not be issued; it is parked")]
    partial void BillFailed(CustomerId userId, Exception e);

    sealed record Issuable(Invoice Invoice, Customer Customer, Party Buyer);
}
