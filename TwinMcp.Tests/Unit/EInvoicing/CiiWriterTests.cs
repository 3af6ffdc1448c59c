using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.EInvoicing;

public sealed class CiiWriterTests
{
    static readonly XNamespace Ram = "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";

    static readonly Lazy<XmlSchemaSet?> Schemas = new(LoadSchemas);

    public static TheoryData<string> Names => new(ElectronicSamples.All.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EverySample_IsValidAgainstTheSchema(string name)
    {
        var document = Document(name);
        Assert.Equal("CrossIndustryInvoice", document.Root!.Name.LocalName);
        // the schemas of Factur-X lie beside the project, not in it
        if (Schemas.Value is not { } schemas)
            return;
        var problems = new List<string>();
        document.Validate(schemas, (_, e) => problems.Add(e.Message));
        Assert.Empty(problems);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Write_EverySample_SaysItsFigures(string name)
    {
        var invoice = ElectronicSamples.All[name]();
        var document = Document(invoice);
        var settlement = document.Descendants(Ram + "ApplicableHeaderTradeSettlement").Single();
        var totals = settlement.Element(Ram + "SpecifiedTradeSettlementHeaderMonetarySummation")!;

        Assert.Equal(invoice.Number, document.Root!.Elements().ElementAt(1).Element(Ram + "ID")!.Value);
        Assert.Equal(invoice.Total, Decimal(totals, "GrandTotalAmount"));
        Assert.Equal(invoice.Subtotal, Decimal(totals, "TaxBasisTotalAmount"));
        Assert.Equal(invoice.IsCreditNote ? invoice.Paid : invoice.Due, Decimal(totals, "DuePayableAmount"));
        Assert.Equal(invoice.Tax, totals.Elements(Ram + "TaxTotalAmount").Where(e => e.Attribute("currencyID")!.Value == invoice.Currency.Code).Sum(e => decimal.Parse(e.Value, CultureInfo.InvariantCulture)));
        Assert.Equal(invoice.Lines.Count, document.Descendants(Ram + "IncludedSupplyChainTradeLineItem").Count());
        Assert.Equal(invoice.Vat.Select(v => v.Taxable), settlement.Elements(Ram + "ApplicableTradeTax").Select(g => Decimal(g, "BasisAmount")));
    }

    [Fact]
    public void Write_SameInvoiceTwice_GivesSameBytes()
    {
        var invoice = ElectronicSamples.All["usual"]();
        var first = CiiWriter.Write(ElectronicSamples.Build(invoice));
        Assert.Equal(first, CiiWriter.Write(ElectronicSamples.Build(invoice)));
        Assert.Equal((byte)'<', first[0]); // no byte order mark
    }

    [Fact]
    public void Write_TinyPrice_IsForALargerBaseQuantity()
    {
        var line = Document("usual").Descendants(Ram + "IncludedSupplyChainTradeLineItem").ElementAt(2);
        Assert.Equal(0.006123m, Decimal(line, "ChargeAmount"));
        Assert.Equal(10_000m, Decimal(line, "BasisQuantity"));
        Assert.Equal("C62", line.Descendants(Ram + "BilledQuantity").Single().Attribute("unitCode")!.Value);
    }

    [Fact]
    public void Write_PaidByCredit_SaysSo()
    {
        var document = Document("paid in full by credit");
        Assert.Equal("S2", document.Descendants(Ram + "BusinessProcessSpecifiedDocumentContextParameter").Single().Value);
        Assert.Equal(document.Descendants(Ram + "GrandTotalAmount").Single().Value, document.Descendants(Ram + "TotalPrepaidAmount").Single().Value);
        Assert.Equal("S1", Document("paid by credit").Descendants(Ram + "BusinessProcessSpecifiedDocumentContextParameter").Single().Value);
    }

    [Theory]
    [InlineData("usual", 0)]
    [InlineData("VAT on debits", 2)] // once a VAT group
    public void Write_VatOnDebits_IsOnlySaidWhenChosen(string name, int times) =>
        Assert.Equal(Enumerable.Repeat("5", times), Document(name).Descendants(Ram + "DueDateTypeCode").Select(e => e.Value));

    [Fact]
    public void Write_OutOfScope_HasNoRateAndNoVatNumber()
    {
        var document = Document("out of scope");
        Assert.Empty(document.Descendants(Ram + "RateApplicablePercent"));
        Assert.Empty(document.Descendants(Ram + "SpecifiedTaxRegistration"));
        Assert.Equal("VATEX-EU-O", document.Descendants(Ram + "ExemptionReasonCode").Single().Value);
    }

    [Fact]
    public void Write_CreditNote_NamesItsInvoice()
    {
        var document = Document("partial credit note");
        Assert.Equal("381", document.Descendants(Ram + "TypeCode").First().Value);
        Assert.Equal("FA-2026-00004220261130", document.Descendants(Ram + "InvoiceReferencedDocument").Single().Value);
        Assert.Empty(document.Descendants(Ram + "SpecifiedTradeSettlementPaymentMeans"));
    }

    [Fact]
    public void Write_ForeignCurrency_SaysTheVatInEuro()
    {
        var tax = Document("yen").Descendants(Ram + "TaxTotalAmount").Select(e => (e.Attribute("currencyID")!.Value, e.Value));
        Assert.Equal([("JPY", "200"), ("EUR", "175.30")], tax);
        Assert.Equal(["JPY", "EUR"], Document("credit note in yen").Descendants(Ram + "TaxTotalAmount").Select(e => e.Attribute("currencyID")!.Value));
    }

    [Fact]
    public void Write_HostileNames_AreTextAndVisiblyReplaced()
    {
        var document = Document("hostile names");
        Assert.Equal("<script>alert('&amp;')</script>\uFFFD", document.Descendants(Ram + "BuyerTradeParty").Single().Element(Ram + "Name")!.Value);
        var product = document.Descendants(Ram + "SpecifiedTradeProduct").Single();
        Assert.Equal("A\uFFFDB\uFFFD]]>\uFFFD<!--", product.Element(Ram + "Name")!.Value);
        Assert.Equal("\uFFFD\uFFFD ok 🧾", product.Element(Ram + "Description")!.Value);
    }

    [Theory]
    [InlineData("mois", "MON")]
    [InlineData("Months", "MON")]
    [InlineData("an", "ANN")]
    [InlineData("jours", "DAY")]
    [InlineData("requêtes", "C62")]
    [InlineData("tokens", "C62")]
    [InlineData("palette", "C62")]
    [InlineData("", "C62")]
    public void Of_Unit_GivesItsCode(string unit, string code) => Assert.Equal(code, UnitCodes.Of(unit));

    [Fact]
    public void InDecimals_AnyPrice_KeepsPriceAndNetExactly() => Property.Holds(Any.Amount, amount =>
    {
        var (price, baseQuantity) = ElectronicInvoiceBuilder.InDecimals(Math.Abs(amount) / 100m, 1m);
        return price / baseQuantity == Math.Abs(amount) / 100m && decimal.Round(price, 6, MidpointRounding.ToZero) == price;
    });

    static XDocument Document(string name) => Document(ElectronicSamples.All[name]());

    static XDocument Document(Invoice invoice) =>
        XDocument.Parse(Encoding.UTF8.GetString(CiiWriter.Write(ElectronicSamples.Build(invoice))));

    static decimal Decimal(XElement within, string name) => decimal.Parse(within.Descendants(Ram + name).Single().Value, CultureInfo.InvariantCulture);

    static XmlSchemaSet? LoadSchemas()
    {
        var file = Repository.PathOf("../shared/data/xsd/factur-x-en16931/FACTUR-X_EN16931.xsd");
        if (!File.Exists(file))
            return null;
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.Add(null, file);
        schemas.Compile();
        return schemas;
    }
}
