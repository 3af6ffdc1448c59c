using TwinMcp.Core.Documents.Layout;
using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents;

/// <summary>An invoice or credit note as a PDF/A-3a and PDF/UA-1 file. Pure: the same document gives the same bytes.</summary>
public static class InvoicePdf
{
    public static byte[] Render(InvoiceDocument document) => Render(document, null, null);

    /// <param name="attachment">Travels inside the file: the Factur-X XML.</param>
    /// <param name="schema">XMP properties that announce it (fx:DocumentType ...).</param>
    public static byte[] Render(InvoiceDocument document, PdfAttachment? attachment, XmpSchema? schema)
    {
        using var canvas = new PdfCanvas();
        var sheet = new InvoiceSheet(document, canvas);
        sheet.Flow.NewPage();
        new InvoiceHeader(sheet).Draw();

        var (totals, payment, notes) = (new InvoiceTotals(sheet), new InvoicePayment(sheet), new InvoiceNotes(sheet));
        var withPayment = totals.Height + payment.Height;
        new InvoiceLineTable(sheet).Draw([withPayment + notes.Height, withPayment, totals.Height]);
        totals.Draw();
        payment.Draw();
        notes.Draw();
        sheet.DrawFooters();

        return PdfFile.Save(canvas, new PdfMetadata
        {
            Title = sheet.TitleAndNumber,
            Author = document.Seller.LegalName,
            Subject = sheet.TitleAndNumber + " — " + document.Buyer.Name,
            Language = sheet.Texts.Language,
            Created = CreatedOn(document).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            Attachments = attachment is null ? [] : [attachment],
            Schemas = schema is null ? [] : [schema],
        });
    }

    /// <summary>A date of the document's own: a clock would make two renderings differ.</summary>
    static DateOnly CreatedOn(InvoiceDocument document) =>
        document.IssueDate ?? document.PeriodEnd ?? document.PeriodStart ?? new DateOnly(2000, 1, 1);
}
