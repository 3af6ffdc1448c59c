using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Customers;

/// <summary>Replaces the billing contacts of a customer, and takes note of who unsubscribes.</summary>
public sealed class BillingContactService(Writing writing, TimeProvider clock)
{
    public async Task<Result<CustomerId>> SetAsync(Actor actor, CustomerId userId, SetContacts input, CancellationToken ct)
    {
        if (Refusal(actor, userId) is { } refused)
            return refused;
        if (input.Check() is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<CustomerId>(async db =>
        {
            // two who change the same contacts follow each other
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = {userId.Value} FOR NO KEY UPDATE", ct);
            if (!await db.Customers.AnyAsync(c => c.UserId == userId, ct))
                return BillingError.NotFound("customer");
            await db.Contacts.Where(c => c.UserId == userId).ExecuteDeleteAsync(ct);
            db.Contacts.AddRange(input.Contacts!.Select(c => c!.ToContact(userId)));
            db.Audit.Add(AuditEntry.Of(actor, "customer.contacts_set", clock.GetUtcNow(), new AuditSubject(userId, userId.Value), new { input.Contacts!.Count }));
            return userId;
        }, ct);
    }

    /// <summary>The caller has proved that the recipient asks for it, by a link that only he was sent. Repeating it changes nothing.</summary>
    public Task<Result<CustomerId>> OptOutAsync(CustomerId userId, string recipient, CancellationToken ct) => writing.InTransactionAsync<CustomerId>(async db =>
    {
        var (who, now) = (recipient.ToLowerInvariant(), clock.GetUtcNow());
        var added = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO mail_opt_outs (user_id, recipient, at) SELECT user_id, {who}, {now} FROM user_profiles WHERE user_id = {userId.Value} ON CONFLICT DO NOTHING
            """, ct);
        if (added > 0)
            db.Audit.Add(AuditEntry.Of(Actor.System("unsubscribe-link"), "mail.unsubscribed", now, new AuditSubject(userId, userId.Value)));
        return userId;
    }, ct);

    static BillingError? Refusal(Actor actor, CustomerId userId)
    {
        if (Access.Allows(actor, BillingAction.ChangeCustomers))
            return null;
        if (Access.Check(actor, BillingAction.ChangeOwnContact) is { } refused)
            return refused;
        return actor.Customer == userId ? null : BillingError.NotFound("customer");
    }
}
