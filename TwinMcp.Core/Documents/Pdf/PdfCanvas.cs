namespace TwinMcp.Core.Documents.Pdf;

/// <summary>
/// Draws on A4 pages and keeps the logical structure beside the drawing. All that is drawn stands either inside a
/// <see cref="Tag"/> or inside an <see cref="Artifact"/>; anything else throws, so a document cannot become untagged by
/// accident. Coordinates: points, origin top left.
/// </summary>
internal sealed class PdfCanvas : IDisposable
{
    public const double PageWidth = 595.276;
    public const double PageHeight = 841.89;

    readonly List<PdfPage> pages = [];
    readonly List<PdfImage> images = [];
    PdfPage page = null!;
    PdfTagNode current;
    PdfTagNode? open; // the element whose marked content is open on the page
    int artifacts;

    public PdfCanvas() => current = Root;

    public IReadOnlyList<PdfPage> Pages => pages;

    public IReadOnlyList<PdfImage> Images => images;

    public PdfTagNode Root { get; } = new(PdfTag.Document, null);

    /// <summary>The faces, in their order, then the fallback fonts that were needed.</summary>
    public List<PdfFontUse> Fonts { get; } = [.. Enum.GetValues<PdfFace>().Select(f => new PdfFontUse(PdfFonts.Of(f)))];

    public int CurrentPage { get; private set; } = -1;

    public void NewPage()
    {
        CloseMarkedContent();
        pages.Add(page = new PdfPage());
        CurrentPage = pages.Count - 1;
    }

    /// <summary>Draws on an earlier page again, for "page x / y" and for cells beside one that was split.</summary>
    public void SelectPage(int index)
    {
        CloseMarkedContent();
        page = pages[index];
        CurrentPage = index;
    }

    /// <summary>An element of the structure; what is drawn until it is disposed belongs to it.</summary>
    public Scope Tag(PdfTag tag, string? alternateText = null)
    {
        CloseMarkedContent();
        var node = new PdfTagNode(tag, current) { AlternateText = alternateText };
        current.Kids.Add(new PdfTagKid(node, 0, 0));
        current = node;
        return new Scope(this, isArtifact: false);
    }

    /// <summary>Decoration and page furniture, which a screen reader skips.</summary>
    public Scope Artifact()
    {
        CloseMarkedContent();
        artifacts++;
        page.Content.Raw("/Artifact BMC\n"u8);
        return new Scope(this, isArtifact: true);
    }

    public void Text(double x, double baseline, string text, in PdfTextStyle style)
    {
        var line = PdfText.Line(text);
        var width = style.Align == PdfAlign.Left ? 0 : style.Measure(line);
        var left = style.Align switch
        {
            PdfAlign.Left => x,
            PdfAlign.Right => x - width,
            PdfAlign.Center => x - width / 2,
            _ => throw new ArgumentOutOfRangeException(nameof(style), style.Align, null),
        };
        BeginText(style);
        page.Content.Numbers(left, PageHeight - baseline).Raw("Td "u8);
        ShowText(line, style);
    }

    /// <summary>Large and pale, from the lower left to the upper right; drawn first, so that it stays behind the text.</summary>
    public void Watermark(string text, Rgb color)
    {
        var style = new PdfTextStyle(PdfFace.Bold, 120, color);
        var line = PdfText.Line(text);
        style = style with { Size = Math.Min(style.Size, style.Size * 620 / style.Measure(line)) };
        var (width, rise) = (style.Measure(line), style.Size * 0.36);
        var (cos, sin) = (Math.Cos(Math.PI / 3.4), Math.Sin(Math.PI / 3.4));
        var x = PageWidth / 2 - width / 2 * cos + rise * sin;
        var y = PageHeight / 2 - width / 2 * sin - rise * cos;
        using var _ = Artifact();
        BeginText(style);
        page.Content.Numbers(cos, sin, -sin, cos, x, y).Raw("Tm "u8);
        ShowText(line, style);
    }

    public void Fill(PdfBox box, Rgb color, double radius = 0)
    {
        Mark();
        NoteBounds(box);
        page.Fill(color);
        page.Rectangle(box, Math.Min(radius, Math.Min(box.Width, box.Height) / 2));
    }

    /// <summary>Many rectangles as one shape, without seams between them: a QR code.</summary>
    public void Fill(IEnumerable<PdfBox> boxes, Rgb color)
    {
        Mark();
        page.Fill(color);
        foreach (var box in boxes)
        {
            NoteBounds(box);
            page.Content.Numbers(box.X, PageHeight - box.Bottom, box.Width, box.Height).Raw("re "u8);
        }
        page.Content.Raw("f\n"u8);
    }

    public void Line(PdfPoint from, PdfPoint to, Rgb color, double width = 0.5)
    {
        Mark();
        page.Content.Numbers(color.R / 255.0, color.G / 255.0, color.B / 255.0).Raw("RG "u8).Number(width).Raw(" w "u8)
            .Numbers(from.X, PageHeight - from.Y).Raw("m "u8).Numbers(to.X, PageHeight - to.Y).Raw("l S\n"u8);
    }

    public void Polygon(ReadOnlySpan<PdfPoint> points, Rgb color)
    {
        Mark();
        page.Fill(color);
        for (var i = 0; i < points.Length; i++)
        {
            NoteBounds(new PdfBox(points[i].X, points[i].Y, 0, 0));
            page.Content.Numbers(points[i].X, PageHeight - points[i].Y).Raw(i == 0 ? "m "u8 : "l "u8);
        }
        page.Content.Raw("f\n"u8);
    }

    public void Image(PdfImage image, PdfBox box)
    {
        var index = images.IndexOf(image);
        if (index < 0)
        {
            index = images.Count;
            images.Add(image);
        }
        Mark();
        NoteBounds(box);
        page.Content.Raw("q "u8).Number(box.Width).Raw(" 0 0 "u8).Number(box.Height).Raw(" "u8)
            .Numbers(box.X, PageHeight - box.Bottom).Raw("cm /I"u8).Int(index).Raw(" Do Q\n"u8);
    }

    /// <summary>Ends the drawing; the content streams are complete after it.</summary>
    public void Close() => CloseMarkedContent();

    public void Dispose()
    {
        foreach (var drawn in pages)
            drawn.Dispose();
    }

    void BeginText(in PdfTextStyle style)
    {
        Mark();
        page.Fill(style.Color);
        page.Content.Raw("BT "u8);
    }

    /// <summary>In runs of one font: the style's own, or the fallback that has the character.</summary>
    void ShowText(string text, in PdfTextStyle style)
    {
        var line = BidiText.Visual(text);
        for (var at = 0; at < line.Length;)
        {
            var index = FontFor(line[at], style.Face);
            page.Font(index, style.Size);
            page.Content.Raw("<"u8);
            for (; at < line.Length && FontFor(line[at], style.Face) == index; at++)
                page.Content.Hex4(Fonts[index].Code(line[at]));
            page.Content.Raw("> Tj "u8);
        }
        page.Content.Raw("ET\n"u8);
    }

    int FontFor(char character, PdfFace face)
    {
        if (PdfFonts.Of(face).Glyph(character) != 0 || PdfFonts.FallbackFor(character) is not { } fallback)
            return (int)face;
        var index = Fonts.FindIndex(f => f.Font == fallback);
        if (index >= 0)
            return index;
        Fonts.Add(new PdfFontUse(fallback));
        return Fonts.Count - 1;
    }

    void Mark()
    {
        if (artifacts > 0 || open is not null)
            return;
        if (current == Root)
            throw new InvalidOperationException("Something was drawn outside the document's structure.");
        var number = page.MarkedContent.Count;
        current.Kids.Add(new PdfTagKid(null, CurrentPage, number));
        if (current.FirstPage < 0)
            current.FirstPage = CurrentPage;
        page.Content.Raw("/"u8).Raw(current.Role).Raw("<</MCID "u8).Int(number).Raw(">>BDC\n"u8);
        page.MarkedContent.Add(current);
        open = current;
    }

    void NoteBounds(PdfBox box)
    {
        if (artifacts == 0 && current.Tag == PdfTag.Figure)
            current.Bounds = current.Bounds is { } bounds ? bounds.Union(box) : box;
    }

    void CloseMarkedContent()
    {
        if (open is null)
            return;
        page.Content.Raw("EMC\n"u8);
        open = null;
    }

    void EndTag()
    {
        CloseMarkedContent();
        current = current.Parent!;
    }

    void EndArtifact()
    {
        artifacts--;
        page.Content.Raw("EMC\n"u8);
    }

    /// <summary>Ends a tag or an artifact when it is disposed.</summary>
    internal readonly struct Scope(PdfCanvas canvas, bool isArtifact) : IDisposable
    {
        public void Dispose()
        {
            if (isArtifact)
                canvas.EndArtifact();
            else
                canvas.EndTag();
        }
    }
}
