using System.Security.Cryptography;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.EInvoicing;

namespace TwinMcp.Core.Invoicing;

/// <summary>The legal original of an issued invoice: the XML and the PDF that carries it, made once, stored with their hashes, never made again. Pure.</summary>
static class InvoiceOriginal
{
    /// <param name="invoice">With its number and dates, lines, adjustments and VAT groups.</param>
    public static StoredDocument Of(Invoice invoice, Party seller, Party buyer, DateTimeOffset now)
    {
        var xml = CiiWriter.Write(ElectronicInvoiceBuilder.Build(invoice, seller, buyer));
        var pdf = InvoicePdf.Render(InvoiceDocumentBuilder.Build(invoice, seller, buyer), FacturX.Attachment(xml), FacturX.Schema);
        return new StoredDocument
        {
            UserId = invoice.UserId,
            InvoiceId = invoice.Id,
            Content = pdf,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf)),
            Xml = xml,
            XmlSha256 = Convert.ToHexStringLower(SHA256.HashData(xml)),
            CreatedAt = now,
        };
    }
}
