using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>The legal mentions: at the foot of the last page when they fit there, else on from line to line.</summary>
internal sealed class InvoiceNotes
{
    const double Gap = 2;

    readonly InvoiceSheet sheet;
    readonly List<PdfTextBlock> paragraphs;

    public InvoiceNotes(InvoiceSheet sheet)
    {
        this.sheet = sheet;
        paragraphs = [.. sheet.Document.Notes.Where(n => !string.IsNullOrWhiteSpace(n))
            .Select(n => PdfTextBlock.Wrap(n, sheet.Theme.Legal, sheet.Flow.Width))];
    }

    public double Height => paragraphs.Sum(p => p.Height + Gap);

    public void Draw()
    {
        var flow = sheet.Flow;
        if (Height <= flow.Room)
            flow.Y = flow.Bottom - Height;
        foreach (var paragraph in paragraphs)
        {
            using (sheet.Canvas.Tag(PdfTag.P))
                for (var line = 0; line < paragraph.Lines.Count; line++)
                {
                    flow.Ensure(paragraph.LineHeight);
                    paragraph.DrawLine(sheet.Canvas, line, flow.Left, flow.Y);
                    flow.Y += paragraph.LineHeight;
                }
            flow.Y += Gap;
        }
    }
}
