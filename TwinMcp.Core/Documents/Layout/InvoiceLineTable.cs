using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>
/// The lines over as many pages as they need: the header on each page, rows kept whole (only one taller than a page is
/// split), and the carry-over of what stands above at each break.
/// </summary>
internal sealed class InvoiceLineTable(InvoiceSheet sheet)
{
    const double HeaderHeight = 20;
    const double CarryHeight = 20;
    const int Together = 3; // the last rows go to the next page with the totals: one alone would look lost there

    readonly PdfFlow flow = sheet.Flow;
    readonly PdfCanvas canvas = sheet.Canvas;
    readonly InvoiceLineColumns columns = new(sheet);
    decimal carried;

    /// <param name="tails">
    /// Heights of what follows the table, the fullest first: the last row goes to the next page with the most that fits
    /// there, so that the totals never stand alone on a page.
    /// </param>
    public void Draw(IReadOnlyList<double> tails)
    {
        if (flow.Room < HeaderHeight + CarryHeight + 60)
            flow.NewPage();
        using var table = canvas.Tag(PdfTag.Table);
        using (canvas.Tag(PdfTag.THead))
        using (canvas.Tag(PdfTag.TR))
            DrawHeader(repeated: false);
        using var body = canvas.Tag(PdfTag.TBody);
        var lines = sheet.Document.Lines;
        for (var i = 0; i < lines.Count; i++)
        {
            var row = columns.Row(lines[i]);
            var carry = i < lines.Count - 1 ? CarryHeight : 0;
            var reserve = i < lines.Count - 1 ? carry : Reserve(row.Height, tails);
            if (i > 0 && i == lines.Count - Together && MustMoveTogether(tails))
                Break();
            else if (i > 0 && row.Height + reserve > flow.Room && (row.Height <= TableRoom || flow.Room < 80))
                Break();
            carried += lines[i].Net;
            DrawRow(row, carry);
        }
    }

    bool MustMoveTogether(IReadOnlyList<double> tails)
    {
        var height = sheet.Document.Lines.Skip(sheet.Document.Lines.Count - Together).Sum(l => columns.Row(l).Height);
        return height + Reserve(height, tails) > flow.Room && height <= TableRoom;
    }

    double TableRoom => sheet.FreshRoom - HeaderHeight - 2 * CarryHeight;

    double Reserve(double row, IReadOnlyList<double> tails) => tails.FirstOrDefault(tail => row + tail <= TableRoom);

    void DrawRow(InvoiceLineRow row, double carry)
    {
        using var element = canvas.Tag(PdfTag.TR);
        var (page, top) = (canvas.CurrentPage, flow.Y);
        using (canvas.Tag(PdfTag.TD))
            DrawDescription(row, carry);
        var (lastPage, bottom) = (canvas.CurrentPage, flow.Y);
        if (lastPage != page)
            canvas.SelectPage(page);
        columns.DrawFigures(row, top);
        if (lastPage != page)
            canvas.SelectPage(lastPage);
        flow.Y = lastPage == page ? top + row.Height : bottom + columns.PadY;
        sheet.Hairline(flow.Y, flow.Left, flow.Right);
    }

    /// <summary>Whole when it fits together with the carry-over that must follow it, else split from page to page.</summary>
    void DrawDescription(InvoiceLineRow row, double carry)
    {
        var x = flow.Left + InvoiceLineColumns.PadX;
        var shift = flow.Y + columns.PadY;
        var bottom = row.Height + carry > flow.Room ? flow.Bottom - CarryHeight : flow.Bottom;
        foreach (var (block, line, top) in row.Description.Lines())
        {
            if (shift + top + block.LineHeight > bottom)
            {
                Break();
                bottom = flow.Bottom - CarryHeight;
                shift = flow.Y + columns.PadY - top;
            }
            block.DrawLine(canvas, line, x, shift + top);
            flow.Y = shift + top + block.LineHeight;
        }
    }

    void Break()
    {
        DrawCarry(DocumentText.CarriedForward);
        flow.NewPage();
        DrawHeader(repeated: true);
        DrawCarry(DocumentText.BroughtForward);
        sheet.Hairline(flow.Y, flow.Left, flow.Right);
    }

    void DrawCarry(DocumentText label)
    {
        var currency = sheet.Document.Currency;
        var baseline = flow.Y + 13;
        using (canvas.Artifact())
        {
            var style = new PdfTextStyle(PdfFace.Medium, 7.8, sheet.Theme.Muted, PdfAlign.Right);
            canvas.Text(flow.Right - columns.NetWidth - InvoiceLineColumns.PadX, baseline, sheet.Texts.Format(label, currency.Code), style);
            sheet.Figure(
                sheet.Texts.Number(carried, currency), flow.Right - InvoiceLineColumns.PadX, baseline,
                new FigureStyle(new PdfTextStyle(PdfFace.SemiBold, 8.4, sheet.Theme.Ink), columns.NetWidth));
        }
        flow.Y += CarryHeight;
    }

    /// <summary>On later pages it is page furniture: a screen reader has it once.</summary>
    void DrawHeader(bool repeated)
    {
        sheet.Ground(new PdfBox(flow.Left, flow.Y, flow.Width, HeaderHeight), sheet.Theme.HeadFill, 3);
        if (repeated)
            using (canvas.Artifact())
                columns.DrawTitles(flow.Y + 13, tagged: false);
        else
            columns.DrawTitles(flow.Y + 13, tagged: true);
        flow.Y += HeaderHeight;
    }
}
