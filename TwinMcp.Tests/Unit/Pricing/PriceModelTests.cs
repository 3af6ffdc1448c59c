using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Unit.Common;
using Xunit;

namespace TwinMcp.Tests.Unit.Pricing;

/// <summary>Figures worked out by hand.</summary>
public sealed class PriceModelTests
{
    /// <summary>0.60 per 1,000 up to a million, 0.48 beyond.</summary>
    static readonly PriceTier[] Requests = [new(1_000_000, new UnitPrice(0.60m, 1_000)), new(null, new UnitPrice(0.48m, 1_000))];

    [Fact]
    public void Graduated_TheDesignsInvoice_Is944Euro31()
    {
        var priced = PriceCalculator.Price(new GraduatedPrice(Requests) { IncludedQuantity = 100_000 }, new MeasuredUsage(1_842_316));
        Assert.Equal(
            [(0m, 100_000m, 0m), (100_000m, 1_000_000m, 540.00m), (1_000_000m, 1_842_316m, 404.31168m)],
            priced.Parts.Select(p => (p.From, p.To, p.Amount)));
        Assert.Equal([(0m, true), (900_000m, false), (842_316m, false)], priced.Parts.Select(p => (p.Quantity, p.IsIncluded)));
        Assert.Equal(944.31168m, priced.Amount);
        var line = new LineInput("Requests", 1, priced.Amount, TaxRules.Single(20));
        Assert.Equal(944.31m, InvoiceCalculator.Net(line, Currency.Eur));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("100000", "0")]
    [InlineData("100001", "0.0006")]
    [InlineData("1000000", "540")]
    [InlineData("1000001", "540.00048")]
    public void Graduated_AtTheEdges_ChargesTheFirstUnitBehindThem(string quantity, string amount) =>
        Assert.Equal(Exact.Decimal(amount), Amount(new GraduatedPrice(Requests) { IncludedQuantity = 100_000 }, quantity));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "10.0006")]
    [InlineData("100", "10.06")]
    [InlineData("101", "15.0605")]
    public void Graduated_WithFees_ChargesEachWhenItsTierIsEntered(string quantity, string amount) =>
        Assert.Equal(Exact.Decimal(amount), Amount(new GraduatedPrice([new(100, new UnitPrice(0.60m, 1_000), 10), new(null, new UnitPrice(0.50m, 1_000), 5)]), quantity));

    [Fact]
    public void Graduated_TierThatIsWhollyIncluded_ChargesNoFee() =>
        Assert.Equal(5.5m, Amount(new GraduatedPrice([new(100, new UnitPrice(1), 10), new(null, new UnitPrice(0.5m), 5)]) { IncludedQuantity = 100 }, "101"));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1000000", "600")]
    [InlineData("1000001", "480.00048")]
    [InlineData("1842316", "884.31168")]
    public void Volume_AtTheEdge_PricesAllUnitsByOneTier(string quantity, string amount) =>
        Assert.Equal(Exact.Decimal(amount), Amount(new VolumePrice(Requests), quantity));

    /// <summary>1,000,001 used, 100,000 of them included: the tier is that of 1,000,001.</summary>
    [Fact]
    public void Volume_WithIncluded_ChoosesTheTierByTheWholeQuantity() =>
        Assert.Equal(432.00048m, Amount(new VolumePrice(Requests) { IncludedQuantity = 100_000 }, "1000001"));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1", "5")]
    [InlineData("1000", "5")]
    [InlineData("1000.0001", "10")]
    [InlineData("2500", "15")]
    public void Package_Begun_IsPaidWhole(string quantity, string amount) => Assert.Equal(Exact.Decimal(amount), Amount(new PackagePrice(1_000, 5), quantity));

    [Theory]
    [InlineData("2500", "10")]
    [InlineData("500", "0")]
    public void Package_WithIncluded_PacksTheRest(string quantity, string amount) =>
        Assert.Equal(Exact.Decimal(amount), Amount(new PackagePrice(1_000, 5) { IncludedQuantity = 500 }, quantity));

    [Theory]
    [InlineData("2000000", "1.2")]
    [InlineData("486213904", "291.7283424")]
    [InlineData("0", "0")]
    public void PerUnit_Tokens_IsPricedPerMillion(string quantity, string amount) =>
        Assert.Equal(Exact.Decimal(amount), Amount(new PerUnitPrice(new UnitPrice(0.60m, 1_000_000)), quantity));

    [Theory]
    [InlineData("1234.56", "30.864")]
    [InlineData("0", "0")]
    public void Percentage_OfAnAmount_IsItsShare(string amount, string share) =>
        Assert.Equal(Exact.Decimal(share), PriceCalculator.Price(new PercentagePrice(2.5m), new MeasuredUsage(7, Exact.Decimal(amount))).Amount);

    [Fact]
    public void Percentage_WithIncluded_IsOfWhatIsOver() =>
        Assert.Equal(5.864m, PriceCalculator.Price(new PercentagePrice(2.5m) { IncludedQuantity = 1_000 }, new MeasuredUsage(7, 1_234.56m)).Amount);

    [Theory]
    [InlineData("0")]
    [InlineData("1000000")]
    public void Flat_WhateverWasUsed_IsTheFee(string quantity) => Assert.Equal(99m, Amount(new FlatPrice(99), quantity));

    [Theory]
    [InlineData("1842316", "944.31168", "55.68832")]
    [InlineData("2000000", "1020", "0")]
    [InlineData("0", "0", "1000")]
    public void Minimum_OfAThousand_IsMadeUpFor(string quantity, string amount, string trueUp)
    {
        var model = new GraduatedPrice(Requests) { IncludedQuantity = 100_000, MinimumAmount = 1_000 };
        var priced = PriceCalculator.Price(model, new MeasuredUsage(Exact.Decimal(quantity)));
        Assert.Equal((Exact.Decimal(amount), Exact.Decimal(trueUp)), (priced.Amount, priced.TrueUp));
    }

    /// <summary>Why a true-up line is made from the rounded net: 0.005 and 0.995 would be 0.01 and 1.00.</summary>
    [Fact]
    public void Minimum_BesideARoundedLine_IsExactFromItsNet()
    {
        var priced = PriceCalculator.Price(new PerUnitPrice(new UnitPrice(0.005m)) { MinimumAmount = 1 }, new MeasuredUsage(1));
        var net = Currency.Eur.Round(priced.Amount);
        Assert.Equal(1.01m, net + Currency.Eur.Round(priced.TrueUp));
        Assert.Equal(1.00m, net + MinimumCommitment.TrueUp(1, net));
    }

    [Fact]
    public void Price_NegativeUsage_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceCalculator.Price(new FlatPrice(1), new MeasuredUsage(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PriceCalculator.Price(new FlatPrice(1), new MeasuredUsage(1, -1)));
    }

    [Fact]
    public void Price_DefinitionWithoutAnOpenTier_ThrowsAndLosesNothing()
    {
        PriceTier[] closed = [new(10, new UnitPrice(1))];
        Assert.Throws<InvalidOperationException>(() => PriceCalculator.Price(new GraduatedPrice(closed), new MeasuredUsage(11)));
        Assert.Throws<InvalidOperationException>(() => PriceCalculator.Price(new VolumePrice(closed), new MeasuredUsage(11)));
    }

    static decimal Amount(PriceModel model, string quantity) => PriceCalculator.Price(model, new MeasuredUsage(Exact.Decimal(quantity))).Amount;
}
