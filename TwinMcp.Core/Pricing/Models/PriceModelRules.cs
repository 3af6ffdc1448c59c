using TwinMcp.Core.Common;

namespace TwinMcp.Core.Pricing.Models;

/// <summary>What a definition must be to be priced with and to be stored. Names every field that is wrong, by its path.</summary>
public sealed class PriceModelRules
{
    const int MostTiers = 100;
    const decimal MostQuantity = 1_000_000_000_000m;

    // numeric(20,10)
    const decimal MostPrice = 10_000_000_000m;

    readonly FieldErrors errors = new();

    readonly Currency currency;

    PriceModelRules(Currency currency) => this.currency = currency;

    /// <summary>Null when the definition is right in this currency. Amounts that stand on a line by themselves have no more decimals than it has.</summary>
    public static BillingError? Check(PriceModel model, Currency currency)
    {
        var rules = new PriceModelRules(currency);
        rules.All(model);
        return rules.errors.Any ? rules.errors.ToError() : null;
    }

    void All(PriceModel model)
    {
        Quantity(model.IncludedQuantity, "includedQuantity", allowZero: true);
        errors.Require(model is not FlatPrice || model.IncludedQuantity == 0, "includedQuantity", "A flat price includes no quantity.");
        Amount(model.MinimumAmount, "minimumAmount");
        switch (model)
        {
            case PerUnitPrice perUnit:
                Price(perUnit.Price, "");
                break;
            case GraduatedPrice graduated:
                Tiers(graduated.Tiers);
                break;
            case VolumePrice volume:
                Tiers(volume.Tiers);
                break;
            case PackagePrice package:
                Quantity(package.Size, "packageSize");
                Price(package.Price, "packagePrice");
                break;
            case PercentagePrice percentage:
                errors.Require(percentage.RatePercent is >= 0 and <= 100, "ratePercent", "From 0 to 100.");
                Decimals(percentage.RatePercent, "ratePercent", 10);
                break;
            case FlatPrice flat:
                Amount(flat.Fee, "fee");
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(model), model, null);
        }
    }

    void Tiers(IReadOnlyList<PriceTier> tiers)
    {
        errors.Require(tiers.Count is >= 1 and <= MostTiers, "tiers", $"From 1 to {MostTiers} tiers.");
        var before = 0m;
        for (var at = 0; at < tiers.Count && at < MostTiers; at++)
        {
            var (tier, field) = (tiers[at], $"tiers[{at}]");
            Price(tier.Price, field + ".");
            Price(tier.FlatFee, $"{field}.flatFee");
            if (at == tiers.Count - 1)
                errors.Require(tier.UpTo is null, $"{field}.upTo", "The last tier has no end.");
            else if (tier.UpTo is not { } upTo)
                errors.Add($"{field}.upTo", "Required: only the last tier has no end.");
            else
            {
                Quantity(upTo, $"{field}.upTo");
                errors.Require(upTo > before, $"{field}.upTo", $"More than {(at == 0 ? "0" : "the tier before")}.");
                before = Math.Max(before, upTo);
            }
        }
    }

    void Price(UnitPrice price, string at)
    {
        Price(price.Amount, $"{at}unitPrice");
        Quantity(price.BaseQuantity, $"{at}baseQuantity");
    }

    void Amount(decimal amount, string field)
    {
        Price(amount, field);
        errors.Require(currency.Fits(amount), field, $"{currency} has {currency.Exponent} decimals.");
    }

    void Price(decimal price, string field)
    {
        errors.Require(price >= 0, field, "Not negative.");
        errors.Require(price < MostPrice, field, "Less than 10^10.");
        Decimals(price, field, 10);
    }

    void Quantity(decimal quantity, string field, bool allowZero = false)
    {
        errors.Require(allowZero ? quantity >= 0 : quantity > 0, field, allowZero ? "Not negative." : "More than 0.");
        errors.Require(quantity < MostQuantity, field, "Less than 10^12.");
        Decimals(quantity, field, 4);
    }

    void Decimals(decimal value, string field, int most) =>
        errors.Require(decimal.Round(value, most, MidpointRounding.ToZero) == value, field, $"At most {most} decimals.");
}
