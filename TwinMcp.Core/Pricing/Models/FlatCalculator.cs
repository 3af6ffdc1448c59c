namespace TwinMcp.Core.Pricing.Models;

static class FlatCalculator
{
    public static IEnumerable<PricedPart> Parts(FlatPrice model, Charge charge) => [new PricedPart(charge.From, charge.To, 1m, new UnitPrice(model.Fee))];
}
