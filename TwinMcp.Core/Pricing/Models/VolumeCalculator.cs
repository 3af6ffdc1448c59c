namespace TwinMcp.Core.Pricing.Models;

static class VolumeCalculator
{
    /// <summary>The tier of the whole quantity, included units counted.</summary>
    public static IEnumerable<PricedPart> Parts(VolumePrice model, Charge charge)
    {
        var tier = model.Tiers.FirstOrDefault(t => t.UpTo is null || charge.To <= t.UpTo)
            ?? throw new InvalidOperationException($"No tier for {charge.To}: the definition was not checked.");
        return [new PricedPart(charge.From, charge.To, charge.Quantity, tier.Price, tier.FlatFee)];
    }
}
