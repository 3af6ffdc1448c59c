namespace TwinMcp.Core.Common;

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
