using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Webhooks;

/// <param name="Secret">Shown once: it is stored encrypted, and never read out again.</param>
public sealed record IssuedWebhook(Guid Id, string? Secret);

/// <summary>Endpoints: made, changed, tried out. Admins only.</summary>
public sealed class WebhookService(Writing writing, WebhookSecrets secrets, WebhookOptions options, TimeProvider clock)
{
    /// <summary>How long the secret before signs along after a new one was made.</summary>
    static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    const int Most = 20;

    /// <summary>A repeated request makes no second endpoint and does not show the secret again: make a new one (rotate).</summary>
    public async Task<Result<IssuedWebhook>> CreateAsync(Actor actor, EditWebhook input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeWebhooks) is { } refused)
            return refused;
        if (input.Validate(isNew: true, options.AllowPrivate) is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<IssuedWebhook>(async db =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is { } before)
                return new IssuedWebhook(before.ResultId, null);
            if (await db.WebhookEndpoints.CountAsync(ct) >= Most)
                return BillingError.Conflict("too_many_webhooks", $"There are {Most} endpoints already: remove one first.");
            var now = clock.GetUtcNow();
            var secret = WebhookSignature.NewSecret();
            var endpoint = new WebhookEndpoint
            {
                Id = Guid.CreateVersion7(now),
                Url = input.Url!,
                Description = input.Description,
                Events = [.. input.Events ?? []],
                Secret = secrets.Protect(secret),
                CreatedAt = now,
                DisabledAt = input.Enabled == false ? now : null,
            };
            db.Add(endpoint);
            Record(db, actor, "created", endpoint);
            IdempotencyStore.Add(db, actor, key, (default, endpoint.Id, 201), now);
            return new IssuedWebhook(endpoint.Id, secret);
        }, ct);
    }

    public Task<Result<Guid>> ChangeAsync(Actor actor, Guid id, uint version, EditWebhook input, CancellationToken ct)
    {
        if (input.Validate(isNew: false, options.AllowPrivate) is { } invalid)
            return Task.FromResult<Result<Guid>>(invalid);
        return WithAsync(actor, id, (db, endpoint) =>
        {
            if (endpoint.Version != version)
                return BillingError.Stale;
            endpoint.Url = input.Url ?? endpoint.Url;
            endpoint.Description = input.Description ?? endpoint.Description;
            endpoint.Events = input.Events is { } events ? [.. events] : endpoint.Events;
            if (input.Enabled is { } enabled && enabled == endpoint.DisabledAt.HasValue)
                (endpoint.DisabledAt, endpoint.DisabledReason) = (enabled ? null : clock.GetUtcNow(), null);
            // whoever mends the address wants to see it work now
            (endpoint.Failures, endpoint.FailingSince, endpoint.PausedUntil) = (0, null, null);
            Record(db, actor, "changed", endpoint);
            return endpoint.Id;
        }, ct);
    }

    public Task<Result<Guid>> DeleteAsync(Actor actor, Guid id, CancellationToken ct) => WithAsync(actor, id, (db, endpoint) =>
    {
        db.Remove(endpoint);
        Record(db, actor, "deleted", endpoint);
        return endpoint.Id;
    }, ct);

    /// <summary>A new secret; the one before signs along for a day.</summary>
    public async Task<Result<IssuedWebhook>> RotateAsync(Actor actor, Guid id, CancellationToken ct)
    {
        var secret = WebhookSignature.NewSecret();
        var rotated = await WithAsync(actor, id, (db, endpoint) =>
        {
            (endpoint.OldSecret, endpoint.OldSecretUntil, endpoint.Secret) = (endpoint.Secret, clock.GetUtcNow() + Overlap, secrets.Protect(secret));
            Record(db, actor, "secret_rotated", endpoint);
            return endpoint.Id;
        }, ct);
        return rotated.Map(done => new IssuedWebhook(done, secret));
    }

    /// <summary>A <see cref="WebhookEvents.Ping"/> in the queue of a live endpoint. Returns the delivery.</summary>
    public Task<Result<Guid>> PingAsync(Actor actor, Guid id, CancellationToken ct) => WithAsync(actor, id, (db, endpoint) =>
    {
        if (endpoint.DisabledAt is not null)
            return BillingError.Conflict("webhook_disabled", "The endpoint is switched off: switch it on first.");
        var now = clock.GetUtcNow();
        var (deliveryId, eventId) = (Guid.CreateVersion7(now), "evt_ping_" + Guid.CreateVersion7(now).ToString("N"));
        db.Add(new WebhookDelivery
        {
            Id = deliveryId,
            EndpointId = endpoint.Id,
            EventId = eventId,
            EventType = WebhookEvents.Ping,
            Payload = JsonSerializer.Serialize(new { Id = eventId, Type = WebhookEvents.Ping, CreatedAt = now, Data = new { } }, JsonSerializerOptions.Web),
            State = WebhookState.Pending,
            NextAttemptAt = now,
            CreatedAt = now,
        });
        endpoint.PausedUntil = null;
        Record(db, actor, "pinged", endpoint);
        return deliveryId;
    }, ct);

    /// <summary>Once more, now; the receiver knows the event by its id.</summary>
    public Task<Result<Guid>> ResendAsync(Actor actor, Guid id, Guid deliveryId, CancellationToken ct) => WithAsync(actor, id, async (db, endpoint) =>
    {
        if (endpoint.DisabledAt is not null)
            return BillingError.Conflict("webhook_disabled", "The endpoint is switched off: switch it on first.");
        var now = clock.GetUtcNow();
        var queued = await db.WebhookDeliveries.Where(d => d.EndpointId == id && d.Id == deliveryId)
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.State, WebhookState.Pending).SetProperty(x => x.Attempts, 0).SetProperty(x => x.NextAttemptAt, now), ct);
        if (queued == 0)
            return BillingError.NotFound("delivery");
        endpoint.PausedUntil = null;
        Record(db, actor, "resent", endpoint);
        return deliveryId;
    }, ct);

    Task<Result<Guid>> WithAsync(Actor actor, Guid id, Func<BillingDbContext, WebhookEndpoint, Result<Guid>> change, CancellationToken ct) =>
        WithAsync(actor, id, (db, endpoint) => Task.FromResult(change(db, endpoint)), ct);

    async Task<Result<Guid>> WithAsync(Actor actor, Guid id, Func<BillingDbContext, WebhookEndpoint, Task<Result<Guid>>> change, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeWebhooks) is { } refused)
            return refused;
        return await writing.InTransactionAsync<Guid>(async db =>
        {
            var endpoint = await db.WebhookEndpoints.FromSql($"SELECT *, xmin FROM webhook_endpoints WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);
            return endpoint is null ? BillingError.NotFound("webhook endpoint") : await change(db, endpoint);
        }, ct);
    }

    void Record(BillingDbContext db, Actor actor, string action, WebhookEndpoint endpoint) =>
        db.Audit.Add(AuditEntry.Of(actor, "webhook." + action, clock.GetUtcNow(), new AuditSubject(null, endpoint.Id), new { Host = new Uri(endpoint.Url).Host, endpoint.Events, Enabled = endpoint.DisabledAt is null }));
}
