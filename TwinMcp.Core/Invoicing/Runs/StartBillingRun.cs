using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>The body of <c>POST /api/billing/runs</c> and its preview.</summary>
public sealed record StartBillingRun
{
    /// <summary>"2026-10".</summary>
    public string? Month { get; init; }

    /// <summary>Issue what is drafted; true when not given.</summary>
    public bool? Issue { get; init; }

    internal Result<DateOnly> Validate(DateOnly today)
    {
        if (!DateOnly.TryParseExact(Month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return BillingError.Invalid("month", "Required: a month like 2026-10.");
        if (month.Year < 2000)
            return BillingError.Invalid("month", "Out of range.");
        return month > today ? BillingError.Invalid("month", "The month has not begun.") : month;
    }
}

/// <summary>A run as it stands. <c>Done</c> counts customers.</summary>
public sealed record BillingRunView(Guid Id, DateOnly Month, BillingRunStatus Status, bool Issues, string StartedBy)
{
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Customers in it.</summary>
    public required int Total { get; init; }

    /// <summary>Customers whose bill is computed.</summary>
    public required int Done { get; init; }

    public required int Drafted { get; init; }
    public required int Issued { get; init; }
    public required int Parked { get; init; }
    public required int Skipped { get; init; }

    /// <summary>Customers a second, drafted and issued alike; 0 before the first.</summary>
    public required decimal Rate { get; init; }

    /// <summary>Null when it cannot be told.</summary>
    public required int? SecondsLeft { get; init; }
}

public sealed record ParkedView(CustomerId UserId, string CustomerName, DateOnly PeriodStart, string Code, string Detail, DateTimeOffset ParkedAt);

/// <summary>What a run of a month would do now.</summary>
/// <param name="Totals">Currency -> total with VAT.</param>
public sealed record RunPreview(DateOnly Month, int Accounts, int Bills, int Skipped, IReadOnlyDictionary<string, decimal> Totals)
{
    public required int ParkedCount { get; init; }

    /// <summary>The first hundred.</summary>
    public required IReadOnlyList<ParkedView> Parked { get; init; }
}
