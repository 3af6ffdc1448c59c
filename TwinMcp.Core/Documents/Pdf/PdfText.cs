using System.Globalization;
using System.Text;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>
/// Makes any text drawable. What could reorder, hide or break the line (bidi controls, control characters, zero-width
/// characters) is taken out; what neither the shipped fonts nor the machine's have becomes a visible U+FFFD. A name typed by a stranger cannot turn an
/// amount around or leave a blank.
/// </summary>
internal static class PdfText
{
    static readonly bool[] Drawable = BuildDrawable();

    /// <summary>Drawable text on one or more lines, separated by '\n'.</summary>
    public static string Lines(string text) => IsClean(text, allowBreaks: true) ? text : Clean(text, '\n');

    /// <summary>Drawable text on one line.</summary>
    public static string Line(string text) => IsClean(text, allowBreaks: false) ? text : Clean(text, ' ');

    /// <summary>For metadata, which no font limits: without control and bidi characters and lone surrogates (XML refuses them).</summary>
    public static string Metadata(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsBreak(rune.Value) || rune.Value == '\t')
                result.Append(' ');
            else if (!IsInvisible(rune) && !IsNoncharacter(rune.Value))
                result.Append(rune.ToString());
        }
        return result.ToString();
    }

    static bool IsClean(string text, bool allowBreaks)
    {
        foreach (var c in text)
            if (!Drawable[c] && !(allowBreaks && c == '\n'))
                return false;
        return true;
    }

    static string Clean(string text, char lineBreak)
    {
        // lone surrogates and noncharacters first: Normalize throws on them; then composed letters, as the fonts hold accents
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            valid.Append((IsNoncharacter(rune.Value) ? Rune.ReplacementChar : rune).ToString());
        var composed = valid.ToString().Normalize(NormalizationForm.FormC);
        var result = new StringBuilder(composed.Length);
        var previous = 0;
        foreach (var rune in composed.EnumerateRunes())
        {
            if (IsBreak(rune.Value))
            {
                if (rune.Value != '\n' || previous != '\r')
                    result.Append(lineBreak);
            }
            else if (rune.Value == '\t')
                result.Append(' ');
            else if (!IsInvisible(rune))
                result.Append(rune.IsBmp && IsDrawable((char)rune.Value) ? (char)rune.Value : PdfFonts.Replacement);
            previous = rune.Value;
        }
        return BidiText.Join(result.ToString(), IsDrawable);
    }

    static bool IsDrawable(char c) => Drawable[c] || PdfFonts.FallbackFor(c) is not null;

    static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    static bool IsBreak(int value) => value is '\r' or '\n' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029;

    static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF); // variation selectors

    static bool[] BuildDrawable()
    {
        var drawable = new bool[65536];
        for (var c = 0x20; c < drawable.Length; c++)
            drawable[c] = PdfFonts.Covers((char)c) && !IsBreak(c) && !char.IsSurrogate((char)c) && !IsInvisible(new Rune(c));
        return drawable;
    }
}
