using TwinMcp.Core.Common;

namespace TwinMcp.Core.Usage;

/// <summary>Usage of one customer and tool in one local month of the seller's time zone.</summary>
public sealed class UsageMonth
{
    public required CustomerId UserId { get; init; }

    /// <summary>First day of the month.</summary>
    public required DateOnly Month { get; init; }

    public required string Tool { get; init; }
    public long Requests { get; init; }
    public long Tokens { get; init; }
}

/// <summary>The same by day, for charts and for periods that are not calendar months.</summary>
public sealed class UsageDay
{
    public required CustomerId UserId { get; init; }
    public required DateOnly Day { get; init; }
    public required string Tool { get; init; }
    public long Requests { get; init; }
    public long Tokens { get; init; }
}

/// <summary>What a period used.</summary>
public readonly record struct UsageTotals(long Requests, long Tokens);
