using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing;

/// <summary>DRAFT -> SENT inside the caller's transaction: number, frozen content, stored PDF with its hash, mail in the outbox, audit.</summary>
sealed class InvoiceIssuing(BillingOptions options, SellerOptions seller, LocalDates dates)
{
    /// <summary>The invoice is tracked, with lines, adjustments and VAT groups; its row is locked. Null when done.</summary>
    public async Task<BillingError?> IssueAsync(BillingDbContext db, Actor actor, Invoice invoice, CancellationToken ct)
    {
        if (invoice.PeriodEnd is { } end && dates.Today < end)
            return BillingError.Conflict("period_open", $"The period runs until {end.AddDays(-1):yyyy-MM-dd}: issue it when it is over, with all its usage on it.");
        if (await OutdatedAsync(db, invoice, ct) is { } outdated)
            return outdated;
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.UserId == invoice.UserId, ct);
        var buyer = Party.Of(customer);
        var taxing = await InvoiceTaxing.LoadAsync(db, options, [customer], ct);
        if (await taxing.ConfirmAsync(invoice, customer, dates, ct) is { } otherTax)
            return otherTax;
        if (InvoiceCompleteness.Check(invoice, seller.Party, buyer) is { } incomplete)
            return incomplete;
        var now = dates.Now;
        // before the number, whose row everybody waits for; the document shows what is left to pay
        var used = await CreditStore.UseAsync(db, (invoice.UserId, invoice.Id), new Money(invoice.Due, invoice.Currency), now, ct);
        if (used > 0)
        {
            invoice.Settle(used, dates.Today, now);
            db.Audit.Add(AuditEntry.Of(actor, "invoice.credit_used", now, new AuditSubject(invoice.UserId, invoice.Id.Value), new { Amount = used }));
        }
        await StampAsync(db, actor, invoice, new IssueParties(options.NumberPrefix, seller.Party, buyer, customer.BillingEmail), ct);
        if (invoice.Due == 0)
        {
            invoice.Settle(0, invoice.IssueDate!.Value, now);
            db.Audit.Add(AuditEntry.Of(actor, "invoice.paid", now, new AuditSubject(invoice.UserId, invoice.Id.Value), new { Reason = "nothing due" }));
        }
        return null;
    }

    /// <summary>Number, frozen content, document, mail and audit of what is complete. The caller's transaction holds all its rows.</summary>
    public async Task StampAsync(BillingDbContext db, Actor actor, Invoice invoice, IssueParties parties, CancellationToken ct)
    {
        var now = dates.Now;
        var (number, issueDate) = await InvoiceNumbering.TakeAsync(db, parties.Series, dates.Today, invoice, ct);
        invoice.Issue(number, issueDate, parties.Seller, parties.Buyer, now);
        db.Documents.Add(InvoiceOriginal.Of(invoice, parties.Seller, parties.Buyer, now));
        db.Outbox.Add(OutboxMail.About(invoice.UserId, invoice.Id, MailKind.Invoice, parties.Recipient, now));
        db.Audit.Add(AuditEntry.Of(actor, "invoice.issued", now, new AuditSubject(invoice.UserId, invoice.Id.Value), new { number, invoice.Total, Currency = invoice.Currency.Code }));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// An invoice that is frozen without its last usage would bill it a period late; one that is frozen without a change of the
    /// subscription would never bill it.
    /// </summary>
    static async Task<BillingError?> OutdatedAsync(BillingDbContext db, Invoice invoice, CancellationToken ct)
    {
        if (invoice.Period is not { } period)
            return null;
        var scope = new BillingScope(new DateRange(period.Start, period.End), invoice.Id, _ => default);
        var account = (await BillingAccountQueries.LoadAsync(db, [invoice.UserId], scope, ct)).Single();
        var fees = invoice.Lines.Where(l => l.Component is LineComponent.Fee or LineComponent.Proration).OrderBy(l => l.LineNumber).Select(l => l.Net);
        if (!SubscriptionBillCalculator.FeesOf(account, scope.Days).SequenceEqual(fees))
            return BillingError.Conflict("subscription_changed", "The subscription has changed since this draft was computed: recompute it (forceRegenerate), look at the new total, then issue.");
        var due = SubscriptionBillCalculator.UsageOf(account, scope.Days).ToHashSet();
        var held = await db.Set<InvoiceUsage>().AsNoTracking().Where(u => u.UserId == invoice.UserId && u.InvoiceId == invoice.Id && u.Kind != UsageShareKind.Late).ToListAsync(ct);
        return due.SetEquals(held.Select(u => u.ToShare()))
            ? null
            : BillingError.Conflict("usage_changed", "Usage has come in since this draft was computed: recompute it (forceRegenerate), look at the new total, then issue.");
    }
}

/// <summary>Who stands on a document, in which series it is numbered and who gets it.</summary>
sealed record IssueParties(string Series, Party Seller, Party Buyer, string Recipient);
