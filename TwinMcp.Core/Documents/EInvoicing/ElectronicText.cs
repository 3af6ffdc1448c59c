using System.Text;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>Text that XML 1.0 can carry. Control characters are refused at the door; what an old row still has becomes a visible U+FFFD.</summary>
public static class ElectronicText
{
    const char Replacement = '\uFFFD';

    public static string Clean(string text) => text.All(IsPlain) ? text : Replaced(text);

    /// <summary>Null for nothing: an empty element says something else than none.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : Clean(text);

    /// <summary>Surrogates are looked at in pairs.</summary>
    static bool IsPlain(char c) => c is >= ' ' and < '\uD800' or > '\uDFFF' and < '\uFFFE' or '\n' or '\t';

    static string Replaced(string text)
    {
        var clean = new StringBuilder(text.Length);
        // a lone surrogate is enumerated as U+FFFD
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && !IsPlain((char)rune.Value))
                clean.Append(Replacement);
            else
                clean.Append(rune.ToString());
        }
        return clean.ToString();
    }
}
