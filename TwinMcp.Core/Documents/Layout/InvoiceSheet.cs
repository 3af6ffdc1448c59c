using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>What all parts of one document share: its data, words and colours, the page flow and the page furniture.</summary>
internal sealed class InvoiceSheet
{
    public const double Margin = 44;
    public const double ContinuedTop = 62;
    const double FirstTop = 32;
    const double PageNumberBaseline = PdfCanvas.PageHeight - 30;

    readonly PdfTextStack identity;
    readonly double footerTop;

    public InvoiceSheet(InvoiceDocument document, PdfCanvas canvas)
    {
        Document = document;
        Texts = DocumentTexts.For(document.Language);
        Theme = new InvoiceTheme(document.Seller);
        identity = new PdfTextStack(PdfCanvas.PageWidth - 2 * Margin)
            .Add(document.Seller.Footer, Theme.Legal, null, 2)
            .Add(IdentityLine(), Theme.Legal with { Face = PdfFace.Medium }, null, 2);
        footerTop = PageNumberBaseline - 12 - identity.Height;
        Flow = new PdfFlow(canvas, Margin, footerTop - 10, StartPage);
    }

    public InvoiceDocument Document { get; }

    public DocumentTexts Texts { get; }

    public InvoiceTheme Theme { get; }

    public PdfFlow Flow { get; }

    public PdfCanvas Canvas => Flow.Canvas;

    /// <summary>The height of a page's body after the first.</summary>
    public double FreshRoom => Flow.Bottom - ContinuedTop;

    public string Title => Texts[Document.Kind == DocumentKind.CreditNote ? DocumentText.CreditNote : DocumentText.Invoice];

    /// <summary>"Facture FA-2026-000417", or "Facture" for a draft.</summary>
    public string TitleAndNumber => Document.Number is { } number ? Title + " " + number : Title;

    public string BrandName => string.IsNullOrWhiteSpace(Document.Seller.BrandName) ? Document.Seller.LegalName : Document.Seller.BrandName;

    /// <summary>The ground of a part: tinted, or between two rules.</summary>
    public void Ground(PdfBox box, Rgb fill, double radius)
    {
        using var _ = Canvas.Artifact();
        if (!Theme.IsRuled)
        {
            Canvas.Fill(box, fill, radius);
            return;
        }
        Canvas.Line(new PdfPoint(box.X, box.Y), new PdfPoint(box.Right, box.Y), Theme.Ink, 0.7);
        Canvas.Line(new PdfPoint(box.X, box.Bottom), new PdfPoint(box.Right, box.Bottom), Theme.Ink, 0.7);
    }

    public void Hairline(double y, double left, double right)
    {
        using (Canvas.Artifact())
            Canvas.Line(new PdfPoint(left, y), new PdfPoint(right, y), Theme.Hair);
    }

    /// <summary>Draws a number on one line, smaller when it would not fit: an amount is never broken.</summary>
    public void Figure(string text, double right, double baseline, in FigureStyle figure)
    {
        var style = figure.Style.To(PdfAlign.Right);
        var natural = style.Measure(PdfText.Line(text));
        if (natural > figure.Width)
            style = style with { Size = style.Size * figure.Width / natural };
        Canvas.Text(right, baseline, text, style);
    }

    /// <summary>The foot of each page, once it is known how many there are.</summary>
    public void DrawFooters()
    {
        var pages = Canvas.Pages.Count;
        for (var i = 0; i < pages; i++)
        {
            Canvas.SelectPage(i);
            Hairline(footerTop - 5, Flow.Left, Flow.Right);
            using var _ = Canvas.Artifact();
            identity.Draw(Canvas, Flow.Left, footerTop);
            var style = Theme.Small with { Size = 7.6 };
            PdfTextBlock.Line(TitleAndNumber, style, Flow.Width - 80).Draw(Canvas, Flow.Left, PageNumberBaseline - 8);
            PdfTextBlock.Line(Texts.Format(DocumentText.Page, i + 1, pages), style with { Face = PdfFace.SemiBold, Align = PdfAlign.Right }, 80)
                .Draw(Canvas, Flow.Right, PageNumberBaseline - 8);
        }
    }

    double StartPage(int index)
    {
        if (MarkText() is { } mark)
            Canvas.Watermark(mark, InvoiceTheme.WatermarkInk);
        using var _ = Canvas.Artifact();
        if (!Theme.IsRuled)
        {
            Canvas.Fill(new PdfBox(0, 0, PdfCanvas.PageWidth, 7), Theme.Secondary);
            Canvas.Fill(new PdfBox(0, 0, PdfCanvas.PageWidth * 0.38, 7), Theme.Primary);
        }
        if (index == 0)
            return FirstTop;
        DrawRunningMark();
        var running = TitleAndNumber + " — " + Document.Buyer.Name;
        PdfTextBlock.Line(BrandName, new PdfTextStyle(PdfFace.Bold, 10, Theme.Ink), 170).Draw(Canvas, Flow.Left + 22, 29.3);
        PdfTextBlock.Line(running, new PdfTextStyle(PdfFace.Medium, 8.2, Theme.Muted, PdfAlign.Right), 300).Draw(Canvas, Flow.Right, 30.6);
        return ContinuedTop;
    }

    void DrawRunningMark()
    {
        if (Document.Seller.Logo is not { } logo)
        {
            BrandMark.Draw(Canvas, new PdfBox(Flow.Left, 28, 16, 16), Theme);
            return;
        }
        var scale = Math.Min(18.0 / logo.Width, 16.0 / logo.Height);
        Canvas.Image(logo, new PdfBox(Flow.Left, 28 + (16 - logo.Height * scale) / 2, logo.Width * scale, logo.Height * scale));
    }

    string? MarkText() => Document.Mark switch
    {
        DocumentMark.None => null,
        DocumentMark.Draft => Texts[DocumentText.MarkDraft],
        DocumentMark.Paid => Texts[DocumentText.MarkPaid],
        DocumentMark.Copy => Texts[DocumentText.MarkCopy],
        DocumentMark.Cancelled => Texts[DocumentText.MarkCancelled],
        _ => throw new ArgumentOutOfRangeException(null, Document.Mark, null),
    };

    string IdentityLine()
    {
        var seller = Document.Seller;
        var siret = seller.Siret is { } number ? Texts.Format(DocumentText.Siret, number) : null;
        var vat = seller.VatId is { } id ? Texts.Format(DocumentText.VatId, id) : null;
        string?[] parts = [seller.LegalName, seller.FormAndCapital, seller.Rcs, siret, vat];
        return string.Join(" — ", parts.Where(p => !string.IsNullOrWhiteSpace(p)));
    }
}

/// <param name="Width">The most that the figure may take.</param>
internal readonly record struct FigureStyle(PdfTextStyle Style, double Width);
