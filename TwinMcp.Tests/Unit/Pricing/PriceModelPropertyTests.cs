using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Unit.Pricing.PriceSamples;

namespace TwinMcp.Tests.Unit.Pricing;

public sealed class PriceModelPropertyTests
{
    [Fact]
    public void Rules_OfEverySample_FindNothing() =>
        Property.Holds(AnyModel, model => PriceModelRules.Check(model, Currency.Eur) is null, Tries);

    [Fact]
    public void Parts_OfAnyUsage_TileItFromZeroToItsEnd() => Property.Holds(
        from model in AnyModel from quantity in Quantity select (model, quantity),
        t =>
        {
            var at = 0m;
            foreach (var part in PriceCalculator.Price(t.model, new MeasuredUsage(t.quantity, t.quantity)).Parts)
            {
                if (part.From != at || (part.To <= part.From && t.model is not FlatPrice))
                    return false;
                at = part.To;
            }
            return at == t.quantity;
        },
        Tries);

    [Fact]
    public void Amount_OfAnyUsage_IsTheSumOfItsParts() => Property.Holds(
        from model in AnyModel from quantity in Quantity select PriceCalculator.Price(model, new MeasuredUsage(quantity, quantity)),
        priced => priced.Amount == priced.Parts.Sum(p => p.Quantity * p.Price.Amount / p.Price.BaseQuantity + p.FlatFee)
            && priced.Parts.Where(p => p.IsIncluded).All(p => p.Amount == 0 && p.Quantity == 0),
        Tries);

    /// <summary>The oracle asks for every single unit what its tier charges.</summary>
    [Fact]
    public void Graduated_WholeUnits_IsTheIntegralOfItsTiers() => Property.Holds(
        from tiers in Tiers from quantity in Gen.Choose(0, 300) from included in Gen.Choose(0, 100) select (tiers, quantity, included),
        t =>
        {
            var charged = Enumerable.Range(1, t.quantity).Skip(t.included).Select(unit => t.tiers.First(tier => tier.UpTo is null || unit <= tier.UpTo)).ToList();
            var expected = charged.Sum(tier => tier.Price.Amount / tier.Price.BaseQuantity) + charged.Distinct(ReferenceEqualityComparer.Instance).Cast<PriceTier>().Sum(tier => tier.FlatFee);
            return Cost(new GraduatedPrice(t.tiers) { IncludedQuantity = t.included }, t.quantity) == expected;
        },
        Tries);

    /// <summary>Between two quantities without a fee it costs what the stretch between them costs.</summary>
    [Fact]
    public void Graduated_AnyTwoQuantities_IsAdditiveOverStretches() => Property.Holds(
        from model in Rising from a in Quantity from b in Quantity select (model, low: Math.Min(a, b), high: Math.Max(a, b)),
        t => Cost(t.model, t.low) + Cost(t.model with { IncludedQuantity = t.low }, t.high) == Cost(t.model, t.high),
        Tries);

    [Fact]
    public void Volume_AnyQuantity_UsesExactlyOneTier() => Property.Holds(
        from tiers in Tiers from quantity in Quantity.Where(q => q > 0) select (tiers, quantity),
        t =>
        {
            var tier = t.tiers.Single(x => (x.UpTo is null || t.quantity <= x.UpTo) && t.tiers.All(y => y.UpTo >= x.UpTo || y.UpTo is null || y.UpTo < t.quantity));
            var part = PriceCalculator.Price(new VolumePrice(t.tiers), new MeasuredUsage(t.quantity)).Parts.Single();
            return part.Price == tier.Price && part.FlatFee == tier.FlatFee && part.Quantity == t.quantity;
        },
        Tries);

    [Fact]
    public void Package_AnyQuantity_IsTheFewestWholePackagesThatHoldIt() => Property.Holds(
        from size in Gen.Choose(1, 100_000).Select(n => n / 100m) from cents in Gen.Choose(1, 10_000) from quantity in Quantity select (size, price: cents / 100m, quantity),
        t =>
        {
            var charged = PriceCalculator.Price(new PackagePrice(t.size, t.price), new MeasuredUsage(t.quantity)).Parts.Sum(p => p.Quantity);
            return charged % t.size == 0 && charged >= t.quantity && charged - t.quantity < t.size;
        },
        Tries);

    [Fact]
    public void Included_AnyQuantity_NeverMakesAnAmountNegativeAndMoreOfItNeverCostsMore() => Property.Holds(
        from model in AnyModel.Where(m => m is not FlatPrice) from quantity in Quantity from more in Gen.Choose(0, 100) select (model, quantity, more),
        t => Cost(t.model, t.quantity) is var cost && cost >= 0
            && Cost(t.model with { IncludedQuantity = t.model.IncludedQuantity + t.more }, t.quantity) is var less && less >= 0 && less <= cost
            && Cost(t.model with { IncludedQuantity = t.quantity }, t.quantity) == 0,
        Tries);

    /// <summary>Not true of volume: the unit that reaches a cheaper tier makes all units cheaper.</summary>
    [Fact]
    public void Amount_OfMoreUsage_IsNeverLess() => Property.Holds(
        from model in Monotonic from a in Quantity from b in Quantity select (model, low: Math.Min(a, b), high: Math.Max(a, b)),
        t => Cost(t.model, t.low) <= Cost(t.model, t.high),
        Tries);

    [Fact]
    public void Volume_PricesThatRise_IsNeverLessForMore() => Property.Holds(
        from model in Rising from a in Quantity from b in Quantity select (model: new VolumePrice(model.Tiers), low: Math.Min(a, b), high: Math.Max(a, b)),
        t => Cost(t.model, t.low) <= Cost(t.model, t.high),
        Tries);

    [Fact]
    public void Graduated_SplitInTwo_CostsMoreWhenPricesFallAndLessWhenTheyRise() => Property.Holds(
        from falling in Falling from rising in Rising from a in Quantity from b in Quantity select (falling, rising, a, b),
        t => Cost(t.falling, t.a) + Cost(t.falling, t.b) >= Cost(t.falling, t.a + t.b)
            && Cost(t.rising, t.a) + Cost(t.rising, t.b) <= Cost(t.rising, t.a + t.b),
        Tries);

    [Fact]
    public void Volume_PricesThatFall_NeverCostsMoreThanGraduated() => Property.Holds(
        from model in Falling from quantity in Quantity select (model, quantity),
        t => Cost(new VolumePrice(t.model.Tiers), t.quantity) <= Cost(t.model, t.quantity),
        Tries);

    [Fact]
    public void PerUnit_SplitInTwo_CostsTheSame() => Property.Holds(
        from price in AnyPrice from a in Quantity from b in Quantity select (model: new PerUnitPrice(price), a, b),
        t => Cost(t.model, t.a) + Cost(t.model, t.b) == Cost(t.model, t.a + t.b),
        Tries);

    [Fact]
    public void OneTier_Graduated_IsPerUnitAndVolume() => Property.Holds(
        from price in AnyPrice from quantity in Quantity from included in Gen.Choose(0, 200) select (price, quantity, included),
        t => Cost(new GraduatedPrice([new PriceTier(null, t.price)]) { IncludedQuantity = t.included }, t.quantity) is var cost
            && cost == Cost(new PerUnitPrice(t.price) { IncludedQuantity = t.included }, t.quantity)
            && cost == Cost(new VolumePrice([new PriceTier(null, t.price)]) { IncludedQuantity = t.included }, t.quantity),
        Tries);

    [Fact]
    public void TrueUp_AnyUsage_ReachesTheMinimumAndNoMore() => Property.Holds(
        from model in AnyModel from quantity in Quantity select PriceCalculator.Price(model, new MeasuredUsage(quantity, quantity)),
        priced => priced.TrueUp >= 0 && priced.Amount + priced.TrueUp == Math.Max(priced.Amount, priced.MinimumAmount),
        Tries);

    [Fact]
    public void TrueUp_FromARoundedLine_IsALineThatNeedsNoRounding() => Property.Holds(
        from model in AnyModel from quantity in Quantity select PriceCalculator.Price(model, new MeasuredUsage(quantity, quantity)),
        priced =>
        {
            var net = Currency.Eur.Round(priced.Amount);
            var trueUp = MinimumCommitment.TrueUp(priced.MinimumAmount, net);
            return Currency.Eur.Fits(trueUp) && net + trueUp == Math.Max(net, priced.MinimumAmount);
        },
        Tries);
}
