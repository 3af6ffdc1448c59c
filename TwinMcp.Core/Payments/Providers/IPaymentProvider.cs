using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Providers;

/// <summary>Where the process ends. Whatever the provider refuses, or does not answer, is an External refusal; only bugs and cancellation throw.</summary>
public interface IPaymentProvider
{
    /// <summary>As in <c>PAYMENT_PROVIDER</c>; the method of its payments and the owner of its events.</summary>
    string Name { get; }

    /// <summary>Asks for a payment. The same key gives the same one again.</summary>
    Task<Result<ProviderIntent>> CreateAsync(ProviderOrder order, CancellationToken ct);

    /// <summary>A payment that was asked for before.</summary>
    Task<Result<ProviderIntent>> FindAsync(string transactionId, CancellationToken ct);

    /// <summary>Gives back all or part of a payment. The same key does it once; that it happened comes back as an event.</summary>
    Task<Result<ProviderRefund>> RefundAsync(ProviderRefundOrder order, CancellationToken ct);
}

/// <summary>What is to be paid, and what for.</summary>
public sealed record ProviderOrder(Money Amount, InvoiceId InvoiceId, string InvoiceNumber, string IdempotencyKey);

/// <summary>A payment at the provider.</summary>
/// <param name="Status">In the provider's words: "requires_payment_method", "succeeded".</param>
/// <param name="HostedUrl">Where the customer pays, when the provider has such a page.</param>
/// <param name="ClientSecret">What a browser needs to pay this one payment (Stripe.js); not stored, not logged.</param>
public sealed record ProviderIntent(string TransactionId, string Status, string? HostedUrl = null, string? ClientSecret = null);

public sealed record ProviderRefundOrder(string TransactionId, Money Amount, string IdempotencyKey);

/// <param name="Status">In the provider's words: "pending", "succeeded".</param>
public sealed record ProviderRefund(string RefundId, string Status);

/// <summary>The refusals of a provider, in our words.</summary>
static class ProviderErrors
{
    public static BillingError Off { get; } = BillingError.Conflict("provider_off", "No payment provider is set up (PAYMENT_PROVIDER).");

    public static BillingError Unavailable { get; } = new(ErrorKind.External, "provider_unavailable", "The payment provider does not answer right now. Try again with the same Idempotency-Key.");

    /// <param name="code">The provider's own code; never its text, which may quote what was sent.</param>
    public static BillingError Refused(string code) => new(ErrorKind.External, "provider_refused", $"The payment provider refused: {code}.");
}
