using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>The top of the first page: mark, title and number, both parties, and the strip of dates and references.</summary>
internal sealed class InvoiceHeader(InvoiceSheet sheet)
{
    const double MarkSize = 34;
    const double MetaGap = 22;

    readonly PdfFlow flow = sheet.Flow;
    readonly PdfCanvas canvas = sheet.Canvas;
    readonly DocumentTexts texts = sheet.Texts;
    readonly InvoiceDocument document = sheet.Document;

    public void Draw()
    {
        var top = flow.Y;
        DrawBrand(top);
        var title = DrawTitle(top);
        flow.Y = Math.Max(top + 36 + sheet.Theme.Scaled(22), top + title + sheet.Theme.Scaled(14));
        DrawParties();
        DrawMeta();
    }

    void DrawBrand(double top)
    {
        using (canvas.Tag(PdfTag.Figure, texts.Format(DocumentText.LogoOf, sheet.BrandName)))
        {
            if (document.Seller.Logo is { } logo)
            {
                var scale = Math.Min(170.0 / logo.Width, (MarkSize + 8) / logo.Height);
                canvas.Image(logo, new PdfBox(flow.Left, top - 4, logo.Width * scale, logo.Height * scale));
                return;
            }
            BrandMark.Draw(canvas, new PdfBox(flow.Left, top, MarkSize, MarkSize), sheet.Theme);
        }
        var name = PdfTextBlock.Line(sheet.BrandName, new PdfTextStyle(PdfFace.Bold, 17, sheet.Theme.Ink), 230);
        using (canvas.Tag(PdfTag.P))
            name.Draw(canvas, flow.Left + MarkSize + 10, top + (MarkSize - name.Height) / 2);
    }

    double DrawTitle(double top)
    {
        var number = document.Number is { } n ? texts.Format(DocumentText.NumberLine, n) : texts[DocumentText.Draft];
        var stack = new PdfTextStack(220)
            .Add(sheet.Title, new PdfTextStyle(PdfFace.Bold, 22, sheet.Theme.Ink, PdfAlign.Right), null, 2)
            .Add(number, new PdfTextStyle(PdfFace.SemiBold, 9.6, sheet.Theme.PrimaryText, PdfAlign.Right), null, 3);
        using (canvas.Tag(PdfTag.H1))
            stack.Draw(canvas, flow.Right - stack.Width, top - 6);
        return stack.Height - 6;
    }

    void DrawParties()
    {
        var width = (flow.Width - 24) / 2;
        var (seller, buyer) = (Seller(width), Buyer(width));
        seller.Draw(canvas, flow.Left, flow.Y);
        buyer.Draw(canvas, flow.Left + width + 24, flow.Y);
        flow.Y += Math.Max(seller.Height, buyer.Height) + sheet.Theme.Scaled(12);
    }

    PdfTextStack Seller(double width)
    {
        var seller = document.Seller;
        var stack = new PdfTextStack(width)
            .Add(texts[DocumentText.From], sheet.Theme.Label, PdfTag.H2).Gap(2)
            .Add(seller.LegalName, sheet.Theme.Strong, maxLines: 3);
        foreach (var line in seller.AddressLines.Take(6))
            stack.Add(line, sheet.Theme.Body, maxLines: 2);
        return stack.Gap(2)
            .Add(Joined(Labelled(DocumentText.Siren, seller.Siren), Labelled(DocumentText.VatId, seller.VatId)), sheet.Theme.Small, maxLines: 2)
            .Add(Joined(seller.Email, Labelled(DocumentText.Phone, seller.Phone)), sheet.Theme.Small, maxLines: 2);
    }

    PdfTextStack Buyer(double width)
    {
        var buyer = document.Buyer;
        var stack = new PdfTextStack(width)
            .Add(texts[DocumentText.BilledTo], sheet.Theme.Label, PdfTag.H2).Gap(2)
            .Add(buyer.Name, sheet.Theme.Strong, maxLines: 3)
            .Add(buyer.ContactLine, sheet.Theme.Body, maxLines: 2);
        foreach (var line in buyer.AddressLines.Take(6))
            stack.Add(line, sheet.Theme.Body, maxLines: 2);
        stack.Gap(2);
        if (buyer.IsCompany)
            stack.Add(Joined(Labelled(DocumentText.Siren, buyer.Siren), Labelled(DocumentText.VatId, buyer.VatId)), sheet.Theme.Small, maxLines: 2);
        stack.Add(buyer.Email, sheet.Theme.Small, maxLines: 2);
        if (buyer.DeliveryLines.Count > 0)
            stack.Gap(5).Add(texts[DocumentText.DeliveredTo], sheet.Theme.Label, PdfTag.H2);
        foreach (var line in buyer.DeliveryLines.Take(6))
            stack.Add(line, sheet.Theme.Body, maxLines: 2);
        return stack;
    }

    /// <summary>Label over value, side by side, in as many rows as the texts need.</summary>
    void DrawMeta()
    {
        var rows = new List<List<PdfTextStack>> { new() };
        var used = 0.0;
        foreach (var (label, value) in Meta())
        {
            var stack = MetaItem(label, value);
            if (used > 0 && used + stack.Width > flow.Width - 20)
            {
                rows.Add([]);
                used = 0;
            }
            rows[^1].Add(stack);
            used += stack.Width + MetaGap;
        }
        var heights = rows.Select(r => r.Max(s => s.Height)).ToList();
        var height = heights.Sum() + 8 * (rows.Count - 1) + 16;
        sheet.Ground(new PdfBox(flow.Left, flow.Y, flow.Width, height), sheet.Theme.Panel, 4);
        var y = flow.Y + 8;
        for (var i = 0; i < rows.Count; i++)
        {
            DrawMetaRow(rows[i], y);
            y += heights[i] + 8;
        }
        flow.Y += height + sheet.Theme.Scaled(14);
    }

    void DrawMetaRow(List<PdfTextStack> row, double top)
    {
        var free = flow.Width - 20 - row.Sum(s => s.Width) - MetaGap * (row.Count - 1);
        var step = MetaGap + (row.Count > 2 ? Math.Min(34, free / (row.Count - 1)) : 0);
        var x = flow.Left + 10;
        foreach (var item in row)
        {
            item.Draw(canvas, x, top);
            x += item.Width + step;
        }
    }

    PdfTextStack MetaItem(string label, string value)
    {
        var style = sheet.Theme.BodyMedium with { Size = sheet.Theme.Scaled(9) };
        var natural = Math.Max(
            PdfTextBlock.Line(label, sheet.Theme.Label, double.MaxValue).NaturalWidth,
            PdfTextBlock.Line(value, style, double.MaxValue).NaturalWidth);
        return new PdfTextStack(Math.Min(natural + 0.5, 190)).Add(label, sheet.Theme.Label, maxLines: 1).Add(value, style, maxLines: 3);
    }

    IEnumerable<(string Label, string Value)> Meta()
    {
        (DocumentText Label, string? Value)[] all =
        [
            (DocumentText.IssueDate, document.IssueDate is { } issued ? texts.Date(issued) : "–"),
            (DocumentText.DueDate, document.DueDate is { } due ? texts.Date(due) : null),
            (DocumentText.Period, Period()),
            (DocumentText.Operation, document.OperationCategory),
            (DocumentText.PurchaseOrder, document.PurchaseOrder),
            (DocumentText.BuyerReference, document.BuyerReference),
            (DocumentText.PrecedingInvoice, document.PrecedingInvoice),
        ];
        return all.Where(i => !string.IsNullOrWhiteSpace(i.Value)).Select(i => (texts[i.Label], i.Value!));
    }

    string? Period() => (document.PeriodStart, document.PeriodEnd) switch
    {
        ({ } start, { } end) => texts.Date(start) + " – " + texts.Date(end),
        ({ } start, null) => texts.Date(start),
        (null, { } end) => texts.Date(end),
        (null, null) => null,
    };

    string? Labelled(DocumentText label, string? value) => string.IsNullOrWhiteSpace(value) ? null : texts.Format(label, value);

    static string Joined(params string?[] parts) => string.Join("   ·   ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
}
