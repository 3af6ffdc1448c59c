namespace TwinMcp.Core.Data;

/// <summary>Patterns for LIKE and ILIKE in which what a person typed is taken literally.</summary>
static class LikePattern
{
    public static string Contains(string text) => "%" + StartsWith(text);

    public static string StartsWith(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
