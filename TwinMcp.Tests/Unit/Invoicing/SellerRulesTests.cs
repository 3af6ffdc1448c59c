using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing.Selling;
using Xunit;

namespace TwinMcp.Tests.Unit.Invoicing;

public sealed class SellerRulesTests
{
    static readonly EditAddress Lyon = new() { Line1 = "12 rue des Lilas", PostalCode = "69003", City = "Lyon", Country = "FR" };

    static readonly EditSeller Right = new()
    {
        Name = "Atelier Lumière",
        LegalForm = "SAS au capital de 120 000 €",
        Rcs = "RCS Lyon 732 829 320",
        Siren = "732829320",
        Siret = "73282932000074",
        VatId = "FR44732829320",
        Address = Lyon,
        Email = "facturation@lumiere.example",
        Iban = "FR7630006000011234567890189",
        Bic = "AGRIFRPP",
        ElectronicAddress = "0225:732829320",
        PrimaryColour = "#2A52D8",
        Layout = DocumentLayout.Classic,
    };

    public static TheoryData<EditSeller, string[]> Wrong => new()
    {
        { new EditSeller(), ["name", "address.line1", "address.postalCode", "address.city", "address.country"] },
        { Right with { Name = " " }, ["name"] },
        { Right with { Name = new string('n', 201) }, ["name"] },
        { Right with { Name = "A\nB" }, ["name"] },
        { Right with { Brand = new string('b', 61) }, ["brand"] },
        { Right with { LegalForm = new string('l', 201) }, ["legalForm"] },
        { Right with { Rcs = new string('r', 101) }, ["rcs"] },
        { Right with { Siren = "732829321", Siret = null }, ["siren"] },
        { Right with { Siren = "1", Siret = null }, ["siren"] },
        { Right with { Siret = "73282932000075" }, ["siret"] },
        { Right with { Siret = "73282932" }, ["siret"] },
        { Right with { Siren = "552100554" }, ["siret"] },
        { Right with { VatId = "FR45732829320" }, ["vatId"] },
        { Right with { VatId = "DE111111125" }, ["vatId"] },
        { Right with { Address = Lyon with { Country = "XX" } }, ["address.country", "vatId"] },
        { Right with { Address = Lyon with { Line1 = null } }, ["address.line1"] },
        { Right with { Address = Lyon with { PostalCode = new string('1', 21) } }, ["address.postalCode"] },
        { Right with { Email = "a@b.example\r\nBcc: c@d.example" }, ["email"] },
        { Right with { Email = "nobody" }, ["email"] },
        { Right with { Phone = "call me" }, ["phone"] },
        { Right with { Iban = "FR7630006000011234567890188" }, ["iban"] },
        { Right with { Iban = "FR76" }, ["iban"] },
        { Right with { Iban = "7630006000011234567890189" }, ["iban"] },
        { Right with { Bic = "AGRIFRP" }, ["bic"] },
        { Right with { Bic = "AGR1FRPP" }, ["bic"] },
        { Right with { Iban = null }, ["bic"] },
        { Right with { ElectronicAddress = "732829320" }, ["electronicAddress"] },
        { Right with { ElectronicAddress = "0225:" }, ["electronicAddress"] },
        { Right with { PrimaryColour = "blue" }, ["primaryColour"] },
        { Right with { PrimaryColour = "#12345" }, ["primaryColour"] },
        { Right with { SecondaryColour = "#12345G" }, ["secondaryColour"] },
        { Right with { Layout = (DocumentLayout)9 }, ["layout"] },
        { Right with { Footer = new string('f', 301) }, ["footer"] },
        { Right with { Footer = "a\u0000b" }, ["footer"] },
        { Right with { PenaltyTerms = new string('p', 501) }, ["penaltyTerms"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WrongInput_NamesEveryField(EditSeller input, string[] fields) =>
        Assert.Equal(fields.Order(StringComparer.Ordinal), (SellerRules.Check(SellerRules.Normal(input))?.Fields?.Keys ?? []).Order(StringComparer.Ordinal));

    [Fact]
    public void Check_WhatIsRight_IsTaken()
    {
        Assert.Null(SellerRules.Check(SellerRules.Normal(Right)));
        Assert.Null(SellerRules.Check(SellerRules.Normal(new EditSeller { Name = "X", Address = Lyon })));
    }

    [Fact]
    public void Normal_AsPeopleType_IsAsItIsStored()
    {
        var profile = SellerRules.Normal(Right with { Siren = "732 829 320", Iban = "fr76 3000 6000 0112 3456 7890 189", Bic = "agrifrpp", PrimaryColour = "#2a52d8", Footer = " Deux\r\nlignes ", Brand = "  " });
        Assert.Equal(("732829320", "FR7630006000011234567890189", "AGRIFRPP", "#2A52D8", "Deux lignes", null), (profile.Siren, profile.Iban, profile.Bic, profile.PrimaryColour, profile.Footer, profile.Brand));
    }

    [Fact]
    public void Party_AndBack_LosesNothing()
    {
        var profile = SellerRules.Normal(Right with { Footer = "Pied", PenaltyTerms = "Taux de 12 %", VatOnDebits = true, Phone = "+33 4", Brand = "Lumière", SecondaryColour = "#0B2A8A" });
        var party = SellerRules.Party(profile, "abc");
        Assert.Equal("abc", party.LogoHash);
        Assert.Empty(profile.Differences(EditSeller.Of(party)));
    }
}
