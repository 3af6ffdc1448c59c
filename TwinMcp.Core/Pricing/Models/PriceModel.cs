namespace TwinMcp.Core.Pricing.Models;

/// <summary>How a component is priced: one of the records below and nothing else. A definition is checked once, by <see cref="PriceModelRules"/>.</summary>
public abstract record PriceModel
{
    private protected PriceModel()
    {
    }

    /// <summary>
    /// The first so many of a period cost nothing. They keep their places: with 100,000 included, a tier up to 1,000,000 has 900,000 to charge.
    /// For a percentage it is an amount; a flat price has none.
    /// </summary>
    public decimal IncludedQuantity { get; init; }

    /// <summary>What the period costs at least; a true-up makes up the rest. 0: nothing.</summary>
    public decimal MinimumAmount { get; init; }
}

/// <summary>So much per base quantity: 0.60 per 1,000 (EN 16931 BT-146, BT-149). Never a tiny price per one.</summary>
public sealed record UnitPrice(decimal Amount, decimal BaseQuantity = 1m);

/// <param name="UpTo">The last quantity of the tier, counted from the first unit of all; null for the last tier, which is open.</param>
/// <param name="FlatFee">Once, when a unit of the tier is charged.</param>
public sealed record PriceTier(decimal? UpTo, UnitPrice Price, decimal FlatFee = 0m);

/// <summary>Every unit costs the same.</summary>
public sealed record PerUnitPrice(UnitPrice Price) : PriceModel;

/// <summary>Each unit costs what its tier says.</summary>
public sealed record GraduatedPrice(IReadOnlyList<PriceTier> Tiers) : PriceModel;

/// <summary>All units cost what the tier says that the whole quantity is in.</summary>
public sealed record VolumePrice(IReadOnlyList<PriceTier> Tiers) : PriceModel;

/// <summary>Whole packages: one more unit, one more package.</summary>
public sealed record PackagePrice(decimal Size, decimal Price) : PriceModel;

/// <summary>A share of an amount. The rate is in percent: 2.5 for 2.5 %.</summary>
public sealed record PercentagePrice(decimal RatePercent) : PriceModel;

/// <summary>The same whatever was used, and when nothing was.</summary>
public sealed record FlatPrice(decimal Fee) : PriceModel;
