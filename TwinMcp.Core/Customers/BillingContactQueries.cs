using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Customers;

/// <summary>Who gets a customer's mails.</summary>
public sealed class BillingContactQueries(IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>In order of address, and who has unsubscribed from courtesy mails.</summary>
    public async Task<Result<ContactList>> ListAsync(Actor actor, CustomerId userId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadCustomers) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!(Access.Allows(actor, BillingAction.ReadAllCustomers) || actor.Customer == userId) || !await db.Customers.AnyAsync(c => c.UserId == userId, ct))
            return BillingError.NotFound("customer");
        var contacts = await db.Contacts.AsNoTracking().Where(c => c.UserId == userId).OrderBy(c => c.Email).ToListAsync(ct);
        var optOuts = await db.MailOptOuts.AsNoTracking().Where(o => o.UserId == userId).OrderBy(o => o.Recipient).Take(100).ToListAsync(ct);
        return new ContactList(contacts, optOuts);
    }

    /// <summary>The contacts of a topic, or the billing address when there is none; never empty.</summary>
    internal static async Task<IReadOnlyList<string>> RecipientsAsync(BillingDbContext db, CustomerId userId, MailTopic topic, CancellationToken ct)
    {
        var contacts = await Of(db, topic).Where(c => c.UserId == userId).OrderBy(c => c.Email).Select(c => c.Email).ToListAsync(ct);
        return contacts.Count > 0 ? contacts : [await db.Customers.Where(c => c.UserId == userId).Select(c => c.BillingEmail).SingleAsync(ct)];
    }

    /// <summary>The contacts of a topic of many customers; who is not in it has none.</summary>
    internal static async Task<ILookup<CustomerId, string>> ContactsAsync(BillingDbContext db, IEnumerable<CustomerId> customers, MailTopic topic, CancellationToken ct)
    {
        var ids = customers.Distinct().ToList();
        var found = await Of(db, topic).AsNoTracking().Where(c => ids.Contains(c.UserId)).OrderBy(c => c.Email).ToListAsync(ct);
        return found.ToLookup(c => c.UserId, c => c.Email);
    }

    static IQueryable<BillingContact> Of(BillingDbContext db, MailTopic topic) => topic switch
    {
        MailTopic.Invoices => db.Contacts.Where(c => c.Invoices),
        MailTopic.Reminders => db.Contacts.Where(c => c.Reminders),
        MailTopic.Payments => db.Contacts.Where(c => c.Payments),
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, null),
    };
}

public sealed record ContactList(IReadOnlyList<BillingContact> Contacts, IReadOnlyList<MailOptOut> OptOuts);
