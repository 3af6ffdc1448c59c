using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Payments.Bank;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>A transfer, and, while it is NEW, the invoices that it seems to pay.</summary>
public sealed record BankTransactionView(BankTransaction Transaction, IReadOnlyList<MatchSuggestion> Suggestions);

/// <summary>Transfers with suggestions. What is looked at for a page is bounded and found by index.</summary>
public sealed class BankTransactionQueries(IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>Decades of series.</summary>
    const int MostSeries = 200;

    /// <summary>A text of nothing but numbers must not ask for everything.</summary>
    const int MostNumbers = 2_000;

    /// <summary>Latest booking first. Up to row 10,000.</summary>
    public async Task<Result<Page<BankTransactionView>>> ListAsync(Actor actor, BankTransactionStatus? status, (int Number, int Size) page, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadBankTransactions) is { } refused)
            return refused;
        if (PageRules.Check(page) is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var transactions = db.BankTransactions.AsNoTracking().Where(t => status == null || t.Status == status);
        var rows = await transactions.OrderByDescending(t => t.BookingDate).ThenByDescending(t => t.Id).Skip((page.Number - 1) * page.Size).Take(page.Size).ToListAsync(ct);
        var count = await transactions.Take(Page<BankTransactionView>.CountCap + 1).CountAsync(ct);
        var candidates = await CandidatesAsync(db, rows.FindAll(r => r.Status == BankTransactionStatus.New), ct);
        return PageRules.Of<BankTransactionView>([.. rows.Select(r => View(r, candidates))], count, page);
    }

    public async Task<Result<BankTransactionView>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadBankTransactions) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.BankTransactions.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } row)
            return BillingError.NotFound("bank transaction");
        return View(row, row.Status == BankTransactionStatus.New ? await CandidatesAsync(db, [row], ct) : []);
    }

    static BankTransactionView View(BankTransaction row, IReadOnlyList<OpenInvoice> candidates) =>
        new(row, row.Status == BankTransactionStatus.New ? BankMatching.Suggest(row, candidates) : []);

    static async Task<IReadOnlyList<OpenInvoice>> CandidatesAsync(BillingDbContext db, List<BankTransaction> transfers, CancellationToken ct)
    {
        if (transfers.Count == 0)
            return [];
        var series = (await db.NumberSeries.AsNoTracking().OrderByDescending(s => s.Year).Take(MostSeries).Select(s => new { s.Series, s.Year }).ToListAsync(ct))
            .ConvertAll(s => (s.Series, s.Year));
        var numbers = transfers.SelectMany(t => BankMatching.Numbers(t, series)).Distinct().Take(MostNumbers).ToList();
        var byNumber = await db.Invoices.AsNoTracking().Where(i => i.Number != null && numbers.Contains(EF.Property<string>(i, "SortNumber"))).Select(i => i.Id).ToListAsync(ct);
        var ids = byNumber.Concat(await ByAmountAsync(db, transfers, ct)).Distinct().ToList();
        var invoices = await db.Invoices.AsNoTracking().Where(i => ids.Contains(i.Id) && (i.Status == InvoiceStatus.Sent || i.Status == InvoiceStatus.Overdue)).ToListAsync(ct);
        return invoices.ConvertAll(i => new OpenInvoice(i.Id, i.Number!, i.CustomerName, new Money(i.Due, i.Currency)) { IsOpen = true });
    }

    /// <summary>Open invoices of exactly that amount by a similar name, the most similar few of each (ix_invoices_open_amount, ix_invoices_customer_trgm).</summary>
    static async Task<IEnumerable<InvoiceId>> ByAmountAsync(BillingDbContext db, List<BankTransaction> transfers, CancellationToken ct)
    {
        var named = transfers.Where(t => t.DebtorName is not null).DistinctBy(t => (t.Amount, t.Currency, t.DebtorName)).ToList();
        var (amounts, currencies, names) = (named.ConvertAll(t => t.Amount), named.ConvertAll(t => t.Currency.Code), named.ConvertAll(t => t.DebtorName!));
        var ids = await db.Database.SqlQuery<Guid>(
            $"""
            SELECT DISTINCT i.id AS "Value" FROM unnest({amounts}, {currencies}, {names}) AS t (amount, currency, name)
            CROSS JOIN LATERAL (
              SELECT id FROM invoices
              WHERE status IN ('SENT', 'OVERDUE') AND currency = t.currency::char(3) AND total - prepaid + rounding - paid - credited + released = t.amount AND customer_name % t.name
              ORDER BY similarity(customer_name, t.name) DESC LIMIT {BankMatching.Most}) i
            """).ToListAsync(ct);
        return ids.Select(id => new InvoiceId(id));
    }
}
