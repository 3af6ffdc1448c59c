namespace TwinMcp.Core.Documents.Pdf;

/// <summary>The place where the next thing is drawn, from page to page.</summary>
/// <param name="startPage">Draws a new page's furniture and says where its content begins.</param>
internal sealed class PdfFlow(PdfCanvas canvas, double margin, double bottom, Func<int, double> startPage)
{
    public PdfCanvas Canvas { get; } = canvas;

    public double Left { get; } = margin;

    public double Right { get; } = PdfCanvas.PageWidth - margin;

    public double Bottom { get; } = bottom;

    public double Width => Right - Left;

    public double Y { get; set; }

    /// <summary>What is left of this page.</summary>
    public double Room => Bottom - Y;

    public void NewPage()
    {
        Canvas.NewPage();
        Y = startPage(Canvas.CurrentPage);
    }

    /// <summary>Goes to a new page when the height does not fit any more. True when it did.</summary>
    public bool Ensure(double height)
    {
        if (height <= Room)
            return false;
        NewPage();
        return true;
    }
}
