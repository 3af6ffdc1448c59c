using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Takes back an issued invoice: all that is left of it, or parts of its lines. The body of <c>POST /api/billing/invoices/{id}/credit-notes</c>.</summary>
public sealed record IssueCreditNote
{
    /// <summary>Printed on the credit note.</summary>
    public string? Reason { get; init; }

    /// <summary>Without: all that is left.</summary>
    public IReadOnlyList<CreditedLineRequest>? Lines { get; init; }

    internal BillingError? Validate()
    {
        var errors = new FieldErrors();
        errors.Require(!string.IsNullOrWhiteSpace(Reason), "reason", "Required.");
        errors.Require(Reason is null or { Length: <= 500 }, "reason", "At most 500 characters.");
        errors.Require(TextRules.IsOneLine(Reason), "reason", "No control characters.");
        errors.Require(Lines is null or { Count: >= 1 and <= 2_000 }, "lines", "From 1 to 2,000, or none for all that is left.");
        for (var i = 0; i < (Lines?.Count ?? 0); i++)
        {
            errors.Require(Lines![i] is { LineNumber: not null }, $"lines[{i}].lineNumber", "Required.");
            errors.Require(Lines[i] is { Amount: > 0 }, $"lines[{i}].amount", "Required, more than 0.");
            errors.Require(Lines[i]?.LineNumber is not { } number || Lines.Take(i).All(l => l?.LineNumber != number), $"lines[{i}].lineNumber", "Given twice.");
        }
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>A part of a line, without VAT.</summary>
public sealed record CreditedLineRequest
{
    public int? LineNumber { get; init; }
    public decimal? Amount { get; init; }
}
