using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>One line as texts: the description with what stands under it, and a cell for each further column.</summary>
internal sealed record InvoiceLineRow(PdfTextStack Description, IReadOnlyList<string> Cells)
{
    public required PdfTextBlock Unit { get; init; }

    /// <summary>"par 1 000 000", under the price.</summary>
    public string? PriceBase { get; init; }

    public required double Height { get; init; }
}

/// <summary>The columns of the line table, as wide as their widest figure; the description takes the rest.</summary>
internal sealed class InvoiceLineColumns
{
    public const double PadX = 6;
    const int Unit = 1, Price = 2, Net = 4; // after the description: quantity, unit, price, VAT, net
    const double BaselineShare = 1.035; // of the type size: the first baseline under the padding

    static readonly (DocumentText Title, PdfAlign Align, double Least, double Most)[] Columns =
    [
        (DocumentText.Quantity, PdfAlign.Right, 48, 84),
        (DocumentText.Unit, PdfAlign.Left, 40, 82),
        (DocumentText.UnitPrice, PdfAlign.Right, 54, 92),
        (DocumentText.Vat, PdfAlign.Right, 38, 46),
        (DocumentText.LineTotal, PdfAlign.Right, 62, 104),
    ];

    readonly InvoiceSheet sheet;
    readonly double[] widths;
    readonly double left;

    public InvoiceLineColumns(InvoiceSheet sheet)
    {
        this.sheet = sheet;
        left = sheet.Flow.Left;
        widths = [.. Columns.Select(c => Math.Clamp(Natural(sheet.Texts[c.Title], sheet.Theme.TableHead), c.Least, c.Most))];
        foreach (var line in sheet.Document.Lines)
        {
            var cells = Cells(line);
            for (var i = 0; i < cells.Length; i++)
                widths[i] = Math.Clamp(Natural(cells[i], i == Net ? sheet.Theme.BodyMedium : sheet.Theme.Body), widths[i], Columns[i].Most);
            if (PriceBase(line) is { } priceBase)
                widths[Price] = Math.Clamp(Natural(priceBase, sheet.Theme.Small), widths[Price], Columns[Price].Most);
        }
        if (sheet.Document.Lines.All(l => string.IsNullOrWhiteSpace(l.Unit)))
            widths[Unit] = 0;
        DescriptionWidth = sheet.Flow.Width - widths.Sum();
    }

    /// <summary>Above and below the texts of a row.</summary>
    public double PadY => sheet.Theme.Layout == DocumentLayout.Compact ? 2.4 : 4.8;

    double FirstBaseline => sheet.Theme.Body.Size * BaselineShare;

    public double NetWidth => widths[Net];

    double DescriptionWidth { get; }

    public InvoiceLineRow Row(DocumentLine line)
    {
        var description = new PdfTextStack(DescriptionWidth - 2 * PadX)
            .Add(string.IsNullOrWhiteSpace(line.Description) ? "–" : line.Description, sheet.Theme.Body, null)
            .Add(line.Detail, sheet.Theme.Small, null);
        foreach (var adjustment in line.Adjustments)
            description.Add(AdjustmentText(adjustment), sheet.Theme.Small, null);
        var cells = Cells(line);
        var unit = PdfTextBlock.Wrap(cells[Unit], sheet.Theme.Body, Math.Max(widths[Unit], Columns[Unit].Least) - 2 * PadX, 3);
        var priceBase = PriceBase(line);
        var price = unit.LineHeight + (priceBase is null ? 0 : sheet.Theme.Small.Size * 1.35);
        return new InvoiceLineRow(description, cells)
        {
            Unit = unit,
            PriceBase = priceBase,
            Height = Math.Max(Math.Max(description.Height, unit.Height), price) + 2 * PadY,
        };
    }

    public void DrawTitles(double baseline, bool tagged)
    {
        DrawTitle(DocumentText.Description, left + PadX, baseline, (PdfAlign.Left, tagged));
        var x = left + DescriptionWidth;
        for (var i = 0; i < Columns.Length; i++)
        {
            if (widths[i] > 0)
                DrawTitle(Columns[i].Title, Columns[i].Align == PdfAlign.Right ? x + widths[i] - PadX : x + PadX, baseline, (Columns[i].Align, tagged));
            x += widths[i];
        }
    }

    /// <summary>Every cell of a row but the description.</summary>
    public void DrawFigures(InvoiceLineRow row, double top)
    {
        var x = left + DescriptionWidth;
        for (var i = 0; i < Columns.Length; i++)
        {
            if (widths[i] > 0)
                using (sheet.Canvas.Tag(PdfTag.TD))
                    DrawCell(row, i, x, top + PadY + FirstBaseline);
            x += widths[i];
        }
    }

    void DrawCell(InvoiceLineRow row, int column, double x, double baseline)
    {
        var room = widths[column] - 2 * PadX;
        if (column == Unit)
        {
            row.Unit.Draw(sheet.Canvas, x + PadX, baseline - FirstBaseline);
            return;
        }
        var style = column == Net ? sheet.Theme.BodyMedium : sheet.Theme.Body;
        sheet.Figure(row.Cells[column], x + widths[column] - PadX, baseline, new FigureStyle(style, room));
        if (column == Price && row.PriceBase is { } priceBase)
            sheet.Figure(priceBase, x + widths[column] - PadX, baseline + sheet.Theme.Scaled(10.6), new FigureStyle(sheet.Theme.Small, room));
    }

    void DrawTitle(DocumentText title, double x, double baseline, (PdfAlign Align, bool Tagged) how)
    {
        var style = sheet.Theme.TableHead.To(how.Align);
        if (!how.Tagged)
        {
            sheet.Canvas.Text(x, baseline, sheet.Texts[title], style);
            return;
        }
        using (sheet.Canvas.Tag(PdfTag.ColumnHeader))
            sheet.Canvas.Text(x, baseline, sheet.Texts[title], style);
    }

    string[] Cells(DocumentLine line) =>
    [
        sheet.Texts.Quantity(line.Quantity),
        line.Unit ?? "",
        sheet.Texts.Price(line.UnitPrice, sheet.Document.Currency),
        line.VatRate is { } rate ? sheet.Texts.Percent(rate) : "–",
        sheet.Texts.Number(line.Net, sheet.Document.Currency),
    ];

    string AdjustmentText(DocumentAdjustment adjustment) => sheet.Texts.Format(
        DocumentText.AdjustmentLine, adjustment.Label, sheet.Texts.Amount(adjustment.Amount, sheet.Document.Currency));

    string? PriceBase(DocumentLine line) =>
        line.BaseQuantity == 1m ? null : sheet.Texts.Format(DocumentText.PerBaseQuantity, sheet.Texts.Quantity(line.BaseQuantity));

    static double Natural(string text, in PdfTextStyle style) => style.Measure(PdfText.Line(text)) + 2 * PadX + 0.5;
}
