using System.IO.Compression;
using System.Text;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.Import;
using TwinMcp.Core.Invoicing;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.EInvoicing;
using Xunit;

namespace TwinMcp.Tests.Unit.Importing;

/// <summary>Each wrong input and what it is told.</summary>
public sealed class ImportRefusalTests
{
    const string Price = "<cbc:PriceAmount currencyID=\"EUR\">12.50</cbc:PriceAmount>";

    [Theory]
    [InlineData("", "Not well-formed XML")]
    [InlineData("no xml", "Not well-formed XML")]
    [InlineData("{ \"a\": 1 }", "Not well-formed XML")]
    [InlineData("<Invoice>", "Not well-formed XML")]
    [InlineData("<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>", "without a DTD")]
    [InlineData("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]><l>&c;</l>", "without a DTD")]
    [InlineData("<x/>", "The root is not")]
    [InlineData("<Invoice/>", "The root is not")]
    [InlineData("<CrossIndustryInvoice xmlns=\"urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100\"/>", "no ExchangedDocument")]
    [InlineData("<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\"/>", "no DocumentCurrencyCode")]
    public void Xml_NoDocument_IsRefused(string xml, string words) => Refused(InvoiceReading.Xml(ImportSamples.Bytes(xml)), words);

    [Theory]
    [InlineData("1e400", "is not a number")]
    [InlineData("1e4", "is not a number")]
    [InlineData("NaN", "is not a number")]
    [InlineData("INF", "is not a number")]
    [InlineData("1,5", "is not a number")]
    [InlineData("1 000", "is not a number")]
    [InlineData("12.50-", "is not a number")]
    [InlineData("(12.50)", "is not a number")]
    [InlineData("0x10", "is not a number")]
    [InlineData("", "is empty")]
    [InlineData("<cbc:ID>1</cbc:ID>", "holds elements")]
    [InlineData("1.0000000000000000000000000001", "has more than 28 digits")]
    [InlineData("99999999999999999999999999999999", "is not a number")]
    [InlineData("10000000000", "is too large a number")]
    public void Xml_WrongNumber_IsRefusedWithItsPlace(string number, string words) =>
        Refused(Read(Price, $"<cbc:PriceAmount>{number}</cbc:PriceAmount>"), "Invoice/InvoiceLine/Price/PriceAmount " + words);

    [Theory]
    [InlineData(Price, Price + Price, "PriceAmount[2] stands twice")]
    [InlineData("<cbc:ID>R-77</cbc:ID>", "<cbc:ID>R-77</cbc:ID><cbc:ID>R-78</cbc:ID>", "Invoice/ID[2] stands twice")]
    [InlineData("<cbc:TaxAmount currencyID=\"SEK\">", "<cbc:TaxAmount currencyID=\"EUR\">", "Invoice/TaxTotal[2] stands twice")]
    [InlineData("<cbc:ID>R-77</cbc:ID>", "", "Invoice no ID")]
    [InlineData("2026-10-05", "2026-02-30", "Invoice/IssueDate is not a date")]
    [InlineData("2026-10-05", "05.10.2026", "Invoice/IssueDate is not a date")]
    [InlineData(">EUR</cbc:DocumentCurrencyCode>", ">XXX</cbc:DocumentCurrencyCode>", "not a currency")]
    [InlineData("<cbc:ID>S</cbc:ID><cbc:Percent>5.5<", "<cbc:ID>L</cbc:ID><cbc:Percent>5.5<", "VAT category")]
    [InlineData("<cbc:ID>S</cbc:ID><cbc:Percent>5.5<", "<cbc:ID>1</cbc:ID><cbc:Percent>5.5<", "VAT category")]
    [InlineData("<cbc:Percent>5.5<", "<cbc:Percent>101<", "not from 0 to 100 percent")]
    [InlineData("<cbc:ChargeIndicator>false<", "<cbc:ChargeIndicator>perhaps<", "neither true nor false")]
    [InlineData("<cbc:BaseQuantity>10<", "<cbc:BaseQuantity>0<", "base quantity")]
    [InlineData("cac:InvoiceLine>", "cac:OtherLine>", "No lines")]
    public void Xml_WrongElement_IsRefusedWithItsPlace(string right, string wrong, string words) => Refused(Read(right, wrong), words);

    [Fact]
    public void Xml_BeyondItsBounds_IsRefused()
    {
        Refused(InvoiceReading.Xml(new byte[ImportLimits.FileBytes + 1]), "At most 5 MB");
        Refused(Nested(ImportLimits.Depth + 2), "Nested deeper");
        Refused(Repeated("InvoiceLine", ImportLimits.Lines + 1), "More than 10,000 lines");
        Refused(Repeated("a", ImportLimits.Nodes + 1), "More than 400,000 elements");
    }

    [Fact]
    public void Pdf_WithoutInvoice_IsRefused()
    {
        Refused(InvoiceReading.Pdf(ImportSamples.Bytes(ImportSamples.Invoice)), "Not a PDF");
        Refused(InvoiceReading.Pdf("%PDF-1.7\n"u8.ToArray()), "PDF");
        Refused(InvoiceReading.Pdf(Pdf()), "no attachment");
        Refused(InvoiceReading.Xml(Original()), "Not well-formed XML");
    }

    [Theory]
    [InlineData(100)]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void Pdf_Truncated_IsRefused(int bytes) => Refused(InvoiceReading.Pdf(Original()[..bytes]), "PDF");

    [Theory]
    [InlineData("secret")]
    [InlineData("")]
    public async Task Pdf_Encrypted_IsRefused(string password)
    {
        using var folder = new TempFolder();
        var file = folder.Write("plain.pdf", Original());
        (await External.RunAsync("qpdf", "--encrypt", password, "owner", "256", "--", file, folder.File("encrypted.pdf"))).EnsureSuccess();
        Refused(InvoiceReading.Pdf(await File.ReadAllBytesAsync(folder.File("encrypted.pdf"))), "The PDF is encrypted");
    }

    [Fact]
    public void Pdf_Bomb_IsRefusedBeforeItIsUnpacked()
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
            for (var i = 0; i < 1_024; i++)
                zlib.Write(new byte[1024 * 1024]);
        var bomb = Pdf(Attached(packed.ToArray(), "/Filter /FlateDecode"));
        Assert.True(bomb.Length < 2 * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Refused(InvoiceReading.Pdf(bomb), "unpacks to more than");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 128L * 1024 * 1024);
    }

    /// <summary>The proof that the hand-made file is one: with an invoice in it, it is read.</summary>
    [Fact]
    public void Pdf_MadeByHand_IsRead()
    {
        Assert.Equal("R-77", InvoiceReading.Pdf(Pdf(Attached(ImportSamples.Bytes(ImportSamples.Invoice), ""))).Value.Number);
        Assert.Equal("R-77", InvoiceReading.Pdf(Pdf(Attached(ImportSamples.Bytes(ImportSamples.Invoice), "", "xrechnung.xml"))).Value.Number);
        Refused(InvoiceReading.Pdf(Pdf(Attached(ImportSamples.Bytes(ImportSamples.Invoice), "", "other.xml"))), "no attachment");
        Refused(InvoiceReading.Pdf(Pdf(Attached(ImportSamples.Bytes("<x/>"), ""))), "The root is not");
        Refused(InvoiceReading.Pdf(Pdf(Attached([1, 2, 3], "/Filter /LZWDecode"))), "PDF");
    }

    static byte[] Original()
    {
        var invoice = ElectronicSamples.All["usual"]();
        return InvoiceOriginal.Of(invoice, invoice.Seller!, invoice.Buyer!, null, DateTimeOffset.UnixEpoch).Content;
    }

    /// <summary>One empty page and the attachment.</summary>
    static byte[] Pdf(params string[] attachment)
    {
        var names = attachment.Length == 0 ? "" : "/Names << /EmbeddedFiles << /Names [(x) 4 0 R] >> >>";
        var objects = new List<string>
        {
            $"<< /Type /Catalog /Pages 2 0 R {names} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        };
        objects.AddRange(attachment);
        var text = new StringBuilder("%PDF-1.7\n");
        var offsets = new List<int>();
        foreach (var content in objects)
        {
            offsets.Add(text.Length);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{content}\nendobj\n");
        }
        var start = text.Length;
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        foreach (var offset in offsets)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n");
        text.Append(System.Globalization.CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    static string[] Attached(byte[] content, string filter, string name = "factur-x.xml") =>
    [
        $"<< /Type /Filespec /F ({name}) /UF ({name}) /EF << /F 5 0 R >> >>",
        $"<< /Type /EmbeddedFile /Length {content.Length} {filter} >>\nstream\n{Encoding.Latin1.GetString(content)}\nendstream",
    ];

    static Result<ImportedInvoice> Read(string right, string wrong)
    {
        Assert.Contains(right, ImportSamples.Invoice, StringComparison.Ordinal);
        return InvoiceReading.Xml(ImportSamples.Bytes(ImportSamples.Invoice.Replace(right, wrong, StringComparison.Ordinal)));
    }

    static Result<ImportedInvoice> Nested(int depth) =>
        InvoiceReading.Xml(ImportSamples.Bytes(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth))));

    static Result<ImportedInvoice> Repeated(string name, int count) =>
        InvoiceReading.Xml(ImportSamples.Bytes("<Invoice>" + string.Concat(Enumerable.Repeat($"<{name}/>", count)) + "</Invoice>"));

    static void Refused(Result<ImportedInvoice> read, string words)
    {
        Assert.Equal("validation", read.Error?.Code);
        Assert.Contains(words, read.Error!.Fields!["body"][0], StringComparison.Ordinal);
    }
}
