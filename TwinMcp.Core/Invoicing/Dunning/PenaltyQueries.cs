using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Payments;

namespace TwinMcp.Core.Invoicing.Dunning;

/// <summary>What an invoice's lateness costs, from what is stored; nothing of it is stored itself.</summary>
public sealed class PenaltyQueries(IDbContextFactory<BillingDbContext> contexts, LocalDates dates)
{
    const int MostPayments = 1_000;

    /// <param name="on">Today when null; at most a year ahead.</param>
    public async Task<Result<Penalty>> FindAsync(Actor actor, InvoiceId id, DateOnly? on, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        var day = on ?? dates.Today;
        if (day > dates.Today.AddYears(1))
            return BillingError.Invalid("on", "At most a year ahead.");
        await using var db = await contexts.CreateDbContextAsync(ct);
        var invoice = await InvoiceQueries.Visible(db, actor, id).AsNoTracking().SingleOrDefaultAsync(ct);
        if (invoice is null)
            return BillingError.NotFound("invoice");
        // a draft has no due date yet, a credit note never
        return invoice.DueDate is null
            ? BillingError.Conflict("not_issued", "Nothing falls due on it: it is a draft or a credit note.")
            : await OfAsync(db, invoice, day, dates);
    }

    /// <summary>Of an issued invoice with a due date. Nobody is late with one that was cancelled, or with a credit note.</summary>
    internal static async Task<Penalty> OfAsync(BillingDbContext db, Invoice invoice, DateOnly on, LocalDates dates)
    {
        var rates = await db.PenaltyRates.AsNoTracking().OrderByDescending(r => r.ValidFrom).Take(100).ToListAsync();
        rates.Reverse();
        var received = await db.Payments.AsNoTracking()
            .Where(p => p.UserId == invoice.UserId && p.InvoiceId == invoice.Id && p.Status == PaymentStatus.Completed)
            .OrderByDescending(p => p.ReceivedAt).Take(MostPayments).Select(p => new { p.ReceivedAt, p.Amount }).ToListAsync();
        var payments = received.Select(p => new PenaltyPayment(dates.DateOf(p.ReceivedAt), p.Amount)).ToList();
        // back from what is due now: whatever else lowered it (credits, credit notes) counts from the first day, for the debtor
        var owed = Math.Min(invoice.Due + payments.Sum(p => p.Amount), invoice.Total - invoice.Prepaid + invoice.Rounding);
        var isDebt = invoice.Status != InvoiceStatus.Cancelled && invoice.Kind is InvoiceKind.Subscription or InvoiceKind.OneOff;
        var debt = new PenaltyDebt(invoice.Currency, invoice.DueDate!.Value, isDebt ? owed : 0m, payments, invoice.Buyer!.IsCompany);
        return PenaltyCalculator.Compute(debt, rates, on);
    }
}
