using System.Globalization;
using System.Text;
using System.Xml.Linq;
using TwinMcp.Core.Documents.EInvoicing;
using Xunit;

namespace TwinMcp.Tests.Unit.EInvoicing;

public sealed class UblWriterTests
{
    const string French = "ubl-fr";
    const string Peppol = "peppol";

    static readonly XNamespace Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

    public static TheoryData<string, string> Samples()
    {
        var samples = new TheoryData<string, string>();
        foreach (var name in ElectronicSamples.All.Keys)
        {
            samples.Add(name, French);
            if (name != "Tunisian dinar") // three decimals: refused
                samples.Add(name, Peppol);
        }
        return samples;
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Write_EverySample_HasTheOrderOfUbl(string name, string format) =>
        Assert.Empty(UblOrder.ProblemsOf(Document(name, format)));

    [Theory]
    [MemberData(nameof(Samples))]
    public void Write_EverySample_SaysItsFigures(string name, string format)
    {
        var invoice = Build(name);
        var root = Document(name, format).Root!;
        var totals = root.Element(Cac + "LegalMonetaryTotal")!;
        var isCreditNote = invoice.Type == ElectronicInvoiceType.CreditNote;
        var lines = root.Elements(Cac + (isCreditNote ? "CreditNoteLine" : "InvoiceLine")).ToList();

        Assert.Equal(isCreditNote ? "CreditNote" : "Invoice", root.Name.LocalName);
        Assert.Equal($"urn:oasis:names:specification:ubl:schema:xsd:{root.Name.LocalName}-2", root.Name.NamespaceName);
        Assert.Equal(invoice.Number, root.Element(Cbc + "ID")!.Value);
        Assert.Equal(invoice.Totals.Lines, Decimal(totals, "LineExtensionAmount"));
        Assert.Equal(invoice.Totals.Net, Decimal(totals, "TaxExclusiveAmount"));
        Assert.Equal(invoice.Totals.Gross, Decimal(totals, "TaxInclusiveAmount"));
        Assert.Equal(invoice.Totals.Allowances, Decimal(totals, "AllowanceTotalAmount"));
        Assert.Equal(invoice.Totals.Charges, Decimal(totals, "ChargeTotalAmount"));
        Assert.Equal(invoice.Totals.Prepaid, Decimal(totals, "PrepaidAmount"));
        Assert.Equal(invoice.Totals.Rounding, Decimal(totals, "PayableRoundingAmount"));
        Assert.Equal(invoice.Totals.Due, Decimal(totals, "PayableAmount"));
        Assert.Equal(invoice.Totals.Tax, Decimal(root.Element(Cac + "TaxTotal")!, "TaxAmount"));
        Assert.Equal(invoice.Vat.Select(v => (v.Taxable, v.Tax)), root.Descendants(Cac + "TaxSubtotal").Select(s => (Decimal(s, "TaxableAmount"), Decimal(s, "TaxAmount"))));
        Assert.Equal(invoice.Lines.Select(l => (l.Id, l.Name, l.Net)), lines.Select(l => (l.Element(Cbc + "ID")!.Value, l.Element(Cac + "Item")!.Element(Cbc + "Name")!.Value, Decimal(l, "LineExtensionAmount"))));
        Assert.Equal(invoice.Lines.Select(l => l.Quantity), lines.Select(l => Decimal(l, isCreditNote ? "CreditedQuantity" : "InvoicedQuantity")));
        Assert.All(root.Descendants().Where(e => e.Name.LocalName.EndsWith("Amount", StringComparison.Ordinal)), e => Assert.NotNull(e.Attribute("currencyID")));
    }

    [Theory]
    [InlineData(French)]
    [InlineData(Peppol)]
    public void Write_SameInvoiceTwice_GivesSameBytes(string format)
    {
        var first = Bytes("usual", format);
        Assert.Equal(first, Bytes("usual", format));
        Assert.Equal((byte)'<', first[0]); // no byte order mark
    }

    [Theory]
    [InlineData(French, "paid by credit", "urn:cen.eu:en16931:2017", "S1")]
    [InlineData(French, "paid in full by credit", "urn:cen.eu:en16931:2017", "S2")]
    [InlineData(Peppol, "paid in full by credit", "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0", "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0")]
    public void Write_Profile_SaysWhatItIs(string format, string name, string customization, string process)
    {
        var root = Document(name, format).Root!;
        Assert.Equal((customization, process), (root.Element(Cbc + "CustomizationID")!.Value, root.Element(Cbc + "ProfileID")!.Value));
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("whole credit note")]
    public void Write_French_MarksEachNoteWithItsSubject(string name)
    {
        var notes = Notes(name, French);
        foreach (var subject in (string[])["PMT", "PMD", "AAB", "REG", "ABL", "BAR"])
            Assert.Single(notes, n => n.StartsWith($"#{subject}#", StringComparison.Ordinal));
        Assert.Contains("#BAR#B2B", notes);
        Assert.Contains("#REG#SAS au capital de 120 000 €", notes);
        Assert.Contains(name == "usual" ? "Merci." : "Erreur de prix", notes);
    }

    [Fact]
    public void Write_Peppol_HasOneNoteWithEveryMention()
    {
        var note = Assert.Single(Notes("usual", Peppol));
        var mentions = Build("usual").Notes.Where(n => n.Subject != "BAR").Select(n => n.Text).ToList();
        Assert.Equal(6, mentions.Count);
        Assert.Equal(string.Join('\n', mentions), note);
    }

    [Theory]
    [InlineData(French)]
    [InlineData(Peppol)]
    public void Write_NumberSignsInANote_AreNoSubject(string format)
    {
        var invoice = Build("usual");
        var first = Notes(Document(invoice with { Notes = [new ElectronicNote(null, "Lot #XYZ# reçu")] }, format)).First();
        Assert.Equal("#AAI#Lot #XYZ# reçu", first);
    }

    [Fact]
    public void Write_NoNotes_HasNoNote() =>
        Assert.Empty(Notes(Document(Build("usual") with { Notes = [new ElectronicNote("BAR", "B2B")] }, Peppol)));

    [Theory]
    [InlineData("usual", null)]
    [InlineData("VAT on debits", "3")]
    public void Write_VatOnDebits_IsOnlySaidWhenChosen(string name, string? code)
    {
        var period = Document(name, French).Root!.Element(Cac + "InvoicePeriod")!;
        Assert.Equal(code, period.Element(Cbc + "DescriptionCode")?.Value);
        Assert.Equal(("2026-11-01", "2026-11-30"), (period.Element(Cbc + "StartDate")!.Value, period.Element(Cbc + "EndDate")!.Value));
    }

    [Fact]
    public void Write_TinyPrice_IsForALargerBaseQuantityOfTheSameUnit()
    {
        var line = Document("usual", Peppol).Descendants(Cac + "InvoiceLine").ElementAt(2);
        var price = line.Element(Cac + "Price")!;
        Assert.Equal("0.006123", price.Element(Cbc + "PriceAmount")!.Value);
        Assert.Equal("10000", price.Element(Cbc + "BaseQuantity")!.Value);
        Assert.Equal(line.Element(Cbc + "InvoicedQuantity")!.Attribute("unitCode")!.Value, price.Element(Cbc + "BaseQuantity")!.Attribute("unitCode")!.Value);
    }

    [Fact]
    public void Write_Parties_AreWhereTheyBelong()
    {
        var root = Document("usual", French).Root!;
        var seller = root.Element(Cac + "AccountingSupplierParty")!.Element(Cac + "Party")!;
        Assert.Equal(("0225", "842317901"), Identifier(seller.Element(Cbc + "EndpointID")!));
        Assert.Equal(("0009", "84231790100010"), Identifier(seller.Element(Cac + "PartyIdentification")!.Element(Cbc + "ID")!));
        Assert.Equal(("0002", "842317901"), Identifier(seller.Element(Cac + "PartyLegalEntity")!.Element(Cbc + "CompanyID")!));
        Assert.Equal("TwinMCP SAS", seller.Element(Cac + "PartyLegalEntity")!.Element(Cbc + "RegistrationName")!.Value);
        Assert.Equal("TwinMCP", seller.Element(Cac + "PartyName")!.Value);
        Assert.Equal("FR22842317901VAT", seller.Element(Cac + "PartyTaxScheme")!.Value);
        Assert.Equal("FR7630004008280001234567841TwinMCP SASBNPAFRPPXXX", root.Descendants(Cac + "PayeeFinancialAccount").Single().Value);
        Assert.Equal("Zoë Lefèvre-Brûlé", root.Element(Cac + "AccountingCustomerParty")!.Descendants(Cac + "Contact").Single().Element(Cbc + "Name")!.Value);
    }

    [Fact]
    public void Write_Franchise_NamesTheFiscalNumberUnderAnotherTaxThanVat()
    {
        var seller = Document("franchise", French).Root!.Element(Cac + "AccountingSupplierParty")!;
        Assert.Equal("842317901TAX", seller.Descendants(Cac + "PartyTaxScheme").Single().Value);
    }

    [Fact]
    public void Write_OutOfScope_HasNoRateAndNoVatNumber()
    {
        var document = Document("out of scope", Peppol);
        Assert.Empty(document.Descendants(Cbc + "Percent"));
        Assert.Empty(document.Descendants(Cac + "PartyTaxScheme"));
        Assert.Equal("VATEX-EU-O", document.Descendants(Cbc + "TaxExemptionReasonCode").Single().Value);
    }

    [Fact]
    public void Write_IntraCommunity_SaysWhenAndWhere()
    {
        var delivery = Document("intra-Community", Peppol).Root!.Element(Cac + "Delivery")!;
        Assert.Equal("2026-11-30", delivery.Element(Cbc + "ActualDeliveryDate")!.Value);
        Assert.Equal("Hamburg", delivery.Descendants(Cbc + "CityName").Single().Value);
    }

    [Theory]
    [InlineData(French)]
    [InlineData(Peppol)]
    public void Write_CreditNote_NamesItsInvoice(string format)
    {
        var root = Document("partial credit note", format).Root!;
        Assert.Equal("381", root.Element(Cbc + "CreditNoteTypeCode")!.Value);
        Assert.Equal("FA-2026-0000422026-11-30", root.Element(Cac + "BillingReference")!.Value);
        Assert.Empty(root.Elements(Cac + "PaymentMeans"));
        Assert.Empty(root.Elements(Cbc + "DueDate"));
    }

    [Fact]
    public void Write_ForeignCurrency_SaysTheVatInEuroInATotalOfItsOwn()
    {
        var root = Document("yen", Peppol).Root!;
        Assert.Equal("EUR", root.Element(Cbc + "TaxCurrencyCode")!.Value);
        var amounts = root.Elements(Cac + "TaxTotal").Select(t => t.Element(Cbc + "TaxAmount")!).Select(a => (a.Attribute("currencyID")!.Value, a.Value));
        Assert.Equal([("JPY", "200"), ("EUR", "175.30")], amounts);
        Assert.Empty(root.Elements(Cac + "TaxTotal").Last().Elements(Cac + "TaxSubtotal"));
    }

    [Theory]
    [InlineData(French)]
    [InlineData(Peppol)]
    public void Write_HostileNames_AreTextAndVisiblyReplaced(string format)
    {
        var root = Document("hostile names", format).Root!;
        Assert.Equal("<script>alert('&amp;')</script>\uFFFD", root.Element(Cac + "AccountingCustomerParty")!.Descendants(Cbc + "RegistrationName").Single().Value);
        var item = root.Descendants(Cac + "Item").Single();
        Assert.Equal("A\uFFFDB\uFFFD]]>\uFFFD<!--", item.Element(Cbc + "Name")!.Value);
        Assert.Equal("\uFFFD\uFFFD ok 🧾", item.Element(Cbc + "Description")!.Value);
    }

    static ElectronicInvoice Build(string name) => ElectronicSamples.Build(ElectronicSamples.All[name]());

    static byte[] Bytes(string name, string format) => Bytes(Build(name), format);

    static byte[] Bytes(ElectronicInvoice invoice, string format) =>
        ElectronicFormat.Find(format)!.Write(format == Peppol ? PeppolRulesTests.Deliverable(invoice) : invoice).Value;

    static XDocument Document(string name, string format) => Document(Build(name), format);

    static XDocument Document(ElectronicInvoice invoice, string format) => XDocument.Parse(Encoding.UTF8.GetString(Bytes(invoice, format)));

    static List<string> Notes(string name, string format) => Notes(Document(name, format));

    static List<string> Notes(XDocument document) => [.. document.Root!.Elements(Cbc + "Note").Select(n => n.Value)];

    static (string Scheme, string Value) Identifier(XElement id) => (id.Attribute("schemeID")!.Value, id.Value);

    /// <summary>Zero when it is not written.</summary>
    static decimal Decimal(XElement parent, string name) => parent.Element(Cbc + name) is { } e ? decimal.Parse(e.Value, CultureInfo.InvariantCulture) : 0m;
}
