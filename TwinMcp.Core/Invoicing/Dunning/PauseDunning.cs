using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Dunning;

/// <summary>Stops an invoice's reminders, or lets them go on.</summary>
public sealed record PauseDunning
{
    public const int MaxReason = 200;

    public bool? Paused { get; init; }

    /// <summary>For us; the customer does not see it.</summary>
    public string? Reason { get; init; }

    internal BillingError? Check()
    {
        var errors = new FieldErrors();
        errors.Require(Paused is not null, "paused", "Required: true or false.");
        errors.Require(Reason is null || Paused == true, "reason", "Only with a pause.");
        errors.Require(Reason is null or { Length: <= MaxReason }, "reason", $"At most {MaxReason} characters.");
        errors.Require(TextRules.IsOneLine(Reason), "reason", "No control characters.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>Where an invoice's reminders stand.</summary>
/// <param name="Steps">Those that were written, in order.</param>
public sealed record DunningView(InvoiceId InvoiceId, Currency Currency, bool Paused, string? Reason, IReadOnlyList<DunningStep> Steps);
