using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>Taxable amount and tax by category and rate, with the reason where there is none.</summary>
internal sealed class InvoiceVatTable
{
    const double HeaderHeight = 20;
    const double RowHeight = 18;
    const double PadX = 6;

    readonly InvoiceSheet sheet;
    readonly PdfFlow flow;
    readonly PdfCanvas canvas;
    readonly double width;
    readonly List<(DocumentVatGroup Group, PdfTextStack Reason)> rows;
    readonly PdfTextStack note;

    public InvoiceVatTable(InvoiceSheet sheet, double width)
    {
        this.sheet = sheet;
        (flow, canvas) = (sheet.Flow, sheet.Canvas);
        this.width = width;
        rows = [.. sheet.Document.VatGroups.Select(g => (g, new PdfTextStack(width - 2 * PadX).Add(g.Reason, sheet.Theme.Small, null, 12)))];
        note = new PdfTextStack(width - 2 * PadX)
            .Add(sheet.Texts.Format(DocumentText.AmountsIn, sheet.Document.Currency.Code), sheet.Theme.Small);
    }

    public double Height => HeaderHeight + rows.Sum(r => HeightOf(r.Reason)) + 5 + note.Height;

    double FirstWidth => width * 0.34;

    double FigureWidth => width * 0.33;

    public void Draw()
    {
        flow.Ensure(HeaderHeight + RowHeight);
        using (canvas.Tag(PdfTag.Table))
        {
            DrawHeader();
            using var body = canvas.Tag(PdfTag.TBody);
            foreach (var (group, reason) in rows)
            {
                flow.Ensure(HeightOf(reason));
                DrawRow(group, reason);
            }
        }
        flow.Ensure(5 + note.Height);
        note.Draw(canvas, flow.Left + PadX, flow.Y + 5);
        flow.Y += 5 + note.Height;
    }

    static double HeightOf(PdfTextStack reason) => RowHeight + (reason.Height > 0 ? reason.Height + 3 : 0);

    void DrawHeader()
    {
        sheet.Ground(new PdfBox(flow.Left, flow.Y, width, HeaderHeight), sheet.Theme.HeadFill, 3);
        using (canvas.Tag(PdfTag.THead))
        using (canvas.Tag(PdfTag.TR))
        {
            DrawTitle(DocumentText.VatRate, flow.Left + PadX, PdfAlign.Left);
            DrawTitle(DocumentText.VatTaxable, flow.Left + FirstWidth + FigureWidth - PadX, PdfAlign.Right);
            DrawTitle(DocumentText.VatAmount, flow.Left + width - PadX, PdfAlign.Right);
        }
        flow.Y += HeaderHeight;
    }

    void DrawTitle(DocumentText title, double x, PdfAlign align)
    {
        using (canvas.Tag(PdfTag.ColumnHeader))
            canvas.Text(x, flow.Y + 13, sheet.Texts[title], sheet.Theme.TableHead.To(align));
    }

    void DrawRow(DocumentVatGroup group, PdfTextStack reason)
    {
        var figure = new FigureStyle(sheet.Theme.Body, FigureWidth - 2 * PadX);
        using (canvas.Tag(PdfTag.TR))
        {
            // the reason is read with the rate that it explains, and keeps the table's rows regular (PDF/UA)
            using (canvas.Tag(PdfTag.TD))
            {
                PdfTextBlock.Line(RateText(group), sheet.Theme.Body, FirstWidth - PadX).Draw(canvas, flow.Left + PadX, flow.Y + 3.4);
                reason.Draw(canvas, flow.Left + PadX, flow.Y + RowHeight - 1.5);
            }
            using (canvas.Tag(PdfTag.TD))
                sheet.Figure(sheet.Texts.Number(group.Taxable, sheet.Document.Currency), flow.Left + FirstWidth + FigureWidth - PadX, flow.Y + 12.4, figure);
            using (canvas.Tag(PdfTag.TD))
                sheet.Figure(sheet.Texts.Number(group.Tax, sheet.Document.Currency), flow.Left + width - PadX, flow.Y + 12.4, figure);
        }
        flow.Y += HeightOf(reason);
        sheet.Hairline(flow.Y, flow.Left, flow.Left + width);
    }

    string RateText(DocumentVatGroup group) => group.Category switch
    {
        "E" => sheet.Texts[DocumentText.CategoryExempt],
        "AE" => sheet.Texts[DocumentText.CategoryReverseCharge],
        "K" => sheet.Texts[DocumentText.CategoryIntraCommunity],
        "G" => sheet.Texts[DocumentText.CategoryExport],
        "O" => sheet.Texts[DocumentText.CategoryOutOfScope],
        _ => sheet.Texts.Percent(group.Rate ?? 0m),
    };
}
