using TwinMcp.Core.Common;

namespace TwinMcp.Core.Tax;

/// <summary>The body of <c>PUT /api/tax/settings</c>: all of it, with the version that was seen.</summary>
public sealed record ChangeTaxSettings
{
    public TaxRegime? Regime { get; init; }
    public string? SellerCountry { get; init; }
    public Supply? Supply { get; init; }
    public DateOnly? OssFrom { get; init; }
    public bool ViesEnabled { get; init; }
    public bool FailClosed { get; init; }
    public int? CheckMaxAgeDays { get; init; }

    /// <summary>As GET gave it; another one is stale.</summary>
    public uint? Version { get; init; }

    internal Result<ChangeTaxSettings> Validate()
    {
        var errors = new FieldErrors();
        errors.Require(Regime is not null, "regime", "Required: SIMPLE, STANDARD or FRANCHISE.");
        errors.Require(SellerCountry is not null && TaxPlaces.IsState(SellerCountry), "sellerCountry", "Required: one of the 27 EU states, ISO 3166-1 alpha-2.");
        errors.Require(Supply is not null, "supply", "Required: SERVICES or GOODS.");
        errors.Require(OssFrom is null or { Year: >= 2015 and <= 2200 }, "ossFrom", "Out of range.");
        errors.Require(CheckMaxAgeDays is >= 1 and <= 366, "checkMaxAgeDays", "Required: from 1 to 366 days.");
        errors.Require(!FailClosed || ViesEnabled, "failClosed", "Only with viesEnabled.");
        errors.Require(Version is not null, "version", "Required: the version that GET gave.");
        return errors.Any ? errors.ToError() : this;
    }
}

/// <summary>The body of <c>POST /api/tax/rates</c>.</summary>
public sealed record AddTaxRate
{
    /// <summary>A state, or a region with rates of its own: FR, RE, PT-20.</summary>
    public string? Country { get; init; }

    public TaxRateKind? Kind { get; init; }
    public DateOnly? ValidFrom { get; init; }

    /// <summary>In percent.</summary>
    public decimal? Rate { get; init; }

    internal Result<AddTaxRate> Validate()
    {
        var errors = new FieldErrors();
        errors.Require(TaxRateRules.IsCode(Country), "country", TaxRateRules.CodeWords);
        errors.Require(Kind is not null, "kind", "Required: STANDARD, INTERMEDIATE, REDUCED, SUPER_REDUCED or PARKING.");
        errors.Require(ValidFrom is { Year: >= 1970 and <= 2200 }, "validFrom", "Required: a date from 1970 to 2200.");
        errors.Require(Rate is >= 0 and <= 100, "rate", "Required: from 0 to 100 percent.");
        errors.Require(Rate is null || decimal.Round(Rate.Value, 4, MidpointRounding.ToZero) == Rate, "rate", "At most 4 decimals.");
        return errors.Any ? errors.ToError() : this;
    }
}

/// <summary>The body of <c>PUT /api/tax/exchange-rates</c>: a day's rates, new or corrected.</summary>
public sealed record SetExchangeRates
{
    const int Most = 200;

    public IReadOnlyList<ExchangeRateInput>? Rates { get; init; }

    internal Result<SetExchangeRates> Validate(DateOnly today)
    {
        var errors = new FieldErrors();
        errors.Require(Rates is { Count: >= 1 and <= Most }, "rates", $"From 1 to {Most} rates.");
        for (var i = 0; !errors.Any && i < Rates!.Count; i++)
            Check(errors, Rates[i], $"rates[{i}]", today);
        errors.Require(errors.Any || Rates!.DistinctBy(r => (r.Currency, r.On)).Count() == Rates!.Count, "rates", "A currency and day twice.");
        return errors.Any ? errors.ToError() : this;
    }

    static void Check(FieldErrors errors, ExchangeRateInput? rate, string at, DateOnly today)
    {
        errors.Require(rate is not null, at, "Required.");
        errors.Require(Common.Currency.TryParse(rate?.Currency, out var currency) && currency != Currency.Eur, $"{at}.currency", "An ISO 4217 code other than EUR.");
        errors.Require(rate?.On is { Year: >= 2000 } on && on <= today, $"{at}.on", "Required: a day that has come.");
        errors.Require(rate?.RateToEur is > 0 and < 1_000_000m, $"{at}.rateToEur", "Required: EUR for one unit, more than 0.");
        errors.Require(rate?.RateToEur is not { } r || decimal.Round(r, 10, MidpointRounding.ToZero) == r, $"{at}.rateToEur", "At most 10 decimals.");
    }
}

public sealed record ExchangeRateInput
{
    public string? Currency { get; init; }
    public DateOnly? On { get; init; }

    /// <summary>EUR for one unit of the currency.</summary>
    public decimal? RateToEur { get; init; }
}

static class TaxRateRules
{
    public const string CodeWords = "Required: two letters, or a region like PT-20.";

    public static bool IsCode(string? code) => code is { Length: 2 or 5 } && code[..2].All(char.IsAsciiLetterUpper) && (code.Length == 2 || (code[2] == '-' && code[3..].All(char.IsAsciiLetterOrDigit)));
}
