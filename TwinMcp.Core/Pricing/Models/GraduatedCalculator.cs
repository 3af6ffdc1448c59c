namespace TwinMcp.Core.Pricing.Models;

static class GraduatedCalculator
{
    /// <summary>A part for each tier that a charged unit is in.</summary>
    public static IEnumerable<PricedPart> Parts(GraduatedPrice model, Charge charge)
    {
        var from = charge.From;
        foreach (var tier in model.Tiers)
        {
            var to = Math.Min(tier.UpTo ?? charge.To, charge.To);
            if (to <= from)
                continue;
            yield return new PricedPart(from, to, to - from, tier.Price, tier.FlatFee);
            from = to;
        }
        if (from < charge.To)
            throw new InvalidOperationException($"No tier for {charge.To}: the definition was not checked.");
    }
}
