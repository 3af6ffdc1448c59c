using System.Globalization;
using TwinMcp.Web.Commands.Demo;
using Xunit;

namespace TwinMcp.Tests.Unit.Demo;

/// <summary>The check digits, against numbers that public validators call valid; then everything the demo uses.</summary>
public sealed class DemoNumbersTests
{
    [Theory]
    [InlineData("73282932", 0)]
    [InlineData("35600000", 0)]
    [InlineData("40483304", 8)]
    public void Luhn_PublishedSiren_GivesItsLastDigit(string stem, int expected) => Assert.Equal(expected, DemoNumbers.Luhn(stem));

    [Theory]
    [InlineData("303265045", "FR40303265045")]
    [InlineData("404833048", "FR83404833048")]
    [InlineData("000000190", "FR00000000190")]
    public void FrenchVat_PublishedNumber_IsTheSame(string siren, string expected) => Assert.Equal(expected, DemoNumbers.FrenchVat(siren));

    [Theory]
    [InlineData("13669597", 6)]
    [InlineData("11111112", 5)]
    [InlineData("12211903", 5)]
    [InlineData("13050253", 6)]
    public void Mod1110_PublishedGermanVat_GivesItsLastDigit(string stem, int expected) => Assert.Equal(expected, DemoNumbers.Mod1110(stem));

    [Theory]
    [InlineData("0803723", 6)]
    [InlineData("2898617", 2)]
    [InlineData("9690253", 1)]
    public void CifControl_PublishedSpanishVat_GivesItsLastDigit(string stem, int expected) => Assert.Equal(expected, DemoNumbers.CifControl(stem));

    [Fact]
    public void Siren_OfEveryCustomer_PassesLuhn()
    {
        foreach (var siren in DemoCustomers.All.Select(c => c.Siren).OfType<string>())
        {
            Assert.Equal(9, siren.Length);
            // the textbook form: from the right, every second digit doubled, the digits of all summed
            var sum = siren.Reverse().Select((c, i) => (c - '0') * (i % 2 + 1)).Sum(d => d > 9 ? d - 9 : d);
            Assert.Equal(0, sum % 10);
        }
    }

    [Fact]
    public void VatIds_OfEveryCustomer_HaveTheirCountrysForm()
    {
        foreach (var customer in DemoCustomers.All)
        {
            var pattern = (customer.IsCompany, customer.Address.Country) switch
            {
                (true, "FR") => "^FR[0-9]{2}00[234][0-9]{6}$",
                (true, "DE") => "^DE9[0-9]{8}$",
                (true, "BE") => "^BE01[0-9]{8}$",
                (true, "ES") => "^ES[AB]999[0-9]{5}$",
                _ => "^$",
            };
            Assert.Matches(pattern, customer.VatId ?? "");
        }
    }

    [Fact]
    public void BelgianVat_OfEveryCustomer_HasTheRightCheckDigits() => Assert.All(
        DemoCustomers.All.Where(c => c.IsCompany && c.Address.Country == "BE").Select(c => c.VatId!),
        vat => Assert.Equal(0, (Number(vat[2..10]) + Number(vat[10..])) % 97));

    static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
