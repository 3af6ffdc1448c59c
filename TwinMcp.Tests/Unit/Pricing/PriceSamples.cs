using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Pricing.Models;

namespace TwinMcp.Tests.Unit.Pricing;

/// <summary>Definitions and usages for properties. Base quantities are powers of ten, so that amounts are exact and can be compared with ==.</summary>
static class PriceSamples
{
    /// <summary>Enough to meet every edge of a tier thousands of times.</summary>
    public const int Tries = 3_000;

    public static Gen<UnitPrice> AnyPrice { get; } =
        from tenThousandths in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 99), Gen.Choose(0, 1_000_000))
        from perThousand in Gen.Elements(1m, 10m, 1_000m, 1_000_000m)
        select new UnitPrice(tenThousandths / 10_000m, perThousand);

    public static Gen<decimal> Fee { get; } = Gen.OneOf(Gen.Constant(0m), Gen.Choose(0, 10_000).Select(cents => cents / 100m));

    public static Gen<IReadOnlyList<PriceTier>> Tiers { get; } =
        from widths in Gen.Choose(1, 60).ListOf(4)
        from count in Gen.Choose(0, 4)
        from prices in AnyPrice.ListOf(5)
        from fees in Fee.ListOf(5)
        select (IReadOnlyList<PriceTier>)[.. Enumerable.Range(0, count + 1)
            .Select(at => new PriceTier(at == count ? null : widths.Take(at + 1).Sum(), prices[at], fees[at]))];

    /// <summary>The same tiers with the prices in order and no fees.</summary>
    public static Gen<GraduatedPrice> Falling { get; } = Tiers.Select(tiers => new GraduatedPrice(InOrder(tiers, falling: true)));

    public static Gen<GraduatedPrice> Rising { get; } = Tiers.Select(tiers => new GraduatedPrice(InOrder(tiers, falling: false)));

    public static Gen<PriceModel> AnyModel { get; } =
        from model in Gen.OneOf(
            AnyPrice.Select(p => (PriceModel)new PerUnitPrice(p)),
            Tiers.Select(t => (PriceModel)new GraduatedPrice(t)),
            Tiers.Select(t => (PriceModel)new VolumePrice(t)),
            from size in Gen.Choose(1, 50) from price in Fee select (PriceModel)new PackagePrice(size, price),
            Gen.Choose(0, 1_000).Select(r => (PriceModel)new PercentagePrice(r / 10m)),
            Fee.Select(f => (PriceModel)new FlatPrice(f)))
        from included in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 200))
        from minimum in Fee
        select model with { IncludedQuantity = model is FlatPrice ? 0 : included, MinimumAmount = minimum };

    public static Gen<PriceModel> Monotonic { get; } = AnyModel.Where(m => m is not VolumePrice);

    /// <summary>Around the edges of the tiers, with fractions, and far behind them.</summary>
    public static Gen<decimal> Quantity { get; } = Gen.OneOf(
        Gen.Constant(0m), Gen.Choose(0, 300).Select(n => (decimal)n), Gen.Choose(0, 3_000_000).Select(n => n / 10_000m), Gen.Choose(0, int.MaxValue).Select(n => (decimal)n));

    public static decimal Cost(PriceModel model, decimal quantity) => PriceCalculator.Price(model, new MeasuredUsage(quantity, quantity)).Amount;

    static List<PriceTier> InOrder(IReadOnlyList<PriceTier> tiers, bool falling)
    {
        var perOne = tiers.Select(t => t.Price).OrderBy(p => p.Amount / p.BaseQuantity * (falling ? -1 : 1)).ToList();
        return [.. tiers.Select((t, at) => new PriceTier(t.UpTo, perOne[at]))];
    }
}
