using TwinMcp.Core.Pricing.Models;

namespace TwinMcp.Core.Pricing;

/// <summary>What is priced.</summary>
public enum PriceComponent
{
    Requests,
    Tokens,

    /// <summary>Once a period, whatever was used.</summary>
    Flat,

    /// <summary>The period's other charges: a percentage of them.</summary>
    Charges,
}

/// <summary>How it is priced; each has its record among the <see cref="PriceModel"/>s.</summary>
public enum PriceModelKind
{
    PerUnit,
    Graduated,
    Volume,
    Package,
    Percentage,
    Flat,
}

/// <summary>The price of one component of a version, per base quantity: EUR 0.60 per 1,000,000 tokens, never 0.0000006 (EN 16931 BT-149).</summary>
public sealed class PlanPrice
{
    /// <summary><see cref="Tool"/> of a price for every tool that has none of its own.</summary>
    public const string AllTools = "";

    public required Guid PlanVersionId { get; init; }

    public required PriceComponent Component { get; init; }

    /// <summary>The one tool that is priced, or <see cref="AllTools"/>.</summary>
    public string Tool { get; init; } = AllTools;

    public PriceModelKind Model { get; init; }

    /// <summary>Per unit; of a package its price; of a flat price the fee; of a percentage the rate in percent. 0 when tiers say it.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>What the unit price is for; of a package its size.</summary>
    public required decimal BaseQuantity { get; init; }

    /// <summary>The first so many of a period cost nothing.</summary>
    public decimal IncludedQuantity { get; init; }

    /// <summary>What the component costs a period at least.</summary>
    public decimal MinimumAmount { get; init; }

    public List<PlanPriceTier> Tiers { get; init; } = [];

    /// <summary>The same price as the calculators take it.</summary>
    public PriceModel ToModel()
    {
        PriceModel model = Model switch
        {
            PriceModelKind.PerUnit => new PerUnitPrice(new UnitPrice(UnitPrice, BaseQuantity)),
            PriceModelKind.Graduated => new GraduatedPrice(TierList()),
            PriceModelKind.Volume => new VolumePrice(TierList()),
            PriceModelKind.Package => new PackagePrice(BaseQuantity, UnitPrice),
            PriceModelKind.Percentage => new PercentagePrice(UnitPrice),
            PriceModelKind.Flat => new FlatPrice(UnitPrice),
            _ => throw new InvalidOperationException($"{Model} is no price model."),
        };
        return model with { IncludedQuantity = IncludedQuantity, MinimumAmount = MinimumAmount };
    }

    List<PriceTier> TierList() =>
        [.. Tiers.OrderBy(t => t.Position).Select(t => new PriceTier(t.UpTo, new UnitPrice(t.UnitPrice, t.BaseQuantity), t.FlatFee))];
}

/// <summary>One tier of a graduated or volume price.</summary>
public sealed class PlanPriceTier
{
    public required Guid PlanVersionId { get; init; }
    public required PriceComponent Component { get; init; }
    public string Tool { get; init; } = PlanPrice.AllTools;

    /// <summary>1, 2, 3 ...</summary>
    public required int Position { get; init; }

    /// <summary>The last quantity in it; null for the last tier.</summary>
    public decimal? UpTo { get; init; }

    public required decimal UnitPrice { get; init; }
    public required decimal BaseQuantity { get; init; }

    /// <summary>Once, when a unit of the tier is charged.</summary>
    public decimal FlatFee { get; init; }
}
