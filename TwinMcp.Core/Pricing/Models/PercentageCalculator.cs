namespace TwinMcp.Core.Pricing.Models;

static class PercentageCalculator
{
    /// <summary>The rate is a price per 100 of the amount.</summary>
    public static IEnumerable<PricedPart> Parts(PercentagePrice model, Charge charge) =>
        [new PricedPart(charge.From, charge.To, charge.Quantity, new UnitPrice(model.RatePercent, 100m))];
}
