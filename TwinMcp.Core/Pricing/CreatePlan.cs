using System.Text.RegularExpressions;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Pricing;

/// <summary>A plan without versions yet: the body of <c>POST /api/billing/plans</c>.</summary>
public sealed partial record CreatePlan
{
    /// <summary>Stable: lower-case letters, digits and dashes, at most 40.</summary>
    public string? Code { get; init; }

    public string? Name { get; init; }

    /// <summary>Null when right.</summary>
    internal BillingError? Validate()
    {
        var errors = new FieldErrors();
        errors.Require(Code is not null && WellFormedCode().IsMatch(Code), "code", "1 to 40 lower-case letters, digits and dashes, a letter first.");
        errors.Require(!string.IsNullOrWhiteSpace(Name) && Name.Length <= 100, "name", "1 to 100 characters.");
        errors.Require(TextRules.IsOneLine(Name), "name", "No control characters.");
        return errors.Any ? errors.ToError() : null;
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex WellFormedCode();
}
