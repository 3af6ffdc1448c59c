using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Email;

/// <summary>What people do with a mail in the outbox: send it again, or hold it back.</summary>
public sealed class OutboxRepeatService(Writing writing, TimeProvider clock)
{
    /// <summary>
    /// Sends it again to the same recipient, with the same Message-ID and new attempts. One that waits is sent anyway: a second click
    /// is a conflict, not a second mail.
    /// </summary>
    public Task<Result<Guid>> RepeatAsync(Actor actor, Guid id, CancellationToken ct) => ChangeAsync(actor, id, "mail.repeated", mail =>
    {
        if (mail.State == OutboxState.Waiting)
            return BillingError.Conflict("mail_waiting", "This mail is waiting to be sent already.");
        if (mail.Kind == MailKind.PasswordReset)
            return BillingError.Conflict("mail_secret", "A link to a new password is not sent again: ask for a new one.");
        (mail.State, mail.Attempts, mail.NextAttemptAt) = (OutboxState.Waiting, 0, clock.GetUtcNow());
        return null;
    }, ct);

    /// <summary>Holds back a mail that has not left. A sender that has it in hand right now finishes, and the row says what became of it.</summary>
    public Task<Result<Guid>> WithdrawAsync(Actor actor, Guid id, CancellationToken ct) => ChangeAsync(actor, id, "mail.withdrawn", mail =>
    {
        if (mail.State != OutboxState.Waiting)
            return BillingError.Conflict("mail_gone", "Only a mail that waits is withdrawn.");
        // a lease lies ahead of now, with at least one attempt: it may be on the wire
        if (mail.Attempts > 0 && mail.LastAnswer is null && mail.NextAttemptAt > clock.GetUtcNow())
            return BillingError.Conflict("mail_leaving", "This mail is being sent right now.");
        mail.State = OutboxState.Withdrawn;
        mail.LastAnswer = "Not sent: withdrawn by hand.";
        return null;
    }, ct);

    async Task<Result<Guid>> ChangeAsync(Actor actor, Guid id, string action, Func<OutboxMessage, BillingError?> change, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.RepeatMail) is { } refused)
            return refused;
        return await writing.InTransactionAsync<Guid>(async db =>
        {
            var mail = await db.Outbox.FromSql($"SELECT * FROM outbox WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);
            if (mail is null)
                return BillingError.NotFound("mail");
            if (change(mail) is { } conflict)
                return conflict;
            db.Audit.Add(AuditEntry.Of(actor, action, clock.GetUtcNow(), OutboxMail.AuditOf(mail), new { mail.Kind, mail.MessageId }));
            return id;
        }, ct);
    }
}
