using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing.Models;

namespace TwinMcp.Core.Pricing;

/// <summary>What a version must be to be stored and priced with. Names every field that is wrong, by its path on the wire.</summary>
sealed class PlanVersionRules
{
    const int MostPrices = 20;
    const int MostTiersRead = 100;
    const decimal MostFee = 1_000_000_000_000m;

    readonly FieldErrors errors = new();
    readonly Currency currency;

    PlanVersionRules(Currency currency) => this.currency = currency;

    /// <summary>Null when right.</summary>
    public static BillingError? Check(DraftPlanVersion input)
    {
        if (!Currency.TryParse(input.Currency, out var currency))
            return BillingError.Invalid("currency", input.Currency is null ? "Required: an ISO 4217 code." : "Not a currency we know.");
        var rules = new PlanVersionRules(currency);
        rules.Version(input);
        return rules.errors.Any ? rules.errors.ToError() : null;
    }

    void Version(DraftPlanVersion input)
    {
        errors.Require(input.MonthlyFee is not null, "monthlyFee", "Required.");
        Fee(input.MonthlyFee, "monthlyFee");
        Fee(input.YearlyFee, "yearlyFee");
        errors.Require(input.EffectiveFrom is not null, "effectiveFrom", "Required.");
        errors.Require(input.EffectiveFrom is null or { Year: >= 2000 and <= 2200 }, "effectiveFrom", "Out of range.");
        errors.Require(input.Prices is not null, "prices", "Required; empty for a plan that is only a fee.");
        errors.Require(input.Prices is null or { Count: <= MostPrices }, "prices", $"At most {MostPrices}.");
        if (input.Prices is not { Count: <= MostPrices } prices)
            return;
        HashSet<(PriceComponent?, string?)> seen = [];
        for (var at = 0; at < prices.Count; at++)
        {
            if (prices[at] is not { } price)
            {
                errors.Add($"prices[{at}]", "Required.");
                continue;
            }
            Price(price, $"prices[{at}]");
            errors.Require(seen.Add((price.Component, price.Tool)), $"prices[{at}]", "This component and tool have a price already.");
        }
    }

    void Fee(decimal? fee, string field)
    {
        errors.Require(fee is null or >= 0, field, "Not negative.");
        errors.Require(fee is null or < MostFee, field, "Less than 10^12.");
        errors.Require(fee is null || currency.Fits(fee.Value), field, $"{currency} has {currency.Exponent} decimals.");
    }

    void Price(PlanPriceInput price, string at)
    {
        errors.Require(price.Component is not null, $"{at}.component", "Required.");
        errors.Require(price.Model is not null, $"{at}.model", "Required.");
        if (price.Component is not { } component || price.Model is not { } model)
            return;
        errors.Require(Suits(component, model), $"{at}.model", "FLAT is for FLAT, PERCENTAGE for CHARGES, the others for REQUESTS and TOKENS.");
        var isCounted = component is PriceComponent.Requests or PriceComponent.Tokens;
        errors.Require(price.Tool is null || isCounted, $"{at}.tool", "Only with REQUESTS and TOKENS.");
        errors.Require(price.Tool is null || UsageTools.Find(price.Tool) is not null, $"{at}.tool", $"{UsageTools.ResolveLibraryId} or {UsageTools.QueryDocs}.");
        // a flat price is asked for its included quantity by its model
        errors.Require(isCounted || model == PriceModelKind.Flat || price.IncludedQuantity is null or 0, $"{at}.includedQuantity", "Only with REQUESTS and TOKENS.");
        errors.Require(isCounted || price.MinimumAmount is null or 0, $"{at}.minimumAmount", "Only with REQUESTS and TOKENS.");
        Members(price, at);
        if (PriceModelRules.Check(price.ToPrice(Guid.Empty).ToModel(), currency) is not { Fields: { } wrong })
            return;
        foreach (var (field, messages) in wrong)
            Array.ForEach(messages, message => errors.Add($"{at}.{OnTheWire(field)}", message));
    }

    /// <summary>What the model needs, and nothing that it would not look at.</summary>
    void Members(PlanPriceInput price, string at)
    {
        errors.Require(price.HasTiers ? price.UnitPrice is null : price.UnitPrice is not null, $"{at}.unitPrice", price.HasTiers ? "The tiers say it." : "Required.");
        errors.Require(!price.HasTiers || price.BaseQuantity is null, $"{at}.baseQuantity", "The tiers say it.");
        var hasOwnBase = price.Model is PriceModelKind.PerUnit or PriceModelKind.Package;
        errors.Require(hasOwnBase || price.HasTiers || price.BaseQuantity is null || price.BaseQuantity == price.UsualBase, $"{at}.baseQuantity", $"{price.UsualBase} with this model, or not given.");
        errors.Require(price.Model != PriceModelKind.Package || price.BaseQuantity is not null, $"{at}.baseQuantity", "Required: the size of a package.");
        errors.Require(price.HasTiers || price.Tiers is null, $"{at}.tiers", "Only with GRADUATED and VOLUME.");
        for (var n = 0; n < price.Tiers?.Count && n < MostTiersRead; n++)
            errors.Require(price.Tiers[n]?.UnitPrice is not null, $"{at}.tiers[{n}].unitPrice", "Required.");
    }

    static bool Suits(PriceComponent component, PriceModelKind model) => component switch
    {
        PriceComponent.Flat => model == PriceModelKind.Flat,
        PriceComponent.Charges => model == PriceModelKind.Percentage,
        PriceComponent.Requests or PriceComponent.Tokens => model is not (PriceModelKind.Flat or PriceModelKind.Percentage),
        _ => throw new ArgumentOutOfRangeException(nameof(component), component, null),
    };

    /// <summary>The models have names of their own for what the wire and the table keep in two members.</summary>
    static string OnTheWire(string field) => field switch
    {
        "packageSize" => "baseQuantity",
        "packagePrice" or "ratePercent" or "fee" => "unitPrice",
        _ => field,
    };
}
