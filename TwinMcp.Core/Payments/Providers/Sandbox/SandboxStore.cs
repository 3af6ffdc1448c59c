using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Payments.Providers.Sandbox;

/// <summary>The sandbox's memory: payments, and the events that tell of them.</summary>
public sealed class SandboxStore(Writing writing, TimeProvider clock)
{
    static readonly Actor Sandbox = Actor.System("payment-sandbox");

    /// <summary>The same key gives the same payment again.</summary>
    public Task<Result<SandboxIntent>> CreateAsync(ProviderOrder order, long minor, CancellationToken ct) =>
        writing.InTransactionAsync<SandboxIntent>(async db =>
        {
            await LockAsync(db, order.IdempotencyKey, ct);
            if (await db.SandboxIntents.SingleOrDefaultAsync(i => i.IdempotencyKey == order.IdempotencyKey, ct) is { } known)
                return known;
            var intent = new SandboxIntent
            {
                Id = NewId("pi_sandbox_"),
                IdempotencyKey = order.IdempotencyKey,
                InvoiceId = order.InvoiceId,
                InvoiceNumber = order.InvoiceNumber,
                Currency = order.Amount.Currency,
                AmountMinor = minor,
                Status = SandboxIntentStatus.RequiresPaymentMethod,
                CreatedAt = clock.GetUtcNow(),
            };
            db.SandboxIntents.Add(intent);
            return intent;
        }, ct);

    public Task<Result<SandboxIntent>> FindAsync(string id, CancellationToken ct) =>
        writing.InTransactionAsync<SandboxIntent>(async db =>
            await db.SandboxIntents.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id, ct) is { } intent ? intent : ProviderErrors.Refused("resource_missing"), ct);

    /// <summary>Lets something happen to a payment and writes the event that tells of it. Returns the event's id.</summary>
    public Task<Result<string>> ActAsync(string id, SandboxStep step, CancellationToken ct) =>
        writing.InTransactionAsync<string>(async db =>
        {
            await LockAsync(db, id, ct);
            if (await db.SandboxIntents.SingleOrDefaultAsync(i => i.Id == id, ct) is not { } intent)
                return BillingError.NotFound("payment at the sandbox");
            if (step.IdempotencyKey is { } key && await db.SandboxEvents.SingleOrDefaultAsync(e => e.IdempotencyKey == key, ct) is { } before)
                return before.Id;
            long? minor = null;
            if (step.Amount is { } given && (minor = StripeAmount.ToMinor(new Money(given, intent.Currency))) is null)
                return BillingError.Invalid("amount", $"Not an amount of {intent.Currency} that can be given back.");
            if (intent.Apply(step.Action, minor) is { } refusal)
                return BillingError.Conflict("sandbox_state", $"The payment is {SandboxPayload.Wire(intent.Status)}: {refusal}.");
            var now = clock.GetUtcNow();
            var eventId = NewId("evt_sandbox_");
            db.SandboxEvents.Add(new SandboxEvent
            {
                Id = eventId,
                IntentId = id,
                Payload = SandboxPayload.Of(eventId, step.Action, intent, now),
                CreatedAt = now,
                IsHeld = step.IsHeld,
                IdempotencyKey = step.IdempotencyKey,
            });
            db.Audit.Add(AuditEntry.Of(Sandbox, "sandbox." + step.Action.ToString().ToLowerInvariant(), now, new AuditSubject(null, intent.InvoiceId.Value), new { Intent = id, Event = eventId }));
            return eventId;
        }, ct);

    /// <summary>What was kept back of a payment, newest first: the wrong order. It is due from now on.</summary>
    public Task<Result<IReadOnlyList<SandboxEvent>>> ReleaseAsync(string intentId, CancellationToken ct) =>
        writing.InTransactionAsync<IReadOnlyList<SandboxEvent>>(async db =>
        {
            var held = await db.SandboxEvents.Where(e => e.IntentId == intentId && e.IsHeld && e.DeliveredAt == null)
                .OrderByDescending(e => e.CreatedAt).ThenByDescending(e => e.Id).Take(100).ToListAsync(ct);
            foreach (var e in held)
                e.IsHeld = false;
            return held;
        }, ct);

    /// <summary>What nobody has taken yet, oldest first.</summary>
    public Task<Result<IReadOnlyList<SandboxEvent>>> UndeliveredAsync(string? eventId, CancellationToken ct) =>
        writing.InTransactionAsync<IReadOnlyList<SandboxEvent>>(async db =>
            await db.SandboxEvents.AsNoTracking().Where(e => e.DeliveredAt == null && !e.IsHeld && (eventId == null || e.Id == eventId))
                .OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).Take(100).ToListAsync(ct), ct);

    public Task<Result<int>> DeliveredAsync(string eventId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return writing.InTransactionAsync<int>(async db =>
            await db.SandboxEvents.Where(e => e.Id == eventId && e.DeliveredAt == null).ExecuteUpdateAsync(row => row.SetProperty(e => e.DeliveredAt, now), ct), ct);
    }

    static Task LockAsync(BillingDbContext db, string name, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"sandbox|" + name}, 0))", ct);

    /// <summary>Ids that sort as they were made, so that held events of one moment have an order.</summary>
    string NewId(string prefix) => prefix + Convert.ToHexStringLower(Guid.CreateVersion7(clock.GetUtcNow()).ToByteArray(bigEndian: true).AsSpan(0, 6)) + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(9));
}
