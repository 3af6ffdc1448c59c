using TwinMcp.Core.Common;

namespace TwinMcp.Core.Credits;

/// <summary>Gives a customer credit: the body of <c>POST /api/billing/credits</c>.</summary>
public sealed record GrantCredit
{
    public CustomerId? UserId { get; init; }
    public CreditType? Type { get; init; }
    public decimal? Amount { get; init; }

    /// <summary>The customer's when not given.</summary>
    public string? Currency { get; init; }

    public string? Reason { get; init; }

    /// <summary>From this instant on it is not used any more; never when not given.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    internal BillingError? Validate(DateTimeOffset now)
    {
        var errors = new FieldErrors();
        errors.Require(UserId is not null, "userId", "Required.");
        errors.Require(Type is not null, "type", "Required: PROMOTIONAL, REFUND, COMPENSATION or ADJUSTMENT.");
        errors.Require(Amount is > 0 and < 1_000_000_000_000m, "amount", "Required, more than 0, less than 10^12.");
        errors.Require(Currency is null || Common.Currency.TryParse(Currency, out _), "currency", "Not a currency we know.");
        errors.Require(!string.IsNullOrWhiteSpace(Reason), "reason", "Required.");
        errors.Require(Reason is null or { Length: <= 500 }, "reason", "At most 500 characters.");
        errors.Require(TextRules.IsOneLine(Reason), "reason", "No control characters.");
        errors.Require(ExpiresAt is null || ExpiresAt > now, "expiresAt", "In the future.");
        return errors.Any ? errors.ToError() : null;
    }
}
