using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>What a period comes to for one customer, and a draft brought up to it; inside the caller's transaction.</summary>
sealed class InvoiceRecomputing(BillingOptions options, LocalDates dates)
{
    /// <summary>The draft says what its period comes to now. Tracked, its customer's row locked. Null when done.</summary>
    public async Task<BillingError?> RecomputeAsync(BillingDbContext db, Invoice draft, Customer customer, InvoiceNotes notes, CancellationToken ct)
    {
        var content = await ContentAsync(db, customer, (draft.Period!.Value, draft.Id), notes, ct);
        if (content.Error is { } gone)
            return gone;
        if (content.Value.Totals.Currency != draft.Currency)
            return BillingError.Conflict("currency_changed", $"The draft is in {draft.Currency}, the plan is in {content.Value.Totals.Currency} now: cancel the draft and generate again.");
        await db.InvoiceLines.Where(l => l.UserId == draft.UserId && l.InvoiceId == draft.Id).ExecuteDeleteAsync(ct);
        await db.InvoiceVat.Where(l => l.UserId == draft.UserId && l.InvoiceId == draft.Id).ExecuteDeleteAsync(ct);
        await db.Set<InvoiceUsage>().Where(u => u.UserId == draft.UserId && u.InvoiceId == draft.Id).ExecuteDeleteAsync(ct);
        draft.Recompute(customer, content.Value, dates.Now);
        return null;
    }

    /// <param name="of">The period, and the draft whose usage counts as open.</param>
    public async Task<Result<InvoiceContent>> ContentAsync(BillingDbContext db, Customer customer, (BillingPeriod Period, InvoiceId? Recomputed) of, InvoiceNotes notes, CancellationToken ct)
    {
        var (period, recomputed) = of;
        // the VAT comes with the lines, when it is decided
        var scope = new BillingScope(new DateRange(period.Start, period.End), recomputed is { } draft ? [draft] : [], _ => default);
        var account = (await BillingAccountQueries.LoadAsync(db, [customer.UserId], scope, ct)).Single();
        SubscriptionBill? bill = null;
        var taxing = await InvoiceTaxing.LoadAsync(db, options, [customer], ct);
        var taxed = await taxing.ComputeAsync(customer, period.LastDay, Lines, ct);
        return taxed.Map(t => new InvoiceContent(t.Totals, bill!.PlanName, notes) { Usage = bill.Usage, Tax = t.Tax });

        Result<InvoiceInput> Lines(BuyerTax tax)
        {
            var vat = tax.Of(default);
            if (vat.Error is { } undecided)
                return undecided;
            var outcome = SubscriptionBillCalculator.Compute(account with { Vat = vat.Value }, period);
            if (outcome.Parked is { } reason)
                return BillingError.Conflict(reason.Code, reason.Detail);
            bill = outcome.Bill;
            return bill is null ? BillingError.Conflict("no_subscription", "The customer has no subscription that is charged in this period.") : bill.Input;
        }
    }
}
