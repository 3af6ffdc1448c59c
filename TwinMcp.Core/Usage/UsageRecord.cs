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

/// <summary>The tools that are billed, as they are called on the wire and in the database.</summary>
public static class UsageTools
{
    public const string ResolveLibraryId = "resolve-library-id";
    public const string QueryDocs = "query-docs";

    /// <summary>The one spelling in memory of a known tool; null for an unknown one.</summary>
    public static string? Find(string? tool) => tool switch
    {
        ResolveLibraryId => ResolveLibraryId,
        QueryDocs => QueryDocs,
        _ => null,
    };
}
