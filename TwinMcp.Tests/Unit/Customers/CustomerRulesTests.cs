using TwinMcp.Core.Customers;
using Xunit;

namespace TwinMcp.Tests.Unit.Customers;

public sealed class CustomerRulesTests
{
    static readonly EditAddress Paris = new() { Line1 = "1, rue de la Paix", PostalCode = "75002", City = "Paris", Country = "FR" };

    static readonly EditCustomer Right = new()
    {
        Name = "Atelier Lumière",
        IsCompany = true,
        BillingEmail = "compta@lumiere.example",
        Language = "fr",
        Currency = "EUR",
        VatId = "FR44732829320",
        Siren = "732829320",
        Address = Paris,
    };

    public static TheoryData<EditCustomer, string[]> Wrong => new()
    {
        { new EditCustomer(), ["name", "isCompany", "billingEmail", "language", "currency", "address.line1", "address.postalCode", "address.city", "address.country"] },
        { Right with { Name = "  " }, ["name"] },
        { Right with { Name = new string('n', 201) }, ["name"] },
        { Right with { Name = new string('n', 5_000) }, ["name"] },
        { Right with { Name = "A\u0000B" }, ["name"] },
        { Right with { Name = "A\nB" }, ["name"] },
        { Right with { ContactName = new string('n', 201) }, ["contactName"] },
        { Right with { BillingEmail = "nobody" }, ["billingEmail"] },
        { Right with { BillingEmail = "a@localhost" }, ["billingEmail"] },
        { Right with { BillingEmail = "a@b.example\r\nBcc: all@b.example" }, ["billingEmail"] },
        { Right with { BillingEmail = "a@b.example\n" }, ["billingEmail"] },
        { Right with { BillingEmail = "a@b.example, c@d.example" }, ["billingEmail"] },
        { Right with { BillingEmail = "Ada <a@b.example>" }, ["billingEmail"] },
        { Right with { BillingEmail = new string('a', 250) + "@b.example" }, ["billingEmail"] },
        { Right with { Phone = "call me" }, ["phone"] },
        { Right with { Phone = new string('1', 41) }, ["phone"] },
        { Right with { Language = "de" }, ["language"] },
        { Right with { Language = "FR" }, ["language"] },
        { Right with { Currency = "EURO" }, ["currency"] },
        { Right with { Currency = "eur" }, ["currency"] },
        { Right with { Siren = "732829321" }, ["siren"] },
        { Right with { Siren = "12" }, ["siren"] },
        { Right with { Siret = "73282932000075" }, ["siret"] },
        { Right with { Siret = "55208131766522" }, ["siret"] }, // another company's
        { Right with { Siren = null, Siret = "73282932000074" }, ["siret"] },
        { Right with { ElectronicAddress = "732829320" }, ["electronicAddress"] },
        { Right with { ElectronicAddress = "0225:552081317" }, ["electronicAddress"] },
        { Right with { ElectronicAddress = "0225:732829320 A" }, ["electronicAddress"] },
        { Right with { ElectronicAddress = "EM:" }, ["electronicAddress"] },
        { Right with { DeliveryAddress = new EditAddress { Line1 = "2, quai" } }, ["deliveryAddress.postalCode", "deliveryAddress.city", "deliveryAddress.country"] },
        { Right with { VatId = "FR45732829320" }, ["vatId"] },
        { Right with { VatId = "DE111111125" }, ["vatId"] },
        { Right with { VatId = "nonsense" }, ["vatId"] },
        { Right with { Address = Paris with { Country = "XX" } }, ["address.country", "vatId"] },
        { Right with { Address = Paris with { Country = "fr" } }, ["address.country", "vatId"] },
        { Right with { Address = Paris with { Line1 = new string('a', 201) } }, ["address.line1"] },
        { Right with { Address = Paris with { Line2 = "a\tb" } }, ["address.line2"] },
        { Right with { Address = Paris with { PostalCode = new string('1', 21) } }, ["address.postalCode"] },
        { Right with { Address = Paris with { City = new string('c', 101) } }, ["address.city"] },
        { Right with { Name = null, Siren = "1", Language = "x" }, ["name", "language", "siren"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WrongInput_NamesEveryField(EditCustomer input, string[] fields) =>
        Assert.Equal(fields.Order(), CustomerRules.Check(CustomerRules.Normal(input))?.Fields?.Keys.Order());

    public static TheoryData<string, string?> Fitting => new()
    {
        { "FR", "FR44732829320" },
        { "RE", "FR 44 732 829 320" },
        { "MC", "FR44732829320" },
        { "DE", "DE111111125" },
        { "GR", "EL094259216" },
        { "GB", "XI980780684" },
        { "US", null },
    };

    [Theory]
    [MemberData(nameof(Fitting))]
    public void Check_VatIdOfTheCountry_IsRight(string country, string? vatId) =>
        Assert.Null(CustomerRules.Check(CustomerRules.Normal(Right with { VatId = vatId, Address = Paris with { Country = country } })));

    [Fact]
    public void Check_OfAChange_AnswersOnlyForWhatIsGiven()
    {
        var old = Right with { VatId = "FR45732829320", Phone = "call me" };
        Assert.Null(CustomerRules.Check(old, ["contactName"]));
        Assert.Equal(["phone"], CustomerRules.Check(old, ["phone"])?.Fields?.Keys);
        Assert.Equal(["vatId"], CustomerRules.Check(old, ["address.country"])?.Fields?.Keys);
    }

    [Fact]
    public void Normal_Texts_AreTrimmedAndNumbersCompact()
    {
        var normal = CustomerRules.Normal(Right with { Name = " Atelier ", Phone = "", VatId = "fr 44 732-829-320", Siren = "732 829 320" });
        Assert.Equal(("Atelier", null, "FR44732829320", "732829320"), (normal.Name, normal.Phone, normal.VatId, normal.Siren));
    }
}
