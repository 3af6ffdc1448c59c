using System.Security.Cryptography;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class UblTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Total = """<cbc:TaxInclusiveAmount currencyID="EUR">120.00</cbc:TaxInclusiveAmount>""";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Xml_AsFrenchUbl_IsServed()
    {
        var issued = await Host.IssuedAsync(await Host.Data.CustomerAsync());
        var xml = (await Host.Admin.GetAsync(Xml(issued, "ubl-fr"))).Expect(200);
        Assert.Equal("application/xml", xml.ContentType);
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(xml.Bytes))}\"", xml.ETag);
        Assert.Contains($"<cbc:ID>{issued["number"]}</cbc:ID>", xml.Text, StringComparison.Ordinal);
        Assert.Contains("<cbc:Note>#BAR#B2B</cbc:Note>", xml.Text, StringComparison.Ordinal);
        Assert.Contains(Total, xml.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xml_AsPeppolWithoutAReference_Is409AndWithOneServed()
    {
        var customer = await Host.Data.CustomerAsync();
        var without = await Host.IssuedAsync(customer);
        (await Host.Admin.GetAsync(Xml(without, "peppol"))).ExpectProblem(409, "incomplete_invoice", "buyerReference");

        var with = await IssuedWithOrderAsync(customer);
        var xml = (await Host.Admin.GetAsync(Xml(with, "peppol"))).Expect(200);
        Assert.Contains("<cac:OrderReference><cbc:ID>PO-7</cbc:ID></cac:OrderReference>", xml.Text, StringComparison.Ordinal);
        Assert.Contains(Total, xml.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xml_AsPeppolToAMailAddress_Is409()
    {
        var person = await Host.Data.CustomerAsync(change: c => (c.IsCompany, c.Siren, c.VatId) = (false, null, null));
        (await Host.Admin.GetAsync(Xml(await IssuedWithOrderAsync(person), "peppol"))).ExpectProblem(409, "incomplete_invoice", "buyer.electronicAddress");
    }

    [Fact]
    public async Task Xml_OfACreditNoteAsPeppol_KeepsTheReferenceOfItsInvoice()
    {
        var issued = await IssuedWithOrderAsync(await Host.Data.CustomerAsync());
        var note = (await Host.CreditNoteAsync(issued["id"]!, (1, 33.33m))).Expect(201);
        var xml = (await Host.Admin.GetAsync(Xml(note, "peppol"))).Expect(200);
        Assert.Contains("<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>", xml.Text, StringComparison.Ordinal);
        Assert.Contains("<cbc:ID>PO-7</cbc:ID>", xml.Text, StringComparison.Ordinal);
        Assert.Contains($"<cac:InvoiceDocumentReference><cbc:ID>{issued["number"]}</cbc:ID>", xml.Text, StringComparison.Ordinal);
    }

    async Task<ApiAnswer> IssuedWithOrderAsync(Core.Common.CustomerId customer) =>
        (await Host.Admin.PostAsync(Invoices, new
        {
            userId = customer.Value,
            purchaseOrder = "PO-7",
            lines = new[] { new { description = "Conseil", quantity = 1m, unitPrice = 100m } },
            options = new { sendImmediately = true },
        })).Expect(201);

    static string Xml(ApiAnswer invoice, string format) => $"{Invoice(invoice["id"]!)}/xml?format={format}";
}
