using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>VAT by rate on the left, the totals on the right; under each other when there is too much for one page.</summary>
internal sealed class InvoiceTotals
{
    const double BoxWidth = 230;
    const double RowHeight = 18;
    const double DueHeight = 32;
    const double PadX = 10;
    const double GapBefore = 12;
    const double GapAfter = 11;

    readonly InvoiceSheet sheet;
    readonly PdfFlow flow;
    readonly InvoiceVatTable vat;
    readonly List<(PdfTextBlock Label, string Amount, bool Strong)> rows = [];

    public InvoiceTotals(InvoiceSheet sheet)
    {
        this.sheet = sheet;
        flow = sheet.Flow;
        vat = new InvoiceVatTable(sheet, flow.Width - BoxWidth - 34);
        AddRows(sheet.Document.Totals);
    }

    public double Height => GapBefore + Math.Max(vat.Height, BoxHeight) + GapAfter;

    double BoxHeight => rows.Sum(HeightOf) + 3 + DueHeight;

    public void Draw()
    {
        flow.Y += GapBefore;
        var sideBySide = Math.Max(vat.Height, BoxHeight) <= sheet.FreshRoom;
        if (sideBySide)
            flow.Ensure(Math.Max(vat.Height, BoxHeight));
        var top = flow.Y;
        vat.Draw();
        var vatBottom = flow.Y;
        flow.Y = sideBySide ? top : flow.Y + GapBefore;
        DrawBox();
        flow.Y = (sideBySide ? Math.Max(flow.Y, vatBottom) : flow.Y) + GapAfter;
    }

    void AddRows(DocumentTotals totals)
    {
        var texts = sheet.Texts;
        if (sheet.Document.Adjustments.Count > 0 || totals.Lines != totals.Net)
            Add(texts[DocumentText.TotalLines], totals.Lines);
        foreach (var adjustment in sheet.Document.Adjustments)
            Add(adjustment.Label, adjustment.Amount);
        Add(texts[DocumentText.TotalNet], totals.Net);
        Add(texts[DocumentText.TotalVat], totals.Tax);
        if (totals.TaxInAccountingCurrency is { } tax)
            AddText(texts.Format(DocumentText.TotalVatIn, tax.Currency.Code), texts.Amount(tax.Amount, tax.Currency), strong: false);
        Add(texts[DocumentText.TotalGross], totals.Gross, strong: true);
        if (totals.Prepaid != 0)
            Add(texts[DocumentText.Prepaid], -totals.Prepaid);
        if (totals.Rounding != 0)
            Add(texts[DocumentText.Rounding], totals.Rounding);
    }

    void Add(string label, decimal amount, bool strong = false) => AddText(label, sheet.Texts.Amount(amount, sheet.Document.Currency), strong);

    void AddText(string label, string amount, bool strong)
    {
        var style = new PdfTextStyle(strong ? PdfFace.SemiBold : PdfFace.Regular, 9, strong ? sheet.Theme.Ink : sheet.Theme.Muted);
        rows.Add((PdfTextBlock.Wrap(label, style, BoxWidth - 2 * PadX - 100, 3), amount, strong));
    }

    static double HeightOf((PdfTextBlock Label, string Amount, bool Strong) row) => row.Label.Height - row.Label.LineHeight + RowHeight;

    void DrawBox()
    {
        using var table = sheet.Canvas.Tag(PdfTag.Table);
        using var body = sheet.Canvas.Tag(PdfTag.TBody);
        for (var i = 0; i < rows.Count; i++)
        {
            flow.Ensure(HeightOf(rows[i]) + (i == rows.Count - 1 ? 3 + DueHeight : 0));
            DrawRow(rows[i], hairline: i < rows.Count - 1);
        }
        flow.Y += 3;
        DrawDue();
    }

    void DrawRow((PdfTextBlock Label, string Amount, bool Strong) row, bool hairline)
    {
        var (left, height) = (flow.Right - BoxWidth, HeightOf(row));
        var style = new PdfTextStyle(row.Strong ? PdfFace.SemiBold : PdfFace.Regular, row.Strong ? 9.2 : 9, sheet.Theme.Ink);
        using (sheet.Canvas.Tag(PdfTag.TR))
        {
            using (sheet.Canvas.Tag(PdfTag.RowHeader))
                row.Label.Draw(sheet.Canvas, left + PadX, flow.Y + (RowHeight - row.Label.LineHeight) / 2);
            using (sheet.Canvas.Tag(PdfTag.TD))
                sheet.Figure(row.Amount, flow.Right - PadX, flow.Y + 12.2, new FigureStyle(style, 130));
        }
        flow.Y += height;
        if (hairline)
            sheet.Hairline(flow.Y, left, flow.Right);
    }

    void DrawDue()
    {
        var left = flow.Right - BoxWidth;
        sheet.Ground(new PdfBox(left, flow.Y, BoxWidth, DueHeight), sheet.Theme.Secondary, 4);
        var credit = sheet.Document.Kind == DocumentKind.CreditNote;
        var label = sheet.Texts[credit ? DocumentText.AmountCredited : DocumentText.AmountDue];
        using (sheet.Canvas.Tag(PdfTag.TR))
        {
            using (sheet.Canvas.Tag(PdfTag.RowHeader))
                sheet.Canvas.Text(left + PadX, flow.Y + 19.8, label, new PdfTextStyle(PdfFace.SemiBold, 10, sheet.Theme.OnSecondary));
            using (sheet.Canvas.Tag(PdfTag.TD))
                sheet.Figure(
                    sheet.Texts.Amount(sheet.Document.Totals.Due, sheet.Document.Currency), flow.Right - PadX, flow.Y + 21,
                    new FigureStyle(new PdfTextStyle(PdfFace.Bold, 14, sheet.Theme.OnSecondary), credit ? 110 : 138));
        }
        flow.Y += DueHeight;
    }
}
