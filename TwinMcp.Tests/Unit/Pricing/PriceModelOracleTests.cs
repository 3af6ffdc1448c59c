using FsCheck.Fluent;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Unit.Pricing.PriceSamples;

namespace TwinMcp.Tests.Unit.Pricing;

/// <summary>Each model against arithmetic of another shape, with == : base quantities of the samples are powers of ten, so nothing is rounded.</summary>
public sealed class PriceModelOracleTests
{
    /// <summary>The integral of the tiers' price over what is charged: of each tier as much as lies between included and used.</summary>
    [Fact]
    public void Graduated_AnyFraction_IsTheIntegralOfItsTiers() => Property.Holds(
        from tiers in Tiers from quantity in Quantity from included in Gen.Choose(0, 1_000_000).Select(n => n / 10_000m) select (tiers, quantity, included),
        t =>
        {
            var (lower, expected) = (0m, 0m);
            foreach (var tier in t.tiers)
            {
                var upper = tier.UpTo ?? decimal.MaxValue;
                var width = Clamp(t.quantity, lower, upper) - Clamp(Math.Min(t.included, t.quantity), lower, upper);
                expected += width * tier.Price.Amount / tier.Price.BaseQuantity + (width > 0 ? tier.FlatFee : 0m);
                lower = upper;
            }
            return Cost(new GraduatedPrice(t.tiers) { IncludedQuantity = t.included }, t.quantity) == expected;
        },
        Tries);

    /// <summary>The last of a tier is still in it, the next ten-thousandth is in the next.</summary>
    [Fact]
    public void Volume_AtEveryBoundary_ChangesJustBehindIt() => Property.Holds(
        from tiers in Tiers.Where(t => t.Count > 1) from at in Gen.Choose(0, 3) select (tiers, at: at % (tiers.Count - 1)),
        t =>
        {
            var (model, edge) = (new VolumePrice(t.tiers), t.tiers[t.at].UpTo!.Value);
            return Cost(model, edge) == Of(t.tiers[t.at], edge) && Cost(model, edge + 0.0001m) == Of(t.tiers[t.at + 1], edge + 0.0001m);

            static decimal Of(PriceTier tier, decimal quantity) => quantity * tier.Price.Amount / tier.Price.BaseQuantity + tier.FlatFee;
        },
        Tries);

    /// <summary>In ten-thousandths, by whole-number division.</summary>
    [Fact]
    public void Package_AnyQuantity_CostsTheCeilingOfItsPackages() => Property.Holds(
        from size in Gen.Choose(1, 1_000_000)
        from cents in Gen.Choose(0, 10_000)
        from quantity in Gen.Choose(0, int.MaxValue)
        from included in Gen.Choose(0, 1_000_000)
        select (size, cents, quantity, included),
        t =>
        {
            var rest = Math.Max(0L, (long)t.quantity - t.included);
            var packages = (rest + t.size - 1) / t.size;
            var model = new PackagePrice(t.size / 10_000m, t.cents / 100m) { IncludedQuantity = t.included / 10_000m };
            return Cost(model, t.quantity / 10_000m) == packages * t.cents / 100m;
        },
        Tries);

    [Fact]
    public void Percentage_AnyAmount_IsTheShareOfWhatIsNotIncluded() => Property.Holds(
        from tenths in Gen.Choose(0, 1_000) from cents in Gen.Choose(0, int.MaxValue) from included in Gen.Choose(0, 100_000) select (tenths, cents, included),
        t => Cost(new PercentagePrice(t.tenths / 10m) { IncludedQuantity = t.included / 100m }, t.cents / 100m) == Math.Max(0L, (long)t.cents - t.included) * t.tenths / 100_000m,
        Tries);

    /// <summary>What is included is taken off first; the minimum is asked for of what is left.</summary>
    [Fact]
    public void IncludedAndMinimum_PerUnit_AreTheLargerOfTheTwo() => Property.Holds(
        from price in AnyPrice from quantity in Gen.Choose(0, 3_000) from included in Gen.Choose(0, 3_000) from minimum in Fee select (price, quantity, included, minimum),
        t =>
        {
            var priced = PriceCalculator.Price(new PerUnitPrice(t.price) { IncludedQuantity = t.included, MinimumAmount = t.minimum }, new MeasuredUsage(t.quantity));
            return priced.Amount + priced.TrueUp == Math.Max(t.minimum, Math.Max(0, t.quantity - t.included) * t.price.Amount / t.price.BaseQuantity);
        },
        Tries);

    /// <summary>With its true-up, so that the minimum is in it.</summary>
    [Fact]
    public void Total_OfMoreUsage_IsNeverLess() => Property.Holds(
        from model in Monotonic from a in Quantity from b in Quantity select (model, low: Math.Min(a, b), high: Math.Max(a, b)),
        t => Total(t.model, t.low) <= Total(t.model, t.high) && Total(t.model, t.low) >= t.model.MinimumAmount,
        Tries);

    static decimal Total(PriceModel model, decimal quantity) => PriceCalculator.Price(model, new MeasuredUsage(quantity, quantity)) is var priced ? priced.Amount + priced.TrueUp : 0m;

    static decimal Clamp(decimal value, decimal low, decimal high) => Math.Min(Math.Max(value, low), high);
}
