using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Outbox;

/// <summary>Gives out what is due, one row at a time under a lease, and writes down what became of it.</summary>
public sealed class OutboxService(IDbContextFactory<BillingDbContext> contexts, Writing writing, TimeProvider clock)
{
    static readonly Actor Dispatcher = Actor.System("mail-dispatcher");

    /// <summary>
    /// The row that has been due longest, leased to the caller; null when nothing is due. Two callers never get one row,
    /// and a caller that dies loses it when the lease ends.
    /// </summary>
    public async Task<OutboxMessage?> TakeAsync(TimeSpan lease, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = now + lease;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var taken = await db.Outbox.FromSql(
            $"""
            WITH due AS MATERIALIZED (
              SELECT user_id, id FROM outbox WHERE state = 'WAITING' AND next_attempt_at <= {now}
              ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            UPDATE outbox o SET next_attempt_at = {until}, attempts = o.attempts + 1
            FROM due WHERE o.user_id = due.user_id AND o.id = due.id
            RETURNING o.*
            """).AsNoTracking().ToListAsync(ct);
        return taken.SingleOrDefault();
    }

    /// <summary>
    /// Writes the result with its audit row. <see cref="BillingError.Stale"/>: the lease was lost and somebody else has the row.
    /// </summary>
    public Task<Result<OutboxState>> SettleAsync(OutboxMessage taken, OutboxResult result, CancellationToken ct) =>
        writing.InTransactionAsync<OutboxState>(async db =>
        {
            var now = clock.GetUtcNow();
            var answer = Fit(result.Answer);
            DateTimeOffset? deliveredAt = result.State == OutboxState.Delivered ? now : null;
            var next = result.RetryAt ?? taken.NextAttemptAt;
            var written = await db.Outbox
                .Where(m => m.UserId == taken.UserId && m.Id == taken.Id && m.State == OutboxState.Waiting && m.Attempts == taken.Attempts)
                .ExecuteUpdateAsync(row => row
                    .SetProperty(m => m.State, result.State)
                    .SetProperty(m => m.LastAnswer, answer)
                    .SetProperty(m => m.NextAttemptAt, next)
                    .SetProperty(m => m.DeliveredAt, deliveredAt), ct);
            if (written == 0)
                return BillingError.Stale;
            if (ActionOf(result.State) is { } action)
                db.Audit.Add(AuditEntry.Of(Dispatcher, action, now, OutboxMail.AuditOf(taken), new
                {
                    taken.Kind,
                    taken.MessageId,
                    To = Mask.Email(taken.Recipient),
                    Answer = Mask.EmailsIn(answer),
                    taken.Attempts,
                }));
            return result.State;
        }, ct);

    static string? ActionOf(OutboxState state) => state switch
    {
        OutboxState.Waiting => null,
        OutboxState.Delivered => "mail.delivered",
        OutboxState.Filed => "mail.filed",
        OutboxState.Failed => "mail.failed",
        OutboxState.Withdrawn => "mail.withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    /// <summary>A server says what it likes: one line, no escape sequences, as long as the column.</summary>
    static string Fit(string answer)
    {
        var line = string.Concat(answer.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length <= 500 ? line : line[..500];
    }
}
