using System.Security.Cryptography;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Documents;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class XmlTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Xml_OfAnIssuedInvoice_IsTheOneInThePdf()
    {
        var customer = await Host.Data.CustomerAsync();
        var issued = await Host.IssuedAsync(customer, 1_643.50m);
        var xml = (await Host.Admin.GetAsync(Xml(issued))).Expect(200);
        var pdf = (await Host.Admin.GetAsync(Invoice(issued["id"]!) + "/pdf")).Expect(200);
        var own = (await (await Host.ClientAsync(Core.Common.Role.Customer, customer)).GetAsync(Xml(issued) + "?format=facturx")).Expect(200);

        Assert.Equal(await PdfInspect.AttachmentAsync(pdf.Bytes, "factur-x.xml"), xml.Text);
        Assert.Equal(xml.Bytes, own.Bytes);
        Assert.Equal("application/xml", xml.ContentType);
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(xml.Bytes))}\"", xml.ETag);
        Assert.Contains($"<ram:ID>{issued["number"]}</ram:ID>", xml.Text, StringComparison.Ordinal);
        Assert.Contains("<ram:GrandTotalAmount>1972.20</ram:GrandTotalAmount>", xml.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xml_OfADocumentOfBefore_IsMadeFromWhatWasFrozen()
    {
        var customer = await Host.Data.CustomerAsync();
        await Host.CreditAsync(customer, 20m);
        var issued = await Host.IssuedAsync(customer);
        var stored = (await Host.Admin.GetAsync(Xml(issued))).Expect(200);
        await Host.PayAsync(issued["id"]!, 50m);
        await Host.Database.ExecuteAsync($"ALTER TABLE invoice_documents DISABLE TRIGGER USER; UPDATE invoice_documents SET xml = NULL, xml_sha256 = NULL WHERE invoice_id = '{issued["id"]}'; ALTER TABLE invoice_documents ENABLE TRIGGER USER");

        var made = (await Host.Admin.GetAsync(Xml(issued))).Expect(200);
        Assert.Equal(stored.Text, made.Text); // what was paid later is not on it
        Assert.Contains("<ram:TotalPrepaidAmount>20.00</ram:TotalPrepaidAmount>", made.Text, StringComparison.Ordinal);
        Assert.Equal(stored.ETag, made.ETag);
    }

    [Fact]
    public async Task Xml_OfACreditNote_NamesItsInvoice()
    {
        var issued = await Host.IssuedAsync(await Host.Data.CustomerAsync());
        var note = (await Host.CreditNoteAsync(issued["id"]!, (1, 33.33m))).Expect(201);
        var xml = (await Host.Admin.GetAsync(Xml(note))).Expect(200);
        Assert.Contains("<ram:TypeCode>381</ram:TypeCode>", xml.Text, StringComparison.Ordinal);
        Assert.Contains($"<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>{issued["number"]}<", xml.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xml_OfADraft_Is409()
    {
        var draft = await Host.DraftAsync(await Host.Data.CustomerAsync());
        (await Host.Staff.GetAsync(Xml(draft))).ExpectProblem(409, "not_issued");
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("FacturX")]
    [InlineData("")]
    public async Task Xml_UnknownFormat_Is400(string format)
    {
        var issued = await Host.IssuedAsync(await Host.Data.CustomerAsync());
        (await Host.Admin.GetAsync($"{Xml(issued)}?format={format}")).ExpectProblem(400, field: "format");
    }

    static string Xml(ApiAnswer invoice) => Invoice(invoice["id"]!) + "/xml";
}
