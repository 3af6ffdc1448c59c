using TwinMcp.Core.Common;

namespace TwinMcp.Core.Usage;

/// <summary>A usage record that is right in itself.</summary>
/// <param name="Day">Local date of <paramref name="At"/> in the seller's time zone: the day, and the month, it is billed in.</param>
public readonly record struct UsageRecord(CustomerId UserId, Guid Id, DateTimeOffset At, DateOnly Day, string Tool)
{
    public string? LibraryId { get; init; }
    public long Tokens { get; init; }
    public int ResponseTimeMs { get; init; }
}
