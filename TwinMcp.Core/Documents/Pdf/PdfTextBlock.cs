namespace TwinMcp.Core.Documents.Pdf;

/// <summary>
/// Text wrapped to a width: it is measured before it is drawn. Lines break at spaces, after a hyphen or slash between
/// letters, and inside a word only when the word alone is wider than the column.
/// </summary>
internal sealed class PdfTextBlock
{
    const double Leading = 1.35;
    const string Ellipsis = "…";

    PdfTextBlock(IReadOnlyList<string> lines, PdfTextStyle style) => (Lines, Style) = (lines, style);

    public IReadOnlyList<string> Lines { get; }

    public PdfTextStyle Style { get; }

    public double LineHeight => Style.Size * Leading;

    public double Height => Lines.Count * LineHeight;

    /// <summary>The width of the widest line.</summary>
    public double NaturalWidth
    {
        get
        {
            var style = Style;
            return Lines.Max(l => style.Measure(l));
        }
    }

    /// <param name="maxLines">Beyond it the text ends in an ellipsis, so that a hostile name cannot push the page away.</param>
    public static PdfTextBlock Wrap(string text, in PdfTextStyle style, double width, int maxLines = int.MaxValue)
    {
        var lines = new List<string>();
        foreach (var paragraph in PdfText.Lines(text).Split('\n'))
        {
            WrapParagraph(paragraph, style, width, lines);
            if (lines.Count > maxLines)
                break;
        }
        if (lines.Count > maxLines)
        {
            lines.RemoveRange(maxLines, lines.Count - maxLines);
            lines[^1] = WithEllipsis(lines[^1], style, width);
        }
        return new PdfTextBlock(lines, style);
    }

    /// <summary>One line, cut with an ellipsis when it is too wide.</summary>
    public static PdfTextBlock Line(string text, in PdfTextStyle style, double width)
    {
        var line = PdfText.Line(text);
        return new PdfTextBlock([style.Measure(line) <= width ? line : WithEllipsis(line, style, width)], style);
    }

    /// <param name="x">The left edge, the right edge or the centre, as the style's alignment says.</param>
    public void Draw(PdfCanvas canvas, double x, double top)
    {
        for (var i = 0; i < Lines.Count; i++)
            DrawLine(canvas, i, x, top + i * LineHeight);
    }

    public void DrawLine(PdfCanvas canvas, int index, double x, double top)
    {
        if (Lines[index].Length > 0)
            canvas.Text(x, top + Baseline, Lines[index], Style);
    }

    double Baseline
    {
        get
        {
            var (ascent, descent) = (Style.Font.Ascent * Style.Size / Style.Font.UnitsPerEm, Style.Font.Descent * Style.Size / Style.Font.UnitsPerEm);
            return (LineHeight - ascent + descent) / 2 + ascent;
        }
    }

    static void WrapParagraph(string text, in PdfTextStyle style, double width, List<string> lines)
    {
        var (start, used) = (0, 0.0);
        var afterBreak = -1; // the first character after the last place where the line may end
        for (var i = 0; i < text.Length; i++)
        {
            var advance = style.Measure(text[i]);
            while (text[i] != ' ' && used + advance > width && i > start) // twice when the word alone is too wide as well
            {
                var next = afterBreak > start ? afterBreak : i;
                lines.Add(text[start..next].TrimEnd(' '));
                start = next;
                used = style.Measure(text.AsSpan(start, i - start));
            }
            used += advance;
            if (MayBreakAfter(text, i))
                afterBreak = i + 1;
        }
        lines.Add(text[start..].TrimEnd(' '));
    }

    static bool MayBreakAfter(string text, int index) =>
        text[index] == ' '
        || (text[index] is '-' or '/' && index > 0 && char.IsLetter(text[index - 1]) && index + 1 < text.Length && char.IsLetter(text[index + 1]));

    static string WithEllipsis(string line, in PdfTextStyle style, double width)
    {
        var room = width - style.Measure(Ellipsis);
        var (end, used) = (0, 0.0);
        while (end < line.Length && (used += style.Measure(line[end])) <= room)
            end++;
        return line[..end].TrimEnd(' ') + Ellipsis;
    }
}
