using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>What others would have done in the demo's past: servers that took the mails, people who read the alerts.</summary>
internal sealed class DemoHistory(IDbContextFactory<BillingDbContext> contexts, DemoCalendar calendar)
{
    /// <summary>
    /// As if the mails had been sent then: no server is to receive 14 months of them at the first start.
    /// The newest three of the last finished month stay, so that the dispatcher has something to do.
    /// </summary>
    public async Task SettleMailsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        // demo data: these answers were never given by a server; about one mail in 90 was refused
        await db.Database.ExecuteSqlAsync($"""
            WITH newest AS (
              SELECT o.user_id, o.id FROM outbox o JOIN invoices i ON i.user_id = o.user_id AND i.id = o.invoice_id
              WHERE i.period_start = {calendar.OpenPeriod.Start} ORDER BY o.created_at DESC, o.id DESC LIMIT 3),
            past AS (
              SELECT user_id, id, row_number() OVER (ORDER BY created_at, id) % 90 = 45 AS is_refused FROM outbox
              WHERE created_at <= {calendar.AsOf} AND (user_id, id) NOT IN (SELECT user_id, id FROM newest))
            UPDATE outbox o SET
              state = CASE WHEN p.is_refused THEN 'FAILED' ELSE 'DELIVERED' END::outbox_state,
              attempts = 1,
              last_answer = CASE WHEN p.is_refused THEN '550 5.1.1 <' || o.recipient || '>: Recipient address rejected: User unknown in virtual mailbox table'
                                 ELSE '250 2.0.0 Ok: queued as ' || upper(left(md5(o.message_id), 11)) END,
              delivered_at = CASE WHEN NOT p.is_refused THEN o.created_at + interval '4 seconds' END
            FROM past p WHERE o.user_id = p.user_id AND o.id = p.id AND o.state = 'WAITING'
            """, ct);
    }

    /// <summary>Nobody need look at what has been paid since.</summary>
    public async Task ReadAlertsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE billing_alerts a SET read_at = i.updated_at FROM invoices i
            WHERE i.user_id = a.user_id AND i.id = a.invoice_id AND i.status = 'PAID' AND a.read_at IS NULL AND a.created_at <= {calendar.AsOf}
            """, ct);
    }
}
