using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>
/// What a payment provider tells us. An event is written down first; then everything known about its payment is judged together and the
/// ledger is brought to what that means. Each step may be repeated: killed between them, the event waits and the provider, or the job, comes again.
/// </summary>
public sealed class ProviderEventService(Writing writing, IDbContextFactory<BillingDbContext> contexts, PaymentService payments, ProviderOptions options, TimeProvider clock)
{
    /// <summary>More of one payment is no payment.</summary>
    const int MostEvents = 1_000;

    const int MostWaiting = 100;

    static readonly Actor Provider = Actor.System("payment-provider");

    /// <summary>A signed notice. One that was seen before does nothing; the answer is the same.</summary>
    /// <param name="signature">The header Stripe-Signature.</param>
    /// <param name="body">The bytes as they came: another spelling of the same JSON is not what was signed.</param>
    public async Task<Result<ProviderEventOutcome>> ReceiveAsync(string? signature, byte[] body, CancellationToken ct)
    {
        if (options.Kind == ProviderKind.None || !StripeSignature.IsGood(signature, body, options.WebhookSecret, clock.GetUtcNow()))
            return new BillingError(ErrorKind.Validation, "webhook_signature", "The signature is missing, wrong or older than five minutes.");
        if (StripeEvent.Parse(body) is not { } notice)
            return BillingError.Invalid("body", "Not an event.");
        var stored = await StoreAsync(notice, body, ct);
        if (stored.Error is not null || stored.Value != ProviderEventOutcome.Waiting)
            return stored;
        var applied = await ApplyAsync(notice.TransactionId!, ct);
        return applied.Error is { } error ? error : await OutcomeAsync(notice.Id, ct);
    }

    /// <summary>Brings the ledger to what the events of one payment mean together. Returns how many events that settled.</summary>
    public async Task<Result<int>> ApplyAsync(string transactionId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var events = await db.ProviderEvents.AsNoTracking().Where(e => e.Provider == options.Name && e.TransactionId == transactionId && e.Kind != null)
            .OrderBy(e => e.OccurredAt).ThenBy(e => e.EventId).Take(MostEvents).ToListAsync(ct);
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Method == options.Name && p.ProviderTransactionId == transactionId, ct);
        if (payment is null || events.TrueForAll(e => e.Outcome != ProviderEventOutcome.Waiting))
            return 0;
        var judged = events.ConvertAll(e => (Event: e, Why: ProviderPaymentRules.Contradiction(e, new Money(payment.Amount, payment.Currency))));
        var state = ProviderPaymentRules.State(payment.Amount, [.. judged.Where(j => j.Why is null).Select(j => ProviderPaymentRules.NewsOf(j.Event, payment.Currency))]);
        string? refusal = null;
        foreach (var change in Changes(transactionId, state))
        {
            var changed = await payments.ChangeAsync(Provider, change, ct);
            if (changed.Error is { Kind: ErrorKind.External or ErrorKind.PreconditionFailed } passing)
                return passing;
            refusal ??= changed.Error?.Code;
        }
        return await SettleAsync(payment, [.. judged.Where(j => j.Event.Outcome == ProviderEventOutcome.Waiting).Select(j => (j.Event.EventId, j.Why ?? (refusal is null ? null : $"The ledger refuses: {refusal}.")))], ct);
    }

    /// <summary>Events that came before their payment was written down, or whose hearer died. Returns how many were settled.</summary>
    public async Task<int> ApplyWaitingAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var transactions = await db.ProviderEvents.Where(e => e.Outcome == ProviderEventOutcome.Waiting && e.Provider == options.Name)
            .Where(e => db.Payments.Any(p => p.Method == e.Provider && p.ProviderTransactionId == e.TransactionId))
            .OrderByDescending(e => e.ReceivedAt).Select(e => e.TransactionId!).Take(MostWaiting).ToListAsync(ct);
        var settled = 0;
        foreach (var transaction in transactions.Distinct())
            settled += await ApplyAsync(transaction, ct) is { IsOk: true } applied ? applied.Value : 0;
        return settled;
    }

    /// <summary>The steps there: money is given back only after it has come.</summary>
    IEnumerable<ProviderPaymentChange> Changes(string transactionId, ProviderPaymentState state)
    {
        var hasCome = state.Status is PaymentStatus.Completed or PaymentStatus.Refunded;
        if (state.Status != PaymentStatus.Pending)
            yield return new ProviderPaymentChange(options.Name, transactionId, hasCome ? PaymentStatus.Completed : state.Status);
        if (hasCome && state.Refunded > 0)
            yield return new ProviderPaymentChange(options.Name, transactionId, PaymentStatus.Refunded) { RefundedSoFar = state.Refunded };
    }

    Task<Result<ProviderEventOutcome>> StoreAsync(StripeEvent notice, byte[] body, CancellationToken ct) =>
        writing.InTransactionAsync<ProviderEventOutcome>(async db =>
        {
            // copies of one event wait for the first
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({options.Name + "|" + notice.Id}, 0))", ct);
            if (await db.ProviderEvents.AsNoTracking().SingleOrDefaultAsync(e => e.Provider == options.Name && e.EventId == notice.Id, ct) is { } known)
                return known.Outcome;
            var (outcome, reason) = notice switch
            {
                { Kind: null } => (ProviderEventOutcome.Ignored, "A type that we do not act on."),
                { TransactionId: null } => (ProviderEventOutcome.Quarantined, "It names no payment."),
                _ => (ProviderEventOutcome.Waiting, "Its payment is not written down yet."),
            };
            db.ProviderEvents.Add(new ProviderEvent
            {
                Provider = options.Name,
                EventId = notice.Id,
                Type = notice.Type,
                Kind = notice.Kind,
                TransactionId = notice.TransactionId,
                AmountMinor = notice.AmountMinor,
                Currency = notice.Currency,
                OccurredAt = notice.OccurredAt,
                ReceivedAt = clock.GetUtcNow(),
                Outcome = outcome,
                Reason = reason,
                Payload = body,
            });
            return outcome;
        }, ct);

    Task<Result<int>> SettleAsync(Payment payment, IReadOnlyList<(string EventId, string? Why)> judged, CancellationToken ct) =>
        writing.InTransactionAsync<int>(async db =>
        {
            var ids = judged.Select(j => j.EventId).ToList();
            var waiting = await db.ProviderEvents.Where(e => e.Provider == options.Name && ids.Contains(e.EventId) && e.Outcome == ProviderEventOutcome.Waiting).ToListAsync(ct);
            foreach (var e in waiting)
            {
                e.Reason = judged.First(j => j.EventId == e.EventId).Why;
                e.Outcome = e.Reason is null ? ProviderEventOutcome.Applied : ProviderEventOutcome.Quarantined;
                var action = e.Reason is null ? "provider.applied" : "provider.quarantined";
                db.Audit.Add(AuditEntry.Of(Provider, action, clock.GetUtcNow(), new AuditSubject(payment.UserId, payment.InvoiceId.Value), new { Event = e.EventId, e.Type, Payment = payment.Id, e.Reason }));
            }
            return waiting.Count;
        }, ct);

    async Task<Result<ProviderEventOutcome>> OutcomeAsync(string eventId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.ProviderEvents.Where(e => e.Provider == options.Name && e.EventId == eventId).Select(e => e.Outcome).SingleAsync(ct);
    }
}
