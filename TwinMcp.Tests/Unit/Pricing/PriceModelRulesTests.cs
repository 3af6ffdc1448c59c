using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing.Models;
using Xunit;

namespace TwinMcp.Tests.Unit.Pricing;

public sealed class PriceModelRulesTests
{
    static readonly UnitPrice Fine = new(0.60m, 1_000);

    public static TheoryData<string, PriceModel, string[]> Wrong => new()
    {
        { "negative price", new PerUnitPrice(new UnitPrice(-0.01m)), ["unitPrice"] },
        { "base 0", new PerUnitPrice(new UnitPrice(1, 0)), ["baseQuantity"] },
        { "negative base", new PerUnitPrice(new UnitPrice(1, -1)), ["baseQuantity"] },
        { "11 decimals", new PerUnitPrice(new UnitPrice(0.00000000001m)), ["unitPrice"] },
        { "5 decimals of a quantity", new PerUnitPrice(new UnitPrice(1, 0.00001m)), ["baseQuantity"] },
        { "too large", new PerUnitPrice(new UnitPrice(10_000_000_000m, 1_000_000_000_000m)), ["unitPrice", "baseQuantity"] },
        { "included and minimum", new PerUnitPrice(Fine) { IncludedQuantity = -1, MinimumAmount = -1 }, ["includedQuantity", "minimumAmount"] },
        { "minimum of half a cent", new PerUnitPrice(Fine) { MinimumAmount = 10.005m }, ["minimumAmount"] },
        { "no tiers", new GraduatedPrice([]), ["tiers"] },
        { "last tier closed", new GraduatedPrice([new(10, Fine)]), ["tiers[0].upTo"] },
        { "open tier in the middle", new VolumePrice([new(null, Fine), new(null, Fine)]), ["tiers[0].upTo"] },
        { "not ascending", new VolumePrice([new(10, Fine), new(10, Fine), new(5, Fine), new(null, Fine)]), ["tiers[1].upTo", "tiers[2].upTo"] },
        { "first tier empty", new GraduatedPrice([new(0, Fine), new(null, Fine)]), ["tiers[0].upTo"] },
        {
            "everything in a tier", new GraduatedPrice([new(-1, new UnitPrice(-1, 0), -1), new(10, new UnitPrice(-2, -1), -2)]),
            ["tiers[0].unitPrice", "tiers[0].baseQuantity", "tiers[0].flatFee", "tiers[0].upTo", "tiers[1].unitPrice", "tiers[1].baseQuantity", "tiers[1].flatFee", "tiers[1].upTo"]
        },
        { "package", new PackagePrice(0, -1), ["packageSize", "packagePrice"] },
        { "percentage below", new PercentagePrice(-1), ["ratePercent"] },
        { "percentage above", new PercentagePrice(100.1m), ["ratePercent"] },
        { "flat", new FlatPrice(-1) { IncludedQuantity = 1 }, ["includedQuantity", "fee"] },
        { "flat of half a cent", new FlatPrice(0.005m), ["fee"] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_WrongDefinition_NamesEveryField(string what, PriceModel model, string[] fields)
    {
        var error = PriceModelRules.Check(model, Currency.Eur);
        Assert.True(error is { Kind: ErrorKind.Validation, Fields: not null }, what);
        Assert.Equal(fields.Order(), error.Fields.Keys.Order());
    }

    [Fact]
    public void Check_TooManyTiers_IsRefusedWithoutReadingThemAll()
    {
        var tiers = Enumerable.Range(1, 200).Select(n => new PriceTier(n == 200 ? null : n, Fine)).ToList();
        Assert.Equal(["tiers"], PriceModelRules.Check(new GraduatedPrice(tiers), Currency.Eur)!.Fields!.Keys);
    }

    [Fact]
    public void Check_TheCurrency_DecidesTheDecimalsOfAmountsButNotOfPrices()
    {
        var model = new PerUnitPrice(new UnitPrice(0.005m)) { MinimumAmount = 10.5m };
        Assert.Null(PriceModelRules.Check(model, Currency.Eur));
        Assert.Equal(["minimumAmount"], PriceModelRules.Check(model, Currency.Of("JPY"))!.Fields!.Keys);
    }

    [Fact]
    public void Check_FreeOfEverything_IsAllowed() =>
        Assert.Null(PriceModelRules.Check(new GraduatedPrice([new(10, new UnitPrice(0)), new(null, new UnitPrice(0))]), Currency.Eur));
}
