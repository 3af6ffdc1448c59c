using System.Globalization;
using TwinMcp.Web.Commands.Demo;
using Xunit;

namespace TwinMcp.Tests.Unit.Demo;

public sealed class DemoCustomersTests
{
    [Theory]
    [InlineData("FR", 22)]
    [InlineData("DE", 6)]
    [InlineData("BE", 4)]
    [InlineData("ES", 4)]
    [InlineData("US", 4)]
    public void All_Country_HasItsCustomers(string country, int expected) =>
        Assert.Equal(expected, DemoCustomers.All.Count(c => c.Address.Country == country));

    [Theory]
    [InlineData("free", 8)]
    [InlineData("basic", 14)]
    [InlineData("premium", 12)]
    [InlineData("enterprise", 6)]
    public void All_Plan_HasItsCustomers(string plan, int expected) => Assert.Equal(expected, DemoCustomers.All.Count(c => c.Plan == plan));

    [Fact]
    public void All_Identities_AreTheirOwn()
    {
        Assert.Equal(40, DemoCustomers.All.Select(c => c.UserId).Distinct().Count());
        Assert.Equal(40, DemoCustomers.All.Select(c => c.Name).Distinct().Count());
        Assert.Equal(40, DemoCustomers.All.Select(c => c.BillingEmail).Distinct().Count());
        Assert.All(DemoCustomers.All, c => Assert.Matches("^[a-z.-]+@[a-z-]+[.]example$", c.BillingEmail));
        Assert.All(DemoCustomers.All, c => Assert.Matches("^[a-z.-]+@[a-z-]+[.]example$", c.ContactEmail));
    }

    [Fact]
    public void All_Addresses_AreComplete() => Assert.All(DemoCustomers.All, c =>
        Assert.DoesNotContain([c.Address.Line1, c.Address.PostalCode, c.Address.City, c.Contact], string.IsNullOrWhiteSpace));

    [Fact]
    public void AAndB_Always_AreFrenchCompaniesOnPremiumAndBasic()
    {
        Assert.Equal(("FR", true, "premium"), (DemoCustomers.A.Address.Country, DemoCustomers.A.IsCompany, DemoCustomers.A.Plan));
        Assert.Equal(("FR", true, "basic"), (DemoCustomers.B.Address.Country, DemoCustomers.B.IsCompany, DemoCustomers.B.Plan));
        Assert.True(DemoCustomers.A.StartMonth < 0 && DemoCustomers.B.StartMonth < 0);
    }

    [Fact]
    public void UserId_OfCustomerA_IsTheSameForEver() =>
        Assert.Equal(new Guid("bdc0263d-7a2f-8f13-af58-01cd502ec399"), DemoCustomers.A.UserId.Value);

    [Fact]
    public void Libraries_Ids_AreSixtyDifferentOnes() => Assert.Equal(60, DemoLibraries.All.Select(l => l.Id).Distinct().Count());

    [Theory]
    [InlineData("free", "0", "1.00", "1.00")]
    [InlineData("basic", "29", "0.80", "0.80")]
    [InlineData("premium", "99", "0.60", "0.60")]
    [InlineData("enterprise", "499", "0.40", "0.40")]
    public void Plans_Prices_AreThoseOfThePriceList(string code, string fee, string perThousandRequests, string perMillionTokens)
    {
        var version = DemoPlans.All().Single(p => p.Plan.Code == code).Version;
        Assert.Equal(decimal.Parse(fee, CultureInfo.InvariantCulture), version.MonthlyFee);
        Assert.Equal(
            [$"Requests {perThousandRequests} per 1000", $"Tokens {perMillionTokens} per 1000000"],
            version.Prices.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Component} {p.UnitPrice} per {p.BaseQuantity}")));
    }
}
