using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Dunning;

/// <summary>Writes reminders as they fall due, and pauses them.</summary>
public sealed class DunningService(Writing writing, DunningOptions options, LocalDates dates)
{
    const int Batch = 500;

    /// <summary>After the last step: who does not pay for so long is not reminded by a machine that was switched off in between.</summary>
    const int CatchUpDays = 60;

    /// <summary>
    /// A bounded batch: the step, its mail and its audit row in one transaction. Of the steps that were missed only the latest is written.
    /// Two nodes at once write one mail: the step's key decides. Returns how many.
    /// </summary>
    public async Task<int> RemindAsync(Actor actor, CancellationToken ct)
    {
        if (options.Days.Count == 0)
            return 0;
        var now = dates.Now;
        var written = await writing.InTransactionAsync<int>(async db =>
        {
            var steps = await TakeDueAsync(db, now, ct);
            foreach (var step in steps)
            {
                var mail = OutboxMail.About(new CustomerId(step.UserId), new InvoiceId(step.InvoiceId), MailKind.Reminder(step.Step), step.Recipient, now);
                db.Outbox.Add(mail);
            }
            // a step has as many mails as the customer has contacts for reminders
            var taken = steps.DistinctBy(s => (s.InvoiceId, s.Step)).ToList();
            foreach (var step in taken)
                db.Audit.Add(AuditEntry.Of(actor, "invoice.reminded", now, new AuditSubject(new CustomerId(step.UserId), step.InvoiceId), new { step.Step, step.AmountDue }));
            return taken.Count;
        }, ct);
        return written.IsOk ? written.Value : 0;
    }

    /// <summary>Stops the reminders of an invoice, or lets them go on. Repeating it changes nothing.</summary>
    public async Task<Result<InvoiceId>> PauseAsync(Actor actor, InvoiceId id, PauseDunning input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeDunning) is { } refused)
            return refused;
        if (input.Check() is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<InvoiceId>(async db =>
        {
            var invoice = await InvoiceQueries.Visible(db, actor, id).Select(i => new { i.UserId }).SingleOrDefaultAsync(ct);
            if (invoice is null)
                return BillingError.NotFound("invoice");
            var changed = input.Paused == true
                ? await db.Database.ExecuteSqlAsync($"INSERT INTO dunning_pauses (user_id, invoice_id, reason, at) VALUES ({invoice.UserId.Value}, {id.Value}, {input.Reason}, {dates.Now}) ON CONFLICT DO NOTHING", ct)
                : await db.DunningPauses.Where(p => p.UserId == invoice.UserId && p.InvoiceId == id).ExecuteDeleteAsync(ct);
            if (changed > 0)
                db.Audit.Add(AuditEntry.Of(actor, input.Paused == true ? "dunning.paused" : "dunning.resumed", dates.Now, new AuditSubject(invoice.UserId, id.Value), input.Paused == true ? new { input.Reason } : null));
            return id;
        }, ct);
    }

    /// <summary>
    /// A step is due from its day on, if that day lies after the issue date: on that one the invoice itself was mailed. The row of an
    /// invoice that somebody pays right now is skipped, and looked at again in the next round.
    /// </summary>
    async Task<List<DueStep>> TakeDueAsync(BillingDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var (today, days) = (dates.Today, options.Days.ToArray());
        var (earliest, latest) = (today.AddDays(-days[^1] - CatchUpDays), today.AddDays(-days[0]));
        return await db.Database.SqlQuery<DueStep>($"""
            WITH due AS MATERIALIZED (
              SELECT i.user_id, i.id, s.step, i.total - i.prepaid + i.rounding - i.paid - i.credited + i.released AS amount
              FROM invoices i
              CROSS JOIN LATERAL (SELECT max(step) AS step FROM unnest({days}) step WHERE i.due_date + step <= {today} AND i.due_date + step > i.issue_date) s
              WHERE i.status IN ('SENT', 'OVERDUE') AND i.kind IN ('SUBSCRIPTION', 'ONE_OFF') AND i.due_date BETWEEN {earliest} AND {latest}
                AND i.total - i.prepaid + i.rounding - i.paid - i.credited + i.released > 0 AND s.step IS NOT NULL
                AND NOT EXISTS (SELECT FROM dunning_steps d WHERE d.user_id = i.user_id AND d.invoice_id = i.id AND d.step >= s.step)
                AND NOT EXISTS (SELECT FROM dunning_pauses p WHERE p.user_id = i.user_id AND p.invoice_id = i.id)
              ORDER BY i.due_date LIMIT {Batch} FOR NO KEY UPDATE OF i SKIP LOCKED),
            taken AS (
              INSERT INTO dunning_steps (user_id, invoice_id, step, at, amount_due) SELECT user_id, id, step, {now}, amount FROM due
              ON CONFLICT DO NOTHING RETURNING user_id, invoice_id, step, amount_due)
            SELECT t.user_id AS "UserId", t.invoice_id AS "InvoiceId", t.step AS "Step", t.amount_due AS "AmountDue", r.email AS "Recipient"
            FROM taken t JOIN user_profiles c ON c.user_id = t.user_id
            CROSS JOIN LATERAL (
              SELECT b.email FROM billing_contacts b WHERE b.user_id = t.user_id AND b.reminders
              UNION ALL SELECT c.billing_email WHERE NOT EXISTS (SELECT FROM billing_contacts b WHERE b.user_id = t.user_id AND b.reminders)) r
            """).ToListAsync(ct);
    }

    sealed record DueStep(Guid UserId, Guid InvoiceId, int Step, decimal AmountDue, string Recipient);
}
