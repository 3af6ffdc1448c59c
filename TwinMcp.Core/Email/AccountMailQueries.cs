using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Email;

/// <summary>What mails that are not about a document are made of, and who reads them.</summary>
public sealed class AccountMailQueries(IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>Who reads it, in which language.</summary>
    public async Task<MailReader> ReaderAsync(CustomerId userId, string recipient, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var who = recipient.ToLowerInvariant();
        var contacts = await db.Contacts.AsNoTracking().Where(c => c.UserId == userId).ToListAsync(ct);
        var own = contacts.Find(c => string.Equals(c.Email, recipient, StringComparison.OrdinalIgnoreCase))?.Language;
        var customer = await db.Customers.AsNoTracking().Where(c => c.UserId == userId).Select(c => new { c.Language, c.ContactName }).SingleOrDefaultAsync(ct);
        var hasOptedOut = await db.MailOptOuts.AnyAsync(o => o.UserId == userId && o.Recipient == who, ct);
        return new MailReader(own, customer?.Language ?? "fr", customer?.ContactName) { HasOptedOut = hasOptedOut };
    }

    /// <summary>The plan that ends that day; a conflict when the subscription goes on after all.</summary>
    public async Task<Result<string>> FindEndingPlanAsync(CustomerId userId, DateOnly endsOn, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var plan = await db.Subscriptions.AsNoTracking()
            .Where(s => s.UserId == userId && s.EndsOn == endsOn && (s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Paused))
            .Join(db.PlanVersions, s => s.PlanVersionId, v => v.Id, (_, v) => v.Plan!.Name).FirstOrDefaultAsync(ct);
        return plan is null ? new BillingError(ErrorKind.Conflict, "nothing_to_remind", "Not sent: the subscription does not end that day any more.") : plan;
    }

    /// <summary>An invoice without its document, for a mail about its payment.</summary>
    public async Task<Result<Invoice>> FindInvoiceAsync(CustomerId userId, InvoiceId? id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var invoice = await db.Invoices.AsNoTracking().SingleOrDefaultAsync(i => i.UserId == userId && i.Id == id && i.Number != null, ct);
        return invoice is null ? BillingError.NotFound("issued invoice") : invoice;
    }
}

/// <param name="Own">His own language, when he is a contact who has one.</param>
/// <param name="Customer">The customer's language, which documents are in.</param>
/// <param name="ContactName">The customer's person; null: nobody is named.</param>
public sealed record MailReader(string? Own, string Customer, string? ContactName)
{
    public bool HasOptedOut { get; init; }

    public string Language => Own ?? Customer;
}
