using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Providers.Sandbox;

/// <summary>A provider for trying out and for tests: answers as Stripe does, from tables of our own database. No money moves.</summary>
sealed class SandboxProvider(SandboxStore store) : IPaymentProvider
{
    public string Name => "sandbox";

    public async Task<Result<ProviderIntent>> CreateAsync(ProviderOrder order, CancellationToken ct)
    {
        if (StripeAmount.ToMinor(order.Amount) is not { } minor)
            return StripeProvider.NotChargeable(order.Amount);
        return (await store.CreateAsync(order, minor, ct)).Map(IntentOf);
    }

    public async Task<Result<ProviderIntent>> FindAsync(string transactionId, CancellationToken ct) =>
        (await store.FindAsync(transactionId, ct)).Map(IntentOf);

    /// <summary>The event goes out with the next delivery.</summary>
    public async Task<Result<ProviderRefund>> RefundAsync(ProviderRefundOrder order, CancellationToken ct)
    {
        var acted = await store.ActAsync(order.TransactionId, new SandboxStep(SandboxAction.Refund, order.Amount.Amount) { IdempotencyKey = order.IdempotencyKey }, ct);
        return acted.Map(eventId => new ProviderRefund("re_" + eventId[4..], "succeeded"));
    }

    static ProviderIntent IntentOf(SandboxIntent intent) =>
        new(intent.Id, SandboxPayload.Wire(intent.Status), ClientSecret: intent.Id + "_secret");
}
