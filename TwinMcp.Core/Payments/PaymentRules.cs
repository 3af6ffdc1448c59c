namespace TwinMcp.Core.Payments;

/// <summary>A payment only goes forward, so that a provider's notices may come in any order: one that is behind says nothing new.</summary>
public static class PaymentRules
{
    /// <summary>A failed attempt can still succeed (the payer tries again under the same transaction); what succeeded does not fail later, it is refunded.</summary>
    public static bool Advances(PaymentStatus from, PaymentStatus to) => Rank(to) > Rank(from);

    static int Rank(PaymentStatus status) => status switch
    {
        PaymentStatus.Pending => 0,
        PaymentStatus.Processing => 1,
        PaymentStatus.Failed => 2,
        PaymentStatus.Completed => 3,
        PaymentStatus.Refunded => 4,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
