namespace TwinMcp.Core.Data;

/// <summary>Patterns for LIKE and ILIKE in which what a person typed is taken literally.</summary>
static class LikePattern
{
    /// <summary>For <c>EF.Functions.ILike</c>, which without it takes the backslash for a letter; in SQL it is the default.</summary>
    public const string Escape = "\\";

    public static string Contains(string text) => "%" + StartsWith(text);

    public static string StartsWith(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal) + "%";
}
