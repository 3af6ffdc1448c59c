namespace TwinMcp.Core.Pricing.Models;

static class PerUnitCalculator
{
    public static IEnumerable<PricedPart> Parts(PerUnitPrice model, Charge charge) => [new PricedPart(charge.From, charge.To, charge.Quantity, model.Price)];
}
