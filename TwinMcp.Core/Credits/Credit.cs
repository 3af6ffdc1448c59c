using TwinMcp.Core.Common;

namespace TwinMcp.Core.Credits;

public enum CreditType
{
    Promotional,
    Refund,
    Compensation,
    Adjustment,
}

/// <summary>Money the customer holds with us.</summary>
public sealed class Credit
{
    public required CustomerId UserId { get; init; }

    public required Guid Id { get; init; }

    public required CreditType Type { get; init; }

    public required Currency Currency { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>What is left of <see cref="Amount"/>, the sum of its entries; only <see cref="CreditStore"/> changes it, together with an entry.</summary>
    public required decimal Remaining { get; init; }

    public string? Reason { get; init; }

    /// <summary>From this instant on it is not used any more.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The payment that was more than due.</summary>
    public Guid? SourcePaymentId { get; init; }

    /// <summary>The credit note that set money free.</summary>
    public InvoiceId? SourceCreditNoteId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
