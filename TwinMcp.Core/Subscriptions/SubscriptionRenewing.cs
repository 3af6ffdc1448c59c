using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Subscriptions;

/// <summary>
/// Carries out what has come due: changes that waited for their day, and the ends of what was cancelled. Doing it again does nothing.
/// It ends no pause; a change that comes due in one waits for its end.
/// </summary>
public static class SubscriptionRenewing
{
    static readonly Actor Renewal = Actor.System("subscriptions");

    /// <summary>
    /// For customers whose rows the caller has locked, in its transaction, before it computes anything of theirs. Saves. Returns how many
    /// subscriptions it moved.
    /// </summary>
    public static async Task<int> ApplyDueAsync(BillingDbContext db, LocalDates dates, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var (today, now) = (dates.Today, dates.Now);
        var due = await Due(db, today).Where(s => customers.Contains(s.UserId)).Include(s => s.Pauses).ToListAsync(ct);
        if (due.Count == 0)
            return 0;
        var successors = new List<Subscription>();
        foreach (var subscription in due)
        {
            if (subscription.EndsOn is { } end && end <= today)
                End(db, subscription, end, now);
            else
                successors.Add(Change(db, subscription, await DayAsync(db, subscription, ct), now));
        }
        // the old ones first: a customer has one that runs
        await db.SaveChangesAsync(ct);
        db.Subscriptions.AddRange(successors);
        await db.SaveChangesAsync(ct);
        return due.Count;
    }

    /// <summary>Everything whose day has come.</summary>
    internal static IQueryable<Subscription> Due(BillingDbContext db, DateOnly today) => db.Subscriptions
        .Where(s => (s.Status == SubscriptionStatus.Active || s.Status == SubscriptionStatus.Paused)
            && (s.EndsOn <= today || (s.Status == SubscriptionStatus.Active && s.ChangesOn <= today)));

    /// <summary>Its own day; but what is invoiced meanwhile stays as it is.</summary>
    static async Task<DateOnly> DayAsync(BillingDbContext db, Subscription subscription, CancellationToken ct)
    {
        var day = subscription.ChangesOn!.Value;
        return await InvoicedDaysSql.UntilAsync(db, subscription.UserId, ct) is { } invoiced && invoiced > day ? invoiced : day;
    }

    static void End(BillingDbContext db, Subscription subscription, DateOnly day, DateTimeOffset now)
    {
        subscription.End(day, SubscriptionStatus.Cancelled);
        db.Audit.Add(AuditEntry.Of(Renewal, "subscription.cancelled", now, new AuditSubject(subscription.UserId, subscription.Id), new { On = day }));
    }

    static Subscription Change(BillingDbContext db, Subscription subscription, DateOnly day, DateTimeOffset now)
    {
        var successor = subscription.Successor(subscription.NextPlanVersionId!.Value, subscription.NextInterval!.Value, day, now);
        subscription.End(day, SubscriptionStatus.Expired);
        db.Audit.Add(AuditEntry.Of(Renewal, "subscription.changed", now, new AuditSubject(subscription.UserId, successor.Id), new { On = day, From = subscription.Id }));
        return successor;
    }
}
