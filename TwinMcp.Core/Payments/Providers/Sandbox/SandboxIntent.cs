using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Providers.Sandbox;

/// <summary>What can happen to a payment at the sandbox, where Stripe has customers, cards and banks.</summary>
public enum SandboxAction
{
    Process,
    Succeed,
    Fail,
    Cancel,
    Refund,
}

/// <summary>Something that is to happen to a payment.</summary>
/// <param name="Amount">Of a refund; what is left when null.</param>
public sealed record SandboxStep(SandboxAction Action, decimal? Amount = null)
{
    /// <summary>Its event is kept back.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The same key does it once.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>A payment as the sandbox knows it: what Stripe would keep.</summary>
public sealed class SandboxIntent
{
    public required string Id { get; init; }
    public required string IdempotencyKey { get; init; }
    public required InvoiceId InvoiceId { get; init; }
    public required string InvoiceNumber { get; init; }
    public required Currency Currency { get; init; }
    public required long AmountMinor { get; init; }
    public required SandboxIntentStatus Status { get; set; }
    public long RefundedMinor { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Moves as Stripe's do. The refusal's code in Stripe's words, or null.</summary>
    public string? Apply(SandboxAction action, long? minor)
    {
        var isOpen = Status is SandboxIntentStatus.RequiresPaymentMethod or SandboxIntentStatus.Processing;
        if (action != SandboxAction.Refund && !isOpen)
            return "payment_intent_unexpected_state";
        return action switch
        {
            SandboxAction.Process => Move(SandboxIntentStatus.Processing),
            SandboxAction.Succeed => Move(SandboxIntentStatus.Succeeded),
            SandboxAction.Fail => Move(SandboxIntentStatus.RequiresPaymentMethod),
            SandboxAction.Cancel => Move(SandboxIntentStatus.Canceled),
            SandboxAction.Refund => Refund(minor ?? AmountMinor - RefundedMinor),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
        };
    }

    string? Move(SandboxIntentStatus to)
    {
        Status = to;
        return null;
    }

    string? Refund(long minor)
    {
        if (Status != SandboxIntentStatus.Succeeded)
            return "charge_not_refundable";
        if (minor <= 0 || minor > AmountMinor - RefundedMinor)
            return RefundedMinor == AmountMinor ? "charge_already_refunded" : "amount_too_large";
        RefundedMinor += minor;
        return null;
    }
}

public enum SandboxIntentStatus
{
    RequiresPaymentMethod,
    Processing,
    Succeeded,
    Canceled,
}

/// <summary>An event that the sandbox has to deliver: until our webhook has taken it, as Stripe does.</summary>
public sealed class SandboxEvent
{
    public required string Id { get; init; }
    public required string IntentId { get; init; }
    public required byte[] Payload { get; init; }

    /// <summary>Of the request that caused it, when it had one.</summary>
    public string? IdempotencyKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Kept back, to be delivered late and out of order.</summary>
    public required bool IsHeld { get; set; }

    public DateTimeOffset? DeliveredAt { get; set; }
}
