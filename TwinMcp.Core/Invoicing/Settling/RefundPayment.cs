using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Pays money back: the body of <c>POST /api/billing/payments/{id}/refund</c>.</summary>
public sealed record RefundPayment
{
    public decimal? Amount { get; init; }
    public string? Reason { get; init; }

    internal BillingError? Validate()
    {
        var errors = new FieldErrors();
        errors.Require(Amount is > 0, "amount", "Required, more than 0.");
        errors.Require(!string.IsNullOrWhiteSpace(Reason), "reason", "Required.");
        errors.Require(Reason is null or { Length: <= 500 }, "reason", "At most 500 characters.");
        errors.Require(TextRules.IsOneLine(Reason), "reason", "No control characters.");
        return errors.Any ? errors.ToError() : null;
    }
}
