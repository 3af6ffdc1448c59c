using TwinMcp.Core.Tax;

namespace TwinMcp.Tests.Unit.Tax;

/// <summary>Settings, rates and buyers to decide about.</summary>
static class TaxSamples
{
    public static readonly DateOnly Today = new(2026, 11, 30);

    /// <summary>A part of the real rates, with changes that matter.</summary>
    public static readonly TaxRateTable Rates = new(
    [
        Rate("FR", "2000-04-01", 19.6m), Rate("FR", "2014-01-01", 20m),
        Rate("FR", "2014-01-01", 10m, TaxRateKind.Intermediate), Rate("FR", "2014-01-01", 5.5m, TaxRateKind.Reduced),
        Rate("GP", "2000-04-01", 8.5m), Rate("MQ", "2000-04-01", 8.5m), Rate("RE", "2000-04-01", 8.5m), Rate("RE", "2000-04-01", 2.1m, TaxRateKind.Reduced),
        Rate("DE", "2007-01-01", 19m), Rate("DE", "2020-07-01", 16m), Rate("DE", "2021-01-01", 19m),
        Rate("IE", "2012-01-01", 23m), Rate("IE", "2020-09-01", 21m), Rate("IE", "2021-03-01", 23m),
        Rate("FI", "2013-01-01", 24m), Rate("FI", "2024-09-01", 25.5m),
        Rate("EE", "2009-07-01", 20m), Rate("EE", "2024-01-01", 22m), Rate("EE", "2025-07-01", 24m),
        Rate("ES", "2012-09-01", 21m), Rate("GR", "2016-06-01", 24m), Rate("IT", "2013-10-01", 22m), Rate("AT", "1984-01-01", 20m),
        Rate("LU", "2015-01-01", 17m), Rate("LU", "2023-01-01", 16m), Rate("LU", "2024-01-01", 17m), Rate("CY", "2014-01-13", 19m),
        Rate("PT", "2011-01-01", 23m), Rate("PT-20", "2014-01-01", 18m), Rate("PT-20", "2021-07-01", 16m), Rate("PT-30", "2012-04-01", 22m),
        Rate("XI", "2011-01-04", 20m),
    ]);

    public static TaxSetup Setup(TaxRegime regime = TaxRegime.Standard, Action<TaxSettings>? change = null)
    {
        var settings = new TaxSettings { Regime = regime };
        change?.Invoke(settings);
        return new TaxSetup(settings, Rates, 20m);
    }

    /// <summary>As with nothing set up: one rate for everybody.</summary>
    public static BuyerTax Simple(decimal ratePercent) => new(new TaxSetup(new TaxSettings(), new TaxRateTable([]), ratePercent), Company("FR"), Today);

    public static TaxBuyer Company(string country, string? vatId = null, string postalCode = "", VatEvidence? check = null) => new(true, country, postalCode, vatId, check);

    public static TaxBuyer Person(string country, string postalCode = "", string? vatId = null) => new(false, country, postalCode, vatId);

    static TaxRate Rate(string country, string from, decimal rate, TaxRateKind kind = TaxRateKind.Standard) =>
        new() { Country = country, Kind = kind, ValidFrom = DateOnly.ParseExact(from, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), Rate = rate };
}
