using Microsoft.Extensions.Logging;
using TwinMcp.Core.Common;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Email;

/// <summary>Empties the outbox. Any number of dispatchers may run at once, on any number of nodes.</summary>
public sealed partial class MailDispatcher(
    OutboxService outbox, MailComposer composer, IMailTransport transport, MailOptions options, TimeProvider clock, ILogger<MailDispatcher> logger)
{
    /// <summary>Far longer than a mail takes (<see cref="MailOptions.Timeout"/>): a live sender does not lose its row.</summary>
    internal static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Sends what is due, until nothing is. Returns how many mails were handled, delivered or not. On cancellation the mails on their
    /// way are finished and no other is begun. Throws when the database is out of reach; the leases then end by themselves.
    /// </summary>
    public async Task<int> DispatchAsync(CancellationToken ct)
    {
        var handled = await Task.WhenAll(Enumerable.Range(0, options.Senders).Select(_ => SendDueAsync(ct)));
        return handled.Sum();
    }

    async Task<int> SendDueAsync(CancellationToken ct)
    {
        var handled = 0;
        while (!ct.IsCancellationRequested && await outbox.TakeAsync(Lease, CancellationToken.None) is { } row)
        {
            await HandleAsync(row);
            handled++;
        }
        return handled;
    }

    async Task HandleAsync(OutboxMessage row)
    {
        var answer = await TryAsync(row);
        var result = RetryRules.After(row.Attempts, answer, clock.GetUtcNow());
        var settled = await outbox.SettleAsync(row, result, CancellationToken.None);
        var to = Mask.Email(row.Recipient);
        if (settled.Error is { } refused)
            LeaseLost(row.Id, to, answer.Outcome, refused.Code);
        else if (result.State == OutboxState.Failed)
            Failed(row.Id, to, row.Attempts, Mask.EmailsIn(result.Answer));
        else if (result.State == OutboxState.Waiting)
            Postponed(row.Id, to, row.Attempts, result.RetryAt, Mask.EmailsIn(result.Answer));
        else
            Done(row.Id, to, row.Attempts, result.State);
    }

    /// <summary>Whatever is wrong with one mail, the others go on.</summary>
    async Task<MailAnswer> TryAsync(OutboxMessage row)
    {
        if (row.Attempts > RetryRules.MaxAttempts)
            return MailAnswer.Permanent("The last sender ended without an answer.");
        try
        {
            var mail = await composer.ComposeAsync(row, CancellationToken.None);
            return mail.Error is { } nothing ? NotSent(nothing) : await transport.SendAsync(mail.Value, CancellationToken.None);
        }
        catch (Exception e)
        {
            Broken(row.Id, Mask.Email(row.Recipient), e.GetType().Name, e.StackTrace);
            return MailAnswer.Temporary($"It could not be made: {e.GetType().Name}.");
        }
    }

    static MailAnswer NotSent(BillingError reason) =>
        reason.Kind == ErrorKind.Conflict ? MailAnswer.Withdrawn(reason.Message) : MailAnswer.Permanent(reason.Message);

    [LoggerMessage(1, LogLevel.Information, "Mail {Id} to {To}: {State} at attempt {Attempt}")]
    partial void Done(Guid id, string to, int attempt, OutboxState state);

    [LoggerMessage(2, LogLevel.Warning, "Mail {Id} to {To} is tried again at {RetryAt} after attempt {Attempt}: {Answer}")]
    partial void Postponed(Guid id, string to, int attempt, DateTimeOffset? retryAt, string answer);

    [LoggerMessage(3, LogLevel.Error, "Mail {Id} to {To} failed for good at attempt {Attempt}: {Answer}")]
    partial void Failed(Guid id, string to, int attempt, string answer);

    [LoggerMessage(4, LogLevel.Warning, "Mail {Id} to {To}: {Outcome}, but the lease was lost ({Code}); its new holder decides")]
    partial void LeaseLost(Guid id, string to, MailOutcome outcome, string code);

    // not the exception itself: its message may quote personal data
    [LoggerMessage(5, LogLevel.Error, "Mail {Id} to {To} could not be made: {Error} {Stack}")]
    partial void Broken(Guid id, string to, string error, string? stack);
}
