using TwinMcp.Core.Common;

namespace TwinMcp.Core.Tax;

/// <summary>What one unit of a currency was worth in euro on a day (art. 91 of Directive 2006/112/EC, CGI art. 266-1 bis: the ECB's rate).</summary>
public sealed class ExchangeRate
{
    public required Currency Currency { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>EUR for one unit: the ECB's quotation the other way round.</summary>
    public required decimal RateToEur { get; set; }
}

/// <summary>An invoice's VAT in euro (EN 16931 BT-111), with the rate and its day.</summary>
public sealed record EuroTax(decimal ExchangeRate, DateOnly On, decimal TaxEur)
{
    /// <summary>Rounded once.</summary>
    public static EuroTax Of(ExchangeRate rate, decimal tax) => new(rate.RateToEur, rate.On, Currency.Eur.Round(tax * rate.RateToEur));
}
