using System.Security.Cryptography;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Invoicing;

/// <summary>The legal original of an issued invoice: made once, stored with its hash, never made again. Pure.</summary>
static class InvoiceOriginal
{
    /// <param name="invoice">With its number and dates, lines, adjustments and VAT groups.</param>
    public static StoredDocument Of(Invoice invoice, Party seller, Party buyer, PdfImage? logo, DateTimeOffset now)
    {
        var pdf = InvoicePdf.Render(InvoiceDocumentBuilder.Build(invoice, seller, buyer, logo));
        return new StoredDocument
        {
            UserId = invoice.UserId,
            InvoiceId = invoice.Id,
            Content = pdf,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)),
            CreatedAt = now,
        };
    }
}
