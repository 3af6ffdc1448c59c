using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;
using Xunit;

namespace TwinMcp.Tests.Unit.EInvoicing;

/// <summary>What Peppol asks for beyond EN 16931 is refused by the name of its field, as one answer.</summary>
public sealed class PeppolRulesTests
{
    public static TheoryData<string, Func<ElectronicInvoice, ElectronicInvoice>, string, string> Broken { get; } = new()
    {
        { "no reference at all", i => i with { BuyerReference = null, PurchaseOrder = null }, "buyerReference", "PEPPOL-EN16931-R003" },
        { "blank references", i => i with { BuyerReference = " ", PurchaseOrder = "" }, "buyerReference", "PEPPOL-EN16931-R003" },
        { "no buyer's address", i => i with { Buyer = i.Buyer with { ElectronicAddress = null } }, "buyer.electronicAddress", "PEPPOL-EN16931-R010" },
        { "no seller's address", i => i with { Seller = i.Seller with { ElectronicAddress = null } }, "seller.electronicAddress", "PEPPOL-EN16931-R020" },
        { "buyer by mail", i => i with { Buyer = i.Buyer with { ElectronicAddress = new Identifier("a@b.example", "EM") } }, "buyer.electronicAddress", "PEPPOL-EN16931-CL008" },
        { "seller by mail", i => i with { Seller = i.Seller with { ElectronicAddress = new Identifier("a@b.example", "EM") } }, "seller.electronicAddress", "PEPPOL-EN16931-CL008" },
        { "no such scheme", i => i with { Buyer = i.Buyer with { ElectronicAddress = new Identifier("1", "0001") } }, "buyer.electronicAddress", "BR-CL-25" },
        { "an address of nothing", i => i with { Buyer = i.Buyer with { ElectronicAddress = new Identifier("", "0225") } }, "buyer.electronicAddress", "BR-63" },
        { "a line a cent off", i => i with { Lines = [i.Lines[0] with { Net = i.Lines[0].Net + 0.01m }, .. i.Lines.Skip(1)] }, "lines[0].net", "PEPPOL-EN16931-R120" },
        { "a price for nothing", i => i with { Lines = [i.Lines[0] with { BaseQuantity = 0m }, .. i.Lines.Skip(1)] }, "lines[0].baseQuantity", "PEPPOL-EN16931-R121" },
        { "VAT twice in one currency", i => i with { AccountingTax = new Money(1m, Currency.Eur) }, "taxEur", "PEPPOL-EN16931-R005" },
        { "a transfer to no account", i => i with { Payment = i.Payment with { Iban = null } }, "seller.iban", "BR-61" },
        { "no country", i => i with { Buyer = i.Buyer with { Address = i.Buyer.Address with { Country = "" } } }, "buyer.country", "BR-11" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Write_Broken_Is409WithTheFieldAndTheRule(string what, Func<ElectronicInvoice, ElectronicInvoice> breakIt, string field, string rule)
    {
        var error = Write(breakIt(Usual())).Error;
        Assert.True(error is { Kind: ErrorKind.Conflict, Code: "incomplete_invoice" }, what);
        Assert.Contains($"({rule})", Assert.Contains(field, error.Fields!)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SeveralMissing_NamesEach()
    {
        var invoice = Usual();
        var error = Write(invoice with { BuyerReference = null, PurchaseOrder = null, Buyer = invoice.Buyer with { ElectronicAddress = null }, Seller = invoice.Seller with { ElectronicAddress = null } }).Error;
        Assert.Equal(["buyer.electronicAddress", "buyerReference", "seller.electronicAddress"], error!.Fields!.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Write_ThreeDecimals_IsRefused() =>
        Assert.Equal(["currency"], Write(Deliverable(Build("Tunisian dinar"))).Error!.Fields!.Keys);

    [Theory]
    [InlineData("PO-1", null)]
    [InlineData(null, "Service 7")]
    public void Write_OneReference_IsEnough(string? order, string? reference) =>
        Assert.True(Write(Usual() with { PurchaseOrder = order, BuyerReference = reference }).IsOk);

    /// <summary>What only France asks for does not stop a document for abroad.</summary>
    [Fact]
    public void Write_WithoutFrenchNotes_IsOk() => Assert.True(Write(Usual() with { Notes = [] }).IsOk);

    /// <summary>As Peppol delivers it: with a reference, and an address in a scheme of its own.</summary>
    internal static ElectronicInvoice Deliverable(ElectronicInvoice invoice) => invoice with
    {
        BuyerReference = invoice.BuyerReference ?? "Service 7",
        Buyer = invoice.Buyer.ElectronicAddress is { Scheme: Identifier.FrenchDirectory } ? invoice.Buyer : invoice.Buyer with { ElectronicAddress = new Identifier("DE136695976", "9930") },
    };

    static Result<byte[]> Write(ElectronicInvoice invoice) => ElectronicFormat.Find("peppol")!.Write(invoice);

    static ElectronicInvoice Usual() => Build("usual");

    static ElectronicInvoice Build(string name) => ElectronicSamples.Build(ElectronicSamples.All[name]());
}
