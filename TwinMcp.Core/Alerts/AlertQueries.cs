using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Alerts;

/// <summary>A customer sees his own alerts, staff everybody's.</summary>
public sealed class AlertQueries(IDbContextFactory<BillingDbContext> contexts)
{
    const int Cap = Page<BillingAlert>.CountCap;

    /// <summary>Newest first.</summary>
    public async Task<Result<Page<BillingAlert>>> ListAsync(Actor actor, AlertFilter filter, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadAlerts) is { } refused)
            return refused;
        if (filter.Check() is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var alerts = Visible(db, actor, filter.UserId).AsNoTracking();
        if (filter.Type is { } type)
            alerts = alerts.Where(a => a.Type == type);
        if (filter.Unread is { } unread)
            alerts = alerts.Where(a => a.ReadAt == null == unread);
        var newest = alerts.OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id);
        var count = await newest.Take(Cap + 1).CountAsync(ct);
        var items = await newest.Skip((filter.PageNumber - 1) * filter.PageSize).Take(filter.PageSize).ToListAsync(ct);
        return new Page<BillingAlert>(items, Math.Min(count, Cap), count > Cap, filter.PageNumber, filter.PageSize, null);
    }

    public async Task<Result<UnreadAlerts>> CountUnreadAsync(Actor actor, CustomerId? userId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadAlerts) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var count = await Visible(db, actor, userId).Where(a => a.ReadAt == null).OrderByDescending(a => a.CreatedAt).Take(Cap + 1).CountAsync(ct);
        return new UnreadAlerts(Math.Min(count, Cap), count > Cap);
    }

    public async Task<Result<BillingAlert>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadAlerts) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var alert = await Visible(db, actor, null).AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct);
        return alert is null ? BillingError.NotFound("alert") : alert;
    }

    /// <summary>A customer's rules; none is an empty list.</summary>
    public async Task<Result<IReadOnlyList<UsageAlertRule>>> RulesAsync(Actor actor, CustomerId userId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadAlerts) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (!await MaySeeAsync(db, actor, userId, ct))
            return BillingError.NotFound("customer");
        return await db.UsageAlertRules.AsNoTracking().Where(r => r.UserId == userId).OrderBy(r => r.Metric).ToListAsync(ct);
    }

    internal static async Task<bool> MaySeeAsync(BillingDbContext db, Actor actor, CustomerId userId, CancellationToken ct) =>
        (Access.Allows(actor, BillingAction.ReadAllCustomers) || actor.Customer == userId) && await db.Customers.AnyAsync(c => c.UserId == userId, ct);

    internal static IQueryable<BillingAlert> Visible(BillingDbContext db, Actor actor, CustomerId? userId)
    {
        IQueryable<BillingAlert> alerts = db.Alerts;
        if (!Access.Allows(actor, BillingAction.ReadAllCustomers))
        {
            var own = actor.Customer ?? default;
            alerts = alerts.Where(a => a.UserId == own);
        }
        return userId is { } wanted ? alerts.Where(a => a.UserId == wanted) : alerts;
    }
}
