namespace TwinMcp.Core.Documents.Pdf;

/// <summary>One page's content stream and what is known of its graphics state, so that nothing is set twice.</summary>
internal sealed class PdfPage : IDisposable
{
    const double Curve = 0.5523; // control point of a quarter circle

    Rgb? fill;
    (int Index, double Size)? font;

    public PdfBuffer Content { get; } = new();

    /// <summary>Marked content number -> element.</summary>
    public List<PdfTagNode> MarkedContent { get; } = [];

    public void Fill(Rgb color)
    {
        if (fill == color)
            return;
        fill = color;
        Content.Numbers(color.R / 255.0, color.G / 255.0, color.B / 255.0).Raw("rg\n"u8);
    }

    /// <param name="index">In the canvas's list of fonts.</param>
    public void Font(int index, double size)
    {
        if (font == (index, size))
            return;
        font = (index, size);
        Content.Raw("/F"u8).Int(index).Raw(" "u8).Number(size).Raw(" Tf "u8);
    }

    public void Rectangle(PdfBox box, double radius)
    {
        var (left, right, top, bottom) = (box.X, box.Right, PdfCanvas.PageHeight - box.Y, PdfCanvas.PageHeight - box.Bottom);
        if (radius <= 0)
        {
            Content.Numbers(left, bottom, box.Width, box.Height).Raw("re f\n"u8);
            return;
        }
        var (r, k) = (radius, radius * Curve);
        Content.Numbers(left + r, top).Raw("m "u8).Numbers(right - r, top).Raw("l "u8);
        Content.Numbers(right - r + k, top, right, top - r + k, right, top - r).Raw("c "u8).Numbers(right, bottom + r).Raw("l "u8);
        Content.Numbers(right, bottom + r - k, right - r + k, bottom, right - r, bottom).Raw("c "u8).Numbers(left + r, bottom).Raw("l "u8);
        Content.Numbers(left + r - k, bottom, left, bottom + r - k, left, bottom + r).Raw("c "u8).Numbers(left, top - r).Raw("l "u8);
        Content.Numbers(left, top - r + k, left + r - k, top, left + r, top).Raw("c f\n"u8);
    }

    public void Dispose() => Content.Dispose();
}
