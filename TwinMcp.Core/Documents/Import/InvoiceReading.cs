using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.Import;

/// <summary>Reads a stranger's electronic invoice: a hybrid PDF, or CII or UBL as XML.</summary>
public static class InvoiceReading
{
    /// <summary>Refused (field <c>body</c>) is what is not such a document, with the place of what is wrong.</summary>
    public static Result<ImportedInvoice> Pdf(byte[] file) => Reading(file, PdfAttachmentReading.Xml);

    /// <inheritdoc cref="Pdf"/>
    public static Result<ImportedInvoice> Xml(byte[] file) => Reading(file, f => f);

    static Result<ImportedInvoice> Reading(byte[] file, Func<byte[], ReadOnlyMemory<byte>> xmlOf)
    {
        try
        {
            if (file.Length > ImportLimits.FileBytes)
                return Refuse($"At most {ImportLimits.FileBytes / (1024 * 1024)} MB.");
            return Checked(Document(ImportXml.Load(xmlOf(file))));
        }
        catch (XmlException e)
        {
            // our words: the parser's quote the file
            return Refuse(string.Create(CultureInfo.InvariantCulture, $"Not well-formed XML without a DTD (line {e.LineNumber})."));
        }
        catch (ImportException e)
        {
            return Refuse(e.Message);
        }
    }

    static ImportedInvoice Document(XElement root)
    {
        if (root.Name == CiiImport.Root + "CrossIndustryInvoice")
            return CiiImport.Read(root);
        if (root.Name == UblImport.Invoices + "Invoice" || root.Name == UblImport.CreditNotes + "CreditNote")
            return UblImport.Read(root);
        throw new ImportException("The root is not a CII CrossIndustryInvoice, a UBL Invoice or a UBL CreditNote.");
    }

    static ImportedInvoice Checked(ImportedInvoice invoice)
    {
        if (invoice.Lines.Count == 0)
            throw new ImportException("No lines are in it (a Factur-X profile below BASIC has none): nothing can be computed.");
        if (invoice.Lines.FirstOrDefault(l => l.BaseQuantity < ImportLimits.BaseQuantity) is { } line)
            throw new ImportException($"Line {line.Id}: the base quantity is at least {ImportLimits.BaseQuantity.ToString(CultureInfo.InvariantCulture)}.");
        return invoice;
    }

    static BillingError Refuse(string message) => BillingError.Invalid("body", message);
}
