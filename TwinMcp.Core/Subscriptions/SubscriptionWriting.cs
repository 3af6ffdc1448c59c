using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Subscriptions;

/// <summary>A subscription to change, as the caller has seen it.</summary>
/// <param name="Version">From If-Match.</param>
public readonly record struct SubscriptionTarget(Guid Id, uint Version);

/// <summary>The frame of every change to a subscription: the customer's row locked, what is due done first, the version compared.</summary>
public sealed class SubscriptionWriting(Writing writing, LocalDates dates)
{
    internal DateTimeOffset Now => dates.Now;

    internal DateOnly Today => dates.Today;

    internal Task<Result<T>> InTransactionAsync<T>(Func<BillingDbContext, Task<Result<T>>> work, CancellationToken ct) => writing.InTransactionAsync(work, ct);

    /// <summary>Runs a change of one subscription that runs. It returns the id of the one that the customer is on then.</summary>
    internal async Task<Result<Guid>> ChangeAsync(Actor actor, SubscriptionTarget target, Func<BillingDbContext, SubscriptionState, Task<Result<Guid>>> change, CancellationToken ct)
    {
        var changed = await writing.InTransactionAsync<Guid?>(async db =>
        {
            var owner = await SubscriptionQueries.Visible(db, actor).Where(s => s.Id == target.Id).Select(s => (CustomerId?)s.UserId).SingleOrDefaultAsync(ct);
            if (owner is not { } userId)
                return BillingError.NotFound("subscription");
            await LockAsync(db, userId, ct);
            var subscription = await db.Subscriptions.Include(s => s.Pauses).SingleOrDefaultAsync(s => s.UserId == userId && s.Id == target.Id, ct);
            if (subscription is null)
                return BillingError.NotFound("subscription");
            if (subscription.IsDue(Today))
            {
                // what the caller saw is no longer so: done and kept, and he looks again
                await SubscriptionRenewing.ApplyDueAsync(db, dates, [userId], ct);
                return (Guid?)null;
            }
            if (subscription.Version != target.Version)
                return BillingError.Stale;
            if (!subscription.IsRunning)
                return BillingError.Conflict("subscription_over", "The subscription is over.");
            var result = await change(db, new SubscriptionState(subscription, Today, await InvoicedDaysSql.UntilAsync(db, userId, ct)));
            return result.Error is { } refused ? refused : result.Value;
        }, ct);
        if (changed.Error is { } error)
            return error;
        return changed.Value is { } id ? id : BillingError.Stale;
    }

    internal void Record(BillingDbContext db, Actor actor, string action, Subscription subscription, object? data = null) =>
        db.Audit.Add(AuditEntry.Of(actor, "subscription." + action, Now, new AuditSubject(subscription.UserId, subscription.Id), data));

    /// <summary>One at a time for a customer, with what generates invoices; NO KEY, so that usage goes on coming in.</summary>
    internal static Task LockAsync(BillingDbContext db, CustomerId userId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = {userId.Value} FOR NO KEY UPDATE", ct);
}
