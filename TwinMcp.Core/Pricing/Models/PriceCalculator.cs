namespace TwinMcp.Core.Pricing.Models;

/// <summary>Usage in, priced parts out, by the one switch over the models. Pure; takes only checked definitions (<see cref="PriceModelRules"/>).</summary>
public static class PriceCalculator
{
    /// <exception cref="ArgumentOutOfRangeException">Usage is counted and never negative; corrections are lines of their own.</exception>
    public static PricedUsage Price(PriceModel model, MeasuredUsage usage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(usage.Quantity);
        ArgumentOutOfRangeException.ThrowIfNegative(usage.Amount);
        var measured = model is PercentagePrice ? usage.Amount : usage.Quantity;
        var included = Math.Min(model.IncludedQuantity, measured);
        List<PricedPart> parts = included > 0 ? [PricedPart.Included(included)] : [];
        parts.AddRange(Charged(model, new Charge(included, measured)));
        return new PricedUsage(parts, model.MinimumAmount);
    }

    static IEnumerable<PricedPart> Charged(PriceModel model, Charge charge) => model switch
    {
        FlatPrice flat => FlatCalculator.Parts(flat, charge),
        _ when charge.IsEmpty => [],
        PerUnitPrice perUnit => PerUnitCalculator.Parts(perUnit, charge),
        GraduatedPrice graduated => GraduatedCalculator.Parts(graduated, charge),
        VolumePrice volume => VolumeCalculator.Parts(volume, charge),
        PackagePrice package => PackageCalculator.Parts(package, charge),
        PercentagePrice percentage => PercentageCalculator.Parts(percentage, charge),
        _ => throw new ArgumentOutOfRangeException(nameof(model), model, null),
    };
}

/// <summary>What is left to charge: from behind the included units to the end of the usage.</summary>
readonly record struct Charge(decimal From, decimal To)
{
    public decimal Quantity => To - From;

    public bool IsEmpty => To <= From;
}
