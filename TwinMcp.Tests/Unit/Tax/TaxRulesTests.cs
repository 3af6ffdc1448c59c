using TwinMcp.Core.Tax;
using TwinMcp.Tests.Unit.Common;
using Xunit;

namespace TwinMcp.Tests.Unit.Tax;

public sealed class TaxRulesTests
{
    [Theory]
    [InlineData("20", VatCategory.S)]
    [InlineData("5.5", VatCategory.S)]
    [InlineData("100", VatCategory.S)]
    [InlineData("0", VatCategory.Z)] // BR-S-05: the standard category has a rate above 0
    public void Single_ConfiguredRate_HasItsCategory(string rate, VatCategory category) =>
        Assert.Equal(new VatTreatment(category, Exact.Decimal(rate)), TaxRules.Single(Exact.Decimal(rate)));
}
