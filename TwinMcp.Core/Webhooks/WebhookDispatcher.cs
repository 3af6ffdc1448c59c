using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Webhooks;

/// <summary>Sends what is due. Any number of dispatchers may run at once, on any number of nodes: a delivery is leased by its row.</summary>
public sealed class WebhookDispatcher(IDbContextFactory<BillingDbContext> contexts, Writing writing, WebhookSender sender, WebhookSecrets secrets, TimeProvider clock)
{
    const int Senders = 4;
    const int MostRemoved = 1_000;

    /// <summary>Longer than an attempt can take; if its sender dies, the row comes due again.</summary>
    static readonly TimeSpan Lease = WebhookSender.Timeout * 3;

    static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    static readonly Actor Dispatcher = Actor.System("webhook-dispatcher");

    /// <summary>Until nothing is due. Returns how many attempts were made.</summary>
    public async Task<int> DispatchAsync(CancellationToken ct) => (await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendDueAsync(ct)))).Sum();

    /// <summary>Removes a bounded batch of what is older than 30 days and no longer waits; returns how many.</summary>
    public async Task<int> RemoveOldAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow() - Kept;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.ExecuteSqlAsync(
            $"DELETE FROM webhook_deliveries WHERE id IN (SELECT id FROM webhook_deliveries WHERE state <> 'PENDING' AND created_at < {before} ORDER BY created_at LIMIT {MostRemoved})", ct);
    }

    async Task<int> SendDueAsync(CancellationToken ct)
    {
        var sent = 0;
        while (!ct.IsCancellationRequested && await TakeAsync() is var (delivery, endpoint))
        {
            var answer = await sender.SendAsync(endpoint.Url, delivery, secrets.Of(endpoint, clock.GetUtcNow()), CancellationToken.None);
            await SettleAsync(delivery, answer);
            sent++;
        }
        return sent;
    }

    async Task<(WebhookDelivery, WebhookEndpoint)?> TakeAsync()
    {
        var now = clock.GetUtcNow();
        var until = now + Lease;
        await using var db = await contexts.CreateDbContextAsync();
        var taken = await db.WebhookDeliveries.FromSql(
            $"""
            WITH due AS MATERIALIZED (
              SELECT d.id FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
              WHERE d.state = 'PENDING' AND d.next_attempt_at <= {now} AND e.disabled_at IS NULL AND (e.paused_until IS NULL OR e.paused_until <= {now})
              ORDER BY d.next_attempt_at LIMIT 1 FOR UPDATE OF d SKIP LOCKED)
            UPDATE webhook_deliveries d SET next_attempt_at = {until}, attempts = d.attempts + 1
            FROM due WHERE d.id = due.id RETURNING d.*
            """).AsNoTracking().ToListAsync();
        if (taken is not [var delivery])
            return null;
        return await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == delivery.EndpointId) is { } endpoint ? (delivery, endpoint) : null;
    }

    /// <summary>Nothing happens when the lease was lost: its new holder writes the result.</summary>
    Task SettleAsync(WebhookDelivery taken, WebhookAnswer answer) => writing.InTransactionAsync<bool>(async db =>
    {
        var endpoint = await db.WebhookEndpoints.FromSql($"SELECT *, xmin FROM webhook_endpoints WHERE id = {taken.EndpointId} FOR UPDATE").SingleOrDefaultAsync();
        var delivery = await db.WebhookDeliveries.SingleOrDefaultAsync(d => d.Id == taken.Id && d.State == WebhookState.Pending && d.Attempts == taken.Attempts);
        if (endpoint is null || delivery is null)
            return false;
        var now = clock.GetUtcNow();
        (delivery.LastStatus, delivery.LastAnswer) = (answer.Status, answer.Kept);
        if (answer.IsOk)
        {
            (delivery.State, delivery.DeliveredAt) = (WebhookState.Delivered, now);
            (endpoint.Failures, endpoint.FailingSince, endpoint.PausedUntil) = (0, null, null);
            return true;
        }
        if (WebhookRetryRules.Pause(delivery.Attempts) is { } pause)
            delivery.NextAttemptAt = now + pause;
        else
            delivery.State = WebhookState.Failed;
        Fail(db, endpoint, answer, now);
        return true;
    }, CancellationToken.None);

    static void Fail(BillingDbContext db, WebhookEndpoint endpoint, WebhookAnswer answer, DateTimeOffset now)
    {
        endpoint.Failures++;
        endpoint.FailingSince ??= now;
        endpoint.PausedUntil = now + WebhookRetryRules.EndpointPause(endpoint.Failures);
        var reason = answer.IsGone ? "It answered 410 Gone." : now - endpoint.FailingSince >= WebhookRetryRules.GiveUpAfter ? $"Nothing arrived for {WebhookRetryRules.GiveUpAfter.TotalDays:0} days." : null;
        if (reason is null || endpoint.DisabledAt is not null)
            return;
        (endpoint.DisabledAt, endpoint.DisabledReason) = (now, reason);
        db.Audit.Add(AuditEntry.Of(Dispatcher, "webhook.disabled", now, new AuditSubject(null, endpoint.Id), new { Reason = reason }));
    }
}
