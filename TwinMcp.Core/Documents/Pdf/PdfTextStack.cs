namespace TwinMcp.Core.Documents.Pdf;

/// <summary>Blocks of text under each other in one column: measured whole, so that a box around it fits it.</summary>
internal sealed class PdfTextStack(double width)
{
    readonly List<(PdfTextBlock Block, PdfTag? Tag, double Gap)> items = [];

    public double Width { get; } = width;

    public double Height { get; private set; }

    /// <summary>Nothing is added for an empty text.</summary>
    /// <param name="tag">The element each block becomes; none inside a table cell.</param>
    public PdfTextStack Add(string? text, in PdfTextStyle style, PdfTag? tag = PdfTag.P, int maxLines = int.MaxValue)
    {
        if (!string.IsNullOrWhiteSpace(text))
            Add(PdfTextBlock.Wrap(text, style, Width, maxLines), tag, 0);
        return this;
    }

    public PdfTextStack Gap(double height)
    {
        if (items.Count == 0)
            return this;
        var (block, tag, gap) = items[^1];
        items[^1] = (block, tag, gap + height);
        Height += height;
        return this;
    }

    public void Draw(PdfCanvas canvas, double left, double top)
    {
        foreach (var (block, tag, gap) in items)
        {
            var x = block.Style.Align switch
            {
                PdfAlign.Right => left + Width,
                PdfAlign.Center => left + Width / 2,
                PdfAlign.Left or _ => left,
            };
            if (tag is { } role)
                using (canvas.Tag(role))
                    block.Draw(canvas, x, top);
            else
                block.Draw(canvas, x, top);
            top += block.Height + gap;
        }
    }

    /// <summary>The lines with their tops, relative to the stack's, for a column that may be split between pages.</summary>
    public IEnumerable<(PdfTextBlock Block, int Line, double Top)> Lines()
    {
        var top = 0.0;
        foreach (var (block, _, gap) in items)
        {
            for (var i = 0; i < block.Lines.Count; i++)
                yield return (block, i, top + i * block.LineHeight);
            top += block.Height + gap;
        }
    }

    void Add(PdfTextBlock block, PdfTag? tag, double gap)
    {
        items.Add((block, tag, gap));
        Height += block.Height + gap;
    }
}
