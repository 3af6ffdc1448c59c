using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Subscriptions;

/// <summary>Reads. Another customer's subscription is the same "not found" as a missing one.</summary>
public sealed class SubscriptionQueries(IDbContextFactory<BillingDbContext> contexts, LocalDates dates)
{
    const int LongestHistory = 100;

    /// <summary>A page, the last begun first.</summary>
    public async Task<Result<Page<SubscriptionHead>>> ListAsync(Actor actor, SubscriptionFilter filter, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadSubscriptions) is { } refused)
            return refused;
        if (filter.Validate() is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = Visible(db, actor).AsNoTracking();
        if (filter.UserId is { } userId)
            found = found.Where(s => s.UserId == userId);
        if (filter.Status.Count > 0)
        {
            var statuses = filter.Status.ToArray();
            found = found.Where(s => statuses.Contains(s.Status));
        }
        if (filter.Plan is { } plan)
            found = found.Where(s => db.PlanVersions.Where(v => v.Plan!.Code == plan).Select(v => v.Id).Contains(s.PlanVersionId));
        var total = await found.Take(Page<SubscriptionHead>.CountCap + 1).CountAsync(ct);
        var page = found.OrderByDescending(s => s.StartedOn).ThenByDescending(s => s.Id).Skip((filter.PageNumber - 1) * filter.PageSize).Take(filter.PageSize);
        var heads = await Heads(db, page).ToListAsync(ct);
        var capped = total > Page<SubscriptionHead>.CountCap;
        return new Page<SubscriptionHead>(InOrder(heads, newestFirst: true), capped ? Page<SubscriptionHead>.CountCap : total, capped, filter.PageNumber, filter.PageSize, null);
    }

    public async Task<Result<SubscriptionDetail>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadSubscriptions) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Heads(db, Visible(db, actor).AsNoTracking().Include(s => s.Pauses).Where(s => s.Id == id)).SingleOrDefaultAsync(ct) is not { } head)
            return BillingError.NotFound("subscription");
        var all = db.Subscriptions.AsNoTracking().Where(s => s.UserId == head.Subscription.UserId).OrderByDescending(s => s.StartedOn).ThenByDescending(s => s.Id).Take(LongestHistory);
        return new SubscriptionDetail(head, dates.Today, InOrder(await Heads(db, all).ToListAsync(ct), newestFirst: false));
    }

    /// <summary>The subscriptions that this actor may see.</summary>
    internal static IQueryable<Subscription> Visible(BillingDbContext db, Actor actor)
    {
        if (Access.Allows(actor, BillingAction.ReadAllCustomers))
            return db.Subscriptions;
        var own = actor.Customer ?? default;
        return db.Subscriptions.Where(s => s.UserId == own);
    }

    static IQueryable<SubscriptionHead> Heads(BillingDbContext db, IQueryable<Subscription> subscriptions) =>
        from s in subscriptions
        join c in db.Customers on s.UserId equals c.UserId
        join v in db.PlanVersions.Include(v => v.Plan) on s.PlanVersionId equals v.Id
        join n in db.PlanVersions.Include(n => n.Plan) on s.NextPlanVersionId equals (Guid?)n.Id into next
        from n in next.DefaultIfEmpty()
        select new SubscriptionHead(s, v, c.Name) { NextVersion = n };

    /// <summary>A join keeps no order.</summary>
    static List<SubscriptionHead> InOrder(List<SubscriptionHead> heads, bool newestFirst)
    {
        var ordered = heads.OrderBy(h => h.Subscription.StartedOn).ThenBy(h => h.Subscription.Id).ToList();
        if (newestFirst)
            ordered.Reverse();
        return ordered;
    }
}
