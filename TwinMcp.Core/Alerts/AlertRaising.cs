using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Alerts;

/// <summary>Alerts in sets: what is due, the alert and its audit row in one statement. What was alerted is found by its subject.</summary>
static class AlertRaising
{
    const int Batch = 500;

    static readonly int[] DaysBeforeEnd = [14, 7, 1];

    /// <summary>Only customers with rules are looked at, and of their usage only the monthly sums.</summary>
    public static Task<int> UsageAsync(BillingDbContext db, Actor actor, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        DateOnly[] months = [month, month.AddMonths(-1)];
        var role = actor.Role.ToString().ToUpperInvariant();
        return db.Database.ExecuteSqlAsync($"""
            WITH crossed AS (
              SELECT r.user_id, r.metric, r.quantity, m.month, p.percent, u.used,
                concat_ws(':', r.metric::text, r.quantity, to_char(m.month, 'YYYY-MM'), p.percent) AS subject
              FROM usage_alert_rules r
              CROSS JOIN unnest({months}) AS m (month)
              CROSS JOIN LATERAL (SELECT sum(CASE r.metric WHEN 'REQUESTS' THEN u.requests ELSE u.tokens END) AS used
                FROM usage_months u WHERE u.user_id = r.user_id AND u.month = m.month) u
              CROSS JOIN LATERAL unnest(r.percents) AS p (percent)
              WHERE m.month >= r.from_month AND u.used * 100 >= r.quantity::numeric * p.percent),
            fresh AS (
              SELECT * FROM crossed c
              WHERE NOT EXISTS (SELECT FROM billing_alerts a WHERE a.user_id = c.user_id AND a.type = 'USAGE_THRESHOLD' AND a.subject = c.subject)
              LIMIT {Batch}),
            raised AS (
              INSERT INTO billing_alerts (user_id, id, type, subject, data, created_at)
              SELECT user_id, gen_random_uuid(), 'USAGE_THRESHOLD', subject,
                jsonb_build_object('metric', metric::text, 'month', month, 'quantity', quantity, 'percent', percent, 'used', used), {now} FROM fresh
              ON CONFLICT (user_id, type, subject) DO NOTHING RETURNING user_id, id)
            INSERT INTO audit_log (at, action, actor_role, actor_id, actor_name, user_id, entity_id)
            SELECT {now}, 'alert.usage_threshold', {role}, {actor.Id}::uuid, {actor.Name}, user_id, id FROM raised
            """, ct);
    }

    /// <summary>With its mail. 14, 7 and 1 days before the first day without it; after a pause of the product only the latest of them.</summary>
    public static Task<int> ExpiringAsync(BillingDbContext db, Actor actor, DateOnly today, DateTimeOffset now, CancellationToken ct)
    {
        var until = today.AddDays(DaysBeforeEnd[0]);
        var role = actor.Role.ToString().ToUpperInvariant();
        return db.Database.ExecuteSqlAsync($"""
            WITH ending AS (
              SELECT s.user_id, s.ends_on, concat_ws(':', s.id, s.ends_on, t.days) AS subject
              FROM subscriptions s
              CROSS JOIN LATERAL (SELECT min(days) AS days FROM unnest({DaysBeforeEnd}) days WHERE s.ends_on - {today} <= days) t
              WHERE s.ends_on > {today} AND s.ends_on <= {until} AND s.status IN ('ACTIVE', 'PAUSED')),
            fresh AS (
              SELECT * FROM ending e
              WHERE NOT EXISTS (SELECT FROM billing_alerts a WHERE a.user_id = e.user_id AND a.type = 'SUBSCRIPTION_EXPIRING' AND a.subject = e.subject)
              LIMIT {Batch}),
            raised AS (
              INSERT INTO billing_alerts (user_id, id, type, subject, data, created_at)
              SELECT user_id, gen_random_uuid(), 'SUBSCRIPTION_EXPIRING', subject, jsonb_build_object('endsOn', ends_on, 'daysLeft', ends_on - {today}), {now} FROM fresh
              ON CONFLICT (user_id, type, subject) DO NOTHING RETURNING user_id, id, data),
            mailed AS (
              INSERT INTO outbox (user_id, id, kind, subject_id, data, recipient, message_id, state, attempts, next_attempt_at, created_at)
              SELECT r.user_id, gen_random_uuid(), {MailKind.SubscriptionEnding}, r.id, jsonb_build_object('on', r.data ->> 'endsOn'), m.email,
                replace(r.id::text, '-', '') || '.' || {MailKind.SubscriptionEnding} || '.' || left(encode(sha256(convert_to(upper(m.email), 'UTF8')), 'hex'), 12) || '@twinmcp-billing',
                'WAITING', 0, {now}, {now}
              FROM raised r JOIN user_profiles c ON c.user_id = r.user_id
              CROSS JOIN LATERAL (
                SELECT b.email FROM billing_contacts b WHERE b.user_id = r.user_id AND b.payments
                UNION ALL SELECT c.billing_email WHERE NOT EXISTS (SELECT FROM billing_contacts b WHERE b.user_id = r.user_id AND b.payments)) m)
            INSERT INTO audit_log (at, action, actor_role, actor_id, actor_name, user_id, entity_id)
            SELECT {now}, 'alert.subscription_expiring', {role}, {actor.Id}::uuid, {actor.Name}, user_id, id FROM raised
            """, ct);
    }
}
