using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Dunning;

/// <summary>SENT -> OVERDUE on the day after the due date, which begins at midnight where the seller is.</summary>
public sealed class OverdueService(Writing writing, LocalDates dates, CacheService cache)
{
    const int Batch = 500;

    /// <summary>
    /// A bounded batch in one statement: status, audit row and alert together, or nothing. Two nodes at once skip each other's rows.
    /// Returns how many.
    /// </summary>
    public async Task<int> MarkAsync(Actor actor, CancellationToken ct)
    {
        List<Guid> changed = [];
        try
        {
            var moved = await writing.InTransactionAsync<int>(async db => (changed = await MoveAsync(db, actor, ct)).Count, ct);
            return moved.IsOk ? moved.Value : 0;
        }
        finally
        {
            // whatever came of it: a commit whose answer was lost has happened all the same
            foreach (var userId in changed.Distinct())
                await InvoiceCache.InvalidateAsync(cache, new CustomerId(userId));
        }
    }

    /// <summary>Whose invoices were moved.</summary>
    Task<List<Guid>> MoveAsync(BillingDbContext db, Actor actor, CancellationToken ct)
    {
        var (today, now, role) = (dates.Today, dates.Now, actor.Role.ToString().ToUpperInvariant());
        return db.Database.SqlQuery<Guid>($"""
            WITH late AS MATERIALIZED (
              SELECT user_id, id FROM invoices
              WHERE status = 'SENT' AND due_date < {today} AND kind IN ('SUBSCRIPTION', 'ONE_OFF') AND total - prepaid + rounding - paid - credited + released > 0
              ORDER BY due_date LIMIT {Batch} FOR NO KEY UPDATE SKIP LOCKED),
            moved AS (
              UPDATE invoices i SET status = 'OVERDUE', updated_at = {now} FROM late WHERE i.user_id = late.user_id AND i.id = late.id
              RETURNING i.user_id, i.id, i.number, i.due_date),
            audited AS (
              INSERT INTO audit_log (at, action, actor_role, actor_id, actor_name, user_id, entity_id)
              SELECT {now}, 'invoice.overdue', {role}, {actor.Id}::uuid, {actor.Name}, user_id, id FROM moved),
            alerted AS (
              INSERT INTO billing_alerts (user_id, id, type, subject, invoice_id, data, created_at)
              SELECT user_id, gen_random_uuid(), 'INVOICE_OVERDUE', id::text, id, jsonb_build_object('number', number, 'dueDate', due_date), {now} FROM moved
              ON CONFLICT (user_id, type, subject) DO NOTHING)
            SELECT user_id AS "Value" FROM moved
            """).ToListAsync(ct);
    }
}
