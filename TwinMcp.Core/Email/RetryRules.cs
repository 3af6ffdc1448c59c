using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Email;

/// <summary>When a mail is tried again, and when it is given up. The same for every mail: no chance in it.</summary>
static class RetryRules
{
    public const int MaxAttempts = 8;

    static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(60), TimeSpan.FromHours(4)];

    /// <param name="attempts">Including the one that was answered.</param>
    public static OutboxResult After(int attempts, MailAnswer answer, DateTimeOffset now) => answer.Outcome switch
    {
        MailOutcome.Delivered => new OutboxResult(OutboxState.Delivered, answer.Text),
        MailOutcome.Filed => new OutboxResult(OutboxState.Filed, answer.Text),
        MailOutcome.Permanent => new OutboxResult(OutboxState.Failed, answer.Text),
        MailOutcome.Withdrawn => new OutboxResult(OutboxState.Withdrawn, answer.Text),
        MailOutcome.Temporary when attempts >= MaxAttempts => new OutboxResult(OutboxState.Failed, $"Given up after {attempts} attempts: {answer.Text}"),
        MailOutcome.Temporary => new OutboxResult(OutboxState.Waiting, answer.Text, now + Pauses[Math.Min(attempts, Pauses.Length) - 1]),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Outcome, null),
    };
}
