using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Alerts;

/// <summary>Raises the alerts that time and usage bring, marks them as read, and keeps the customers' rules.</summary>
public sealed class AlertService(Writing writing, LocalDates dates)
{
    /// <summary>What is read in one call is bounded; whoever has more calls again.</summary>
    const int MostRead = 10_000;

    /// <summary>
    /// Usage that crossed a customer's threshold this month (or last month, counted late), and subscriptions about to end. Bounded;
    /// returns how many. However often and wherever it runs, a threshold alerts once.
    /// </summary>
    public async Task<int> RaiseAsync(Actor actor, CancellationToken ct)
    {
        var (today, now) = (dates.Today, dates.Now);
        var raised = await writing.InTransactionAsync<int>(async db =>
            await AlertRaising.UsageAsync(db, actor, today, now, ct) + await AlertRaising.ExpiringAsync(db, actor, today, now, ct), ct);
        return raised.IsOk ? raised.Value : 0;
    }

    public async Task<Result<Guid>> MarkAsync(Actor actor, Guid id, bool read, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeAlerts) is { } refused)
            return refused;
        return await writing.InTransactionAsync<Guid>(async db =>
        {
            var alert = await AlertQueries.Visible(db, actor, null).SingleOrDefaultAsync(a => a.Id == id, ct);
            if (alert is null)
                return BillingError.NotFound("alert");
            // read again keeps the time of the first reader
            if (alert.ReadAt is not null == read)
                return id;
            alert.ReadAt = read ? dates.Now : null;
            db.Audit.Add(AuditEntry.Of(actor, read ? "alert.read" : "alert.unread", dates.Now, new AuditSubject(alert.UserId, id)));
            return id;
        }, ct);
    }

    /// <summary>Everything of one customer; his own when he is not named. Returns how many, at most 10,000 in one call.</summary>
    public async Task<Result<int>> MarkAllReadAsync(Actor actor, CustomerId? userId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeAlerts) is { } refused)
            return refused;
        if ((userId ?? actor.Customer) is not { } whose)
            return BillingError.Invalid("userId", "Required: whose alerts.");
        return await writing.InTransactionAsync<int>(async db =>
        {
            if (!await AlertQueries.MaySeeAsync(db, actor, whose, ct))
                return BillingError.NotFound("customer");
            var read = await db.Database.ExecuteSqlAsync($"""
                UPDATE billing_alerts SET read_at = {dates.Now} WHERE user_id = {whose.Value} AND read_at IS NULL
                  AND id IN (SELECT id FROM billing_alerts WHERE user_id = {whose.Value} AND read_at IS NULL ORDER BY created_at DESC LIMIT {MostRead})
                """, ct);
            if (read > 0)
                db.Audit.Add(AuditEntry.Of(actor, "alert.all_read", dates.Now, new AuditSubject(whose, whose.Value), new { read }));
            return read;
        }, ct);
    }

    /// <summary>Replaces all rules of a customer. A quantity that stays keeps what it has alerted; a new one alerts anew, from this month on.</summary>
    public async Task<Result<CustomerId>> SetRulesAsync(Actor actor, CustomerId userId, SetAlertRules input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeAlertRules) is { } refused)
            return refused;
        if (input.Check() is { } invalid)
            return invalid;
        var month = new DateOnly(dates.Today.Year, dates.Today.Month, 1);
        return await writing.InTransactionAsync<CustomerId>(async db =>
        {
            if (!await AlertQueries.MaySeeAsync(db, actor, userId, ct))
                return BillingError.NotFound("customer");
            // two who change the same rules follow each other
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = {userId.Value} FOR NO KEY UPDATE", ct);
            await db.UsageAlertRules.Where(r => r.UserId == userId).ExecuteDeleteAsync(ct);
            var rules = input.Rules!.Select(r => r!.ToRule(userId, month)).ToList();
            db.UsageAlertRules.AddRange(rules);
            db.Audit.Add(AuditEntry.Of(actor, "alert.rules_set", dates.Now, new AuditSubject(userId, userId.Value), new { rules = rules.Select(r => new { metric = r.Metric.ToString(), r.Quantity, r.Percents }) }));
            return userId;
        }, ct);
    }
}
