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

    /// <summary>What is left of <see cref="Amount"/>; never below zero.</summary>
    public required decimal Remaining { get; set; }

    public string? Reason { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
