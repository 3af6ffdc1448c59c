using TwinMcp.Core.Common;

namespace TwinMcp.Core.Alerts;

public enum BillingAlertType
{
    UsageThreshold,
    PaymentFailed,
    InvoiceOverdue,
    SubscriptionExpiring,
}

/// <summary>Something a person should look at.</summary>
public sealed class BillingAlert
{
    public required CustomerId UserId { get; init; }

    public required Guid Id { get; init; }

    public required BillingAlertType Type { get; init; }

    public InvoiceId? InvoiceId { get; init; }

    public required string Message { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadAt { get; set; }
}
