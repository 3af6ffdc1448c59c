using System.Security.Cryptography;
using System.Text;
using TwinMcp.Core.Invoicing;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Documents;
using Xunit;

namespace TwinMcp.Tests.Unit.EInvoicing;

/// <summary>The hybrid file, as other people's tools read it.</summary>
public sealed class InvoiceOriginalTests
{
    [Theory]
    [InlineData("usual")]
    [InlineData("whole credit note")]
    [InlineData("hostile names")]
    [InlineData("2,000 lines")]
    public async Task Of_Document_CarriesItsXmlByteForByte(string name)
    {
        var original = Original(name);
        using var folder = new TempFolder();
        var file = folder.Write("original.pdf", original.Content);
        (await External.RunAsync("pdfdetach", "-save", "1", "-o", folder.File("out.xml"), file)).EnsureSuccess();

        Assert.Equal(original.Xml, await File.ReadAllBytesAsync(folder.File("out.xml")));
        Assert.Contains("factur-x.xml", (await External.RunAsync("pdfdetach", "-list", file)).Output, StringComparison.Ordinal);
        Assert.Equal("", await PdfInspect.ProblemsAsync(original.Content));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(original.Xml!)), original.XmlSha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(original.Content)), original.Sha256);
    }

    [Fact]
    public async Task Of_Document_AnnouncesTheXml()
    {
        var plain = await PdfInspect.PlainAsync(Original("usual").Content);
        Assert.Contains("/AFRelationship /Alternative", plain, StringComparison.Ordinal);
        Assert.Contains("/Subtype /text#2fxml", plain, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>", plain, StringComparison.Ordinal);
        Assert.Contains("<fx:DocumentType>INVOICE</fx:DocumentType>", plain, StringComparison.Ordinal);
        Assert.Contains("<pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>", plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_VatOnDebitsAndDelivery_ArePrinted()
    {
        var elsewhere = ElectronicSamples.French with { DeliveryAddress = ElectronicSamples.German.Address };
        var invoice = ElectronicSamples.All["usual"]();
        var original = InvoiceOriginal.Of(invoice, ElectronicSamples.Seller with { VatOnDebits = true }, elsewhere, null, DateTimeOffset.UnixEpoch);
        var text = PdfInspect.Spaced(await PdfInspect.TextAsync(original.Content));
        Assert.Contains("d’après les débits", text, StringComparison.Ordinal);
        Assert.Contains("Königstraße 1", text, StringComparison.Ordinal);
        Assert.Contains("<ram:LineOne>Königstraße 1</ram:LineOne>", Encoding.UTF8.GetString(original.Xml!), StringComparison.Ordinal);
    }

    static StoredDocument Original(string name)
    {
        var invoice = ElectronicSamples.All[name]();
        return InvoiceOriginal.Of(invoice, invoice.Seller!, invoice.Buyer!, null, DateTimeOffset.UnixEpoch);
    }
}
