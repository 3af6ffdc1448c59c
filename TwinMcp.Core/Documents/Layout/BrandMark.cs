using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>The product's mark, three rising bars in a rounded square, in the seller's colour: for sellers without a logo.</summary>
internal static class BrandMark
{
    public static void Draw(PdfCanvas canvas, PdfBox box, InvoiceTheme theme)
    {
        canvas.Fill(box, theme.Primary, box.Width * 0.24);
        for (var i = 0; i < 3; i++)
        {
            var height = 0.28 + 0.14 * i;
            var bar = new PdfBox(
                box.X + box.Width * (0.22 + 0.22 * i), box.Y + box.Height * (0.78 - height), box.Width * 0.12, box.Height * height);
            canvas.Fill(bar, theme.OnPrimary, box.Width * 0.035);
        }
    }
}
