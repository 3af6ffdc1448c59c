using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>How the XML travels in the PDF (Factur-X 1.0, 6.2): its file name, its relation to the pages, and the XMP that announces it.</summary>
public static class FacturX
{
    public const string FileName = "factur-x.xml";

    /// <summary>The XMP wants the profile with its space.</summary>
    const string Profile = "EN 16931";

    public static XmpSchema Schema { get; } = new("Factur-X PDFA Extension Schema", "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#", "fx",
    [
        new XmpProperty("DocumentFileName", FileName, "name of the embedded XML invoice file"),
        new XmpProperty("DocumentType", "INVOICE", "the kind of document; a credit note is one too"),
        new XmpProperty("Version", "1.0", "version of the Factur-X XML schema"),
        new XmpProperty("ConformanceLevel", Profile, "profile of the embedded Factur-X data"),
    ]);

    public static PdfAttachment Attachment(byte[] xml) => new(FileName, "text/xml", "Factur-X", AttachmentRelationship.Alternative) { Content = xml };
}
