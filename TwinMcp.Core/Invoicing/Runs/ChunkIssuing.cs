using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>
/// Issues a block of a run's drafts in one transaction: documents first, by the numbers that come next; then the numbers, if they are still
/// the next; then everything is stored. One block at a time in the whole installation, so that blocks do not spoil each other's numbers.
/// </summary>
public sealed class ChunkIssuing(Writing writing, BillingOptions options, SellerOptions seller, LocalDates dates)
{
    const int BlockSize = 250;

    static readonly Actor Runner = Actor.System("billing-run");

    readonly InvoiceIssuing issuing = new(options, seller, dates);

    int lostRaces;

    /// <summary>Null when nothing is to be issued, or somebody else does it.</summary>
    public async Task<RunStep?> IssueNextAsync(BillingRun run, CancellationToken ct)
    {
        var step = await writing.InTransactionAsync<RunStep?>(async db =>
        {
            if (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock(hashtextextended('billing-run-issue', 0)) AS \"Value\"").SingleAsync(ct))
                return (RunStep?)null;
            if (await ChunkDrafting.ClaimAsync(db, run, BillingChunkStatus.Drafted, ct) is not { } chunk)
                return (RunStep?)null;
            var drafts = await DraftsAsync(db, run, chunk, ct);
            var complete = await WithPartiesAsync(db, run, drafts, ct);
            var holders = await HoldersAsync(db, complete, ct);
            var many = complete.FindAll(c => !holders.Contains(c.Invoice.UserId));
            if (many.Count > 0 && !await IssueAsync(db, many, ct))
                return BillingError.Stale;
            var issued = many.Count;
            foreach (var one in complete.Where(c => holders.Contains(c.Invoice.UserId)))
                issued += await IssueOneAsync(db, run, one.Invoice, ct) ? 1 : 0;
            chunk.Issued += issued;
            chunk.Parked += drafts.Count - issued;
            chunk.Status = drafts.Count < BlockSize ? BillingChunkStatus.Done : chunk.Status;
            chunk.UpdatedAt = dates.Now;
            return new RunStep([.. complete.Select(c => c.Invoice.UserId)]);
        }, ct);
        lostRaces = step.IsOk ? 0 : lostRaces + 1;
        return step.IsOk ? step.Value : new RunStep([]);
    }

    /// <summary>Customers who pay with credit first: their documents show it, so they are issued one by one.</summary>
    async Task<HashSet<CustomerId>> HoldersAsync(BillingDbContext db, List<Issuable> complete, CancellationToken ct)
    {
        var holders = new HashSet<CustomerId>();
        foreach (var currency in complete.GroupBy(c => c.Invoice.Currency, c => c.Invoice.UserId))
            holders.UnionWith(await CreditQueries.HoldersAsync(db, [.. currency], currency.Key, dates.Now, ct));
        return holders;
    }

    async Task<bool> IssueOneAsync(BillingDbContext db, BillingRun run, Invoice draft, CancellationToken ct)
    {
        var invoice = (await InvoiceWriting.LockAsync(db, Runner, draft.Id, ct))!;
        if (await issuing.IssueAsync(db, Runner, invoice, ct) is not { } refused)
            return true;
        await ParkedBillsSql.ParkAsync(db, [Park(run, draft, refused)], ct);
        return false;
    }

    /// <summary>The next drafts of the chunk that are not parked, locked against everybody else.</summary>
    static async Task<List<Invoice>> DraftsAsync(BillingDbContext db, BillingRun run, BillingChunk chunk, CancellationToken ct)
    {
        var ids = await db.Database.SqlQuery<Guid>($"""
            SELECT id AS "Value" FROM invoices i
            WHERE user_id >= {chunk.FirstUser} AND user_id <= {chunk.LastUser} AND kind = 'SUBSCRIPTION' AND status = 'DRAFT' AND run_id = {run.Id}
              AND NOT EXISTS (SELECT 1 FROM parked_bills p WHERE p.user_id = i.user_id AND p.period_start = i.period_start AND p.resolved_at IS NULL)
            ORDER BY user_id LIMIT {BlockSize} FOR NO KEY UPDATE OF i
            """).ToListAsync(ct);
        var invoiceIds = ids.ConvertAll(id => new InvoiceId(id));
        return await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat)
            .Where(i => invoiceIds.Contains(i.Id)).OrderBy(i => i.UserId).ToListAsync(ct);
    }

    /// <summary>Those that may be issued; the others are parked.</summary>
    async Task<List<Issuable>> WithPartiesAsync(BillingDbContext db, BillingRun run, List<Invoice> drafts, CancellationToken ct)
    {
        var ids = drafts.ConvertAll(d => d.UserId);
        var customers = await db.Customers.AsNoTracking().Where(c => ids.Contains(c.UserId)).ToDictionaryAsync(c => c.UserId, ct);
        var taxing = await InvoiceTaxing.LoadAsync(db, options, customers.Values, ct);
        var (complete, parked) = (new List<Issuable>(drafts.Count), new List<ParkedBill>());
        foreach (var draft in drafts)
        {
            var customer = customers[draft.UserId];
            var buyer = Party.Of(customer);
            if (await taxing.ConfirmAsync(draft, customer, dates, ct) is { } otherTax)
                parked.Add(Park(run, draft, otherTax));
            else if (InvoiceCompleteness.Check(draft, seller.Party, buyer) is { } missing)
                parked.Add(Park(run, draft, missing));
            else
                complete.Add(new Issuable(draft, customer, buyer));
        }
        await ParkedBillsSql.ParkAsync(db, parked, ct);
        return complete;
    }

    ParkedBill Park(BillingRun run, Invoice draft, BillingError missing) => new()
    {
        UserId = draft.UserId,
        PeriodStart = draft.PeriodStart!.Value,
        RunId = run.Id,
        Code = missing.Code,
        Detail = missing.Message.Length <= 500 ? missing.Message : missing.Message[..500],
        ParkedAt = dates.Now,
    };

    async Task<bool> IssueAsync(BillingDbContext db, List<Issuable> block, CancellationToken ct)
    {
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
            invoice.Issue(InvoiceNumbering.Format(series, next.IssueDate.Year, next.LastNumber + n + 1), next.IssueDate, seller.Party, buyer, now);
            documents[n] = InvoiceOriginal.Of(invoice, seller.Party, buyer, now);
        });
        if (!await InvoiceNumbering.TryTakeBlockAsync(db, series, next, block.Count, ct))
            return false;
        await IssueCopySql.WriteAsync(db, [.. block.Select(b => (b.Invoice, b.Customer.BillingEmail))], documents, (series, next.LastNumber, Runner, now), ct);
        return true;
    }

    sealed record Issuable(Invoice Invoice, Customer Customer, Party Buyer);
}
