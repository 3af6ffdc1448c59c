using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Tax;
using Xunit;

namespace TwinMcp.Tests.Unit.Invoicing;

/// <summary>Each thing that a French invoice must show blocks issuing when it is missing, and is named.</summary>
public sealed class InvoiceCompletenessTests
{
    static readonly PostalAddress Lyon = new("18, rue de l’Égalité", null, "69003", "Lyon", "FR");

    static readonly Party Seller = new("TwinMCP SAS", Lyon) { IsCompany = true, Siren = "842317901", VatId = "FR22842317901", LegalForm = "SAS au capital de 120 000 €", Rcs = "RCS Lyon 842 317 901" };

    static readonly Party Buyer = new("Client SARL", Lyon) { IsCompany = true, Siren = "732829320" };

    public static TheoryData<string, Func<Party, Party>> MissingOfTheSeller { get; } = new()
    {
        { "seller.name", p => p with { Name = "" } },
        { "seller.address", p => p with { Address = Lyon with { Line1 = " " } } },
        { "seller.city", p => p with { Address = Lyon with { City = "" } } },
        { "seller.siren", p => p with { Siren = null } },
        { "seller.vatId", p => p with { VatId = null } },
        { "seller.legalForm", p => p with { LegalForm = null } },
        { "seller.rcs", p => p with { Rcs = null } },
    };

    [Theory]
    [MemberData(nameof(MissingOfTheSeller))]
    public void Check_SellerWithoutIt_IsRefusedByName(string field, Func<Party, Party> without) => AssertNamed(field, Invoice(), without(Seller), Buyer);

    public static TheoryData<string, Func<Party, Party>> MissingOfTheBuyer { get; } = new()
    {
        { "buyer.name", p => p with { Name = "" } },
        { "buyer.address", p => p with { Address = Lyon with { Line1 = "" } } },
        { "buyer.siren", p => p with { Siren = null } },
        { "buyer.siren", p => p with { Siren = "73282932" } },
    };

    [Theory]
    [MemberData(nameof(MissingOfTheBuyer))]
    public void Check_BuyerWithoutIt_IsRefusedByName(string field, Func<Party, Party> without) => AssertNamed(field, Invoice(), Seller, without(Buyer));

    [Fact]
    public void Check_NoLines_IsRefused() => AssertNamed("lines", Invoice([]), Seller, Buyer);

    [Fact]
    public void Check_NegativeTotal_IsRefused() => AssertNamed("total", Invoice([new LineInput("x", -1m, 1m, TaxRules.Single(20m))]), Seller, Buyer);

    [Fact]
    public void Check_EverythingThere_IsTaken()
    {
        Assert.Null(InvoiceCompleteness.Check(Invoice(), Seller, Buyer));
        Assert.Null(InvoiceCompleteness.Check(Invoice(), Seller, Buyer with { IsCompany = false, Siren = null }));
        Assert.Null(InvoiceCompleteness.Check(Invoice(), Seller, Buyer with { Siren = null, Address = Lyon with { Country = "DE" } }));
    }

    static void AssertNamed(string field, Invoice invoice, Party seller, Party buyer)
    {
        var error = InvoiceCompleteness.Check(invoice, seller, buyer);
        Assert.Equal((ErrorKind.Conflict, "incomplete_invoice"), (error!.Kind, error.Code));
        Assert.Equal([field], error.Fields!.Keys);
    }

    static Invoice Invoice(IReadOnlyList<LineInput>? lines = null)
    {
        var customer = new Customer { UserId = CustomerId.New(), Name = "Client SARL", BillingEmail = "a@example.fr", Language = "fr", Currency = Currency.Eur, Address = Lyon };
        var totals = InvoiceCalculator.Compute(new InvoiceInput(Currency.Eur, lines ?? [new LineInput("x", 1m, 1m, TaxRules.Single(20m))]));
        return Core.Invoicing.Invoice.Draft(customer, InvoiceKind.OneOff, null, new InvoiceContent(totals, null, new InvoiceNotes(30)), DateTimeOffset.UnixEpoch);
    }
}
