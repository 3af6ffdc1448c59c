namespace TwinMcp.Core.Pricing.Models;

static class PackageCalculator
{
    /// <summary>As many packages as hold what is left after the included units; charged are their contents.</summary>
    public static IEnumerable<PricedPart> Parts(PackagePrice model, Charge charge)
    {
        // by the remainder: a quotient of decimals can be rounded just over a whole number
        var missing = charge.Quantity % model.Size;
        var charged = missing == 0 ? charge.Quantity : charge.Quantity - missing + model.Size;
        return [new PricedPart(charge.From, charge.To, charged, new UnitPrice(model.Price, model.Size))];
    }
}
