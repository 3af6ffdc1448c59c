using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments;

public enum PaymentStatus
{
    Pending,
    Processing,
    Completed,
    Failed,
    Refunded,
}

/// <summary>Money received (or tried) for one invoice.</summary>
public sealed class Payment
{
    public required CustomerId UserId { get; init; }

    public required Guid Id { get; init; }

    public required InvoiceId InvoiceId { get; init; }

    public required PaymentStatus Status { get; set; }

    public required Currency Currency { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>What of it covers the invoice; the rest became a credit. Nothing until it is COMPLETED.</summary>
    public decimal Applied { get; set; }

    /// <summary>What has been paid back; REFUNDED when that is all of it.</summary>
    public decimal Refunded { get; set; }

    /// <summary>"manual", or the provider's name.</summary>
    public required string Method { get; init; }

    /// <summary>Unique within the method: the same notice twice does nothing twice.</summary>
    public string? ProviderTransactionId { get; init; }

    public string? Note { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
