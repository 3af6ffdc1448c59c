using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing;

/// <summary>DRAFT -> SENT inside the caller's transaction: number, frozen content, stored PDF with its hash, mail in the outbox, audit.</summary>
sealed class InvoiceIssuing(BillingOptions options, SellerStore sellers, LocalDates dates)
{
    /// <summary>The invoice is tracked, with lines, adjustments and VAT groups; its customer's row and its own are locked. Null when done.</summary>
    public async Task<BillingError?> IssueAsync(BillingDbContext db, Actor actor, Invoice invoice, CancellationToken ct)
    {
        if (invoice.PeriodEnd is { } end && dates.Today < end)
            return BillingError.Conflict("period_open", $"The period runs until {end.AddDays(-1):yyyy-MM-dd}: issue it when it is over, with all its usage on it.");
        if ((await OutdatedAsync(db, [invoice], ct)).TryGetValue(invoice.Id, out var outdated))
            return outdated;
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.UserId == invoice.UserId, ct);
        var buyer = Party.Of(customer);
        var seller = await sellers.CurrentAsync(db, ct);
        var taxing = await InvoiceTaxing.LoadAsync(db, options, [customer], ct);
        if (await taxing.ConfirmAsync(invoice, customer, dates, ct) is { } otherTax)
            return otherTax;
        if (InvoiceCompleteness.Check(invoice, seller, buyer) is { } incomplete)
            return incomplete;
        var now = dates.Now;
        // before the number, whose row everybody waits for; the document shows what is left to pay
        var used = await CreditStore.UseAsync(db, (invoice.UserId, invoice.Id), new Money(invoice.Due, invoice.Currency), now, ct);
        if (used > 0)
        {
            invoice.Settle(used, dates.Today, now);
            db.Audit.Add(AuditEntry.Of(actor, "invoice.credit_used", now, new AuditSubject(invoice.UserId, invoice.Id.Value), new { Amount = used }));
        }
        await StampAsync(db, actor, invoice, new IssueParties(options.NumberPrefix, seller, buyer, customer.BillingEmail), ct);
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
        var logo = await SellerStore.LogoAsync(db, parties.Seller, ct);
        var recipients = await BillingContactQueries.RecipientsAsync(db, invoice.UserId, MailTopic.Invoices, ct);
        // from here on everybody who issues waits for us
        var (number, issueDate) = await InvoiceNumbering.TakeAsync(db, parties.Series, dates.Today, invoice, ct);
        invoice.Issue(number, issueDate, parties.Seller, parties.Buyer, now);
        db.Documents.Add(InvoiceOriginal.Of(invoice, parties.Seller, parties.Buyer, logo, now));
        db.Outbox.AddRange(recipients.Select(r => OutboxMail.About(invoice.UserId, invoice.Id, MailKind.Invoice, r, now)));
        await ParkedBillsSql.ResolveAsync(db, [invoice], now, ct);
        db.Audit.Add(AuditEntry.Of(actor, "invoice.issued", now, new AuditSubject(invoice.UserId, invoice.Id.Value), new { number, invoice.Total, Currency = invoice.Currency.Code }));
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// Which drafts are no longer what their period comes to, and why. An invoice that is frozen without its last usage would bill it a
    /// period late; one that is frozen without a change of the subscription would never bill it. What came in late since may wait.
    /// </summary>
    /// <param name="drafts">With their lines; their customers' rows locked.</param>
    public static async Task<IReadOnlyDictionary<InvoiceId, BillingError>> OutdatedAsync(BillingDbContext db, IReadOnlyCollection<Invoice> drafts, CancellationToken ct)
    {
        var outdated = new Dictionary<InvoiceId, BillingError>();
        var periods = drafts.Where(d => d.Period is not null).ToDictionary(d => d.Id, d => new DateRange(d.Period!.Value.Start, d.Period.Value.End));
        if (periods.Count == 0)
            return outdated;
        var computed = drafts.Where(d => periods.ContainsKey(d.Id)).ToList();
        var days = new DateRange(periods.Values.Min(p => p.From), periods.Values.Max(p => p.To));
        var scope = new BillingScope(days, periods.Keys, _ => default) { Cuts = computed.ToLookup(d => d.UserId, d => periods[d.Id]) };
        var accounts = (await BillingAccountQueries.LoadAsync(db, [.. computed.Select(d => d.UserId).Distinct()], scope, ct)).ToDictionary(a => a.Customer.UserId);
        var (users, ids) = (accounts.Keys, periods.Keys);
        var held = (await db.Set<InvoiceUsage>().AsNoTracking().Where(u => users.Contains(u.UserId) && ids.Contains(u.InvoiceId) && u.Kind != UsageShareKind.Late).ToListAsync(ct))
            .ToLookup(u => u.InvoiceId, u => u.ToShare());
        foreach (var draft in computed)
        {
            if (Outdated(accounts[draft.UserId], draft, periods[draft.Id], held[draft.Id]) is { } error)
                outdated[draft.Id] = error;
        }
        return outdated;
    }

    static BillingError? Outdated(BillingAccount account, Invoice draft, DateRange period, IEnumerable<UsageShare> held)
    {
        var lines = draft.Lines.OrderBy(l => l.LineNumber).ToList();
        var fees = lines.Where(l => l.Component is LineComponent.Fee or LineComponent.Proration).Select(l => l.Net);
        if (!SubscriptionBillCalculator.FeesOf(account, period).SequenceEqual(fees))
            return SubscriptionChanged;
        if (!SubscriptionBillCalculator.UsageOf(account, period).ToHashSet().SetEquals(held))
            return BillingError.Conflict("usage_changed", "Usage has come in since this draft was computed: recompute it (forceRegenerate), look at the new total, then issue.");
        var own = lines.Where(l => LineBasis.FromJson(l.Basis) is not { Kind: BasisKind.LateUsage }).Select(l => l.Net);
        return SubscriptionBillCalculator.NetsOf(account, period).SequenceEqual(own) ? null : SubscriptionChanged;
    }

    static BillingError SubscriptionChanged { get; } =
        BillingError.Conflict("subscription_changed", "The subscription has changed since this draft was computed: recompute it (forceRegenerate), look at the new total, then issue.");
}

/// <summary>Who stands on a document, in which series it is numbered and who gets it.</summary>
sealed record IssueParties(string Series, Party Seller, Party Buyer, string Recipient);
