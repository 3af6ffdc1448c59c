using System.Globalization;
using System.Text;

namespace TwinMcp.Core.Tax.VatNumbers;

/// <summary>How people write numbers, made one.</summary>
static class NumberText
{
    /// <summary>Without spaces, dots and dashes, in upper case. Only ASCII letters are raised: a Turkish i stays what it is, and wrong.</summary>
    public static string Compact(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
            if (!IsSeparator(c))
                kept.Append(char.IsAsciiLetterLower(c) ? char.ToUpperInvariant(c) : c);
        return kept.ToString();
    }

    /// <summary>Control characters are none: nobody types them, they are refused.</summary>
    public static bool IsSeparator(char c) =>
        c is '.' or '\u2212' || char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation;

    /// <summary>Ireland once used + and *.</summary>
    public static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '*';

    public static bool IsDigits(string text) => text.All(char.IsAsciiDigit);
}
