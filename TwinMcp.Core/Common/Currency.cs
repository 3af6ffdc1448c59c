using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace TwinMcp.Core.Common;

/// <summary>An ISO 4217 currency with its own exponent (JPY 0, EUR 2, TND 3). Only listed currencies exist.</summary>
[JsonConverter(typeof(CurrencyJson))]
public readonly record struct Currency
{
    static readonly FrozenDictionary<string, int> Exponents = BuildExponents();

    public static readonly Currency Eur = new("EUR");

    readonly string? code;

    Currency(string code) => this.code = code;

    /// <summary>ISO 4217 alphabetic code, upper case.</summary>
    public string Code => code ?? throw new InvalidOperationException("An unset currency was used.");

    /// <summary>Number of decimals of the smallest unit.</summary>
    public int Exponent => Exponents[Code];

    public static IEnumerable<Currency> All => Exponents.Keys.Order(StringComparer.Ordinal).Select(c => new Currency(c));

    /// <exception cref="ArgumentException">The code is not a currency we know: a bug, input goes through <see cref="TryParse"/>.</exception>
    public static Currency Of(string code) =>
        TryParse(code, out var currency) ? currency : throw new ArgumentException($"Unknown currency '{code}'.", nameof(code));

    public static bool TryParse(string? code, out Currency currency)
    {
        currency = default;
        if (code is null || !Exponents.ContainsKey(code))
            return false;
        currency = new Currency(code);
        return true;
    }

    /// <summary>Rounds half away from zero to this currency's smallest unit. The only place where an amount is rounded.</summary>
    public decimal Round(decimal amount) => decimal.Round(amount, Exponent, MidpointRounding.AwayFromZero);

    /// <summary>True when the amount has no more decimals than the currency has.</summary>
    public bool Fits(decimal amount) => Round(amount) == amount;

    public override string ToString() => code ?? "";

    static FrozenDictionary<string, int> BuildExponents()
    {
        const string none = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
        const string three = "BHD IQD JOD KWD LYD OMR TND";
        const string two = """
            AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC
            CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD
            KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO
            NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
            THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
            """;
        return Codes(none, 0).Concat(Codes(three, 3)).Concat(Codes(two, 2)).ToFrozenDictionary(StringComparer.Ordinal);

        static IEnumerable<KeyValuePair<string, int>> Codes(string codes, int exponent) =>
            codes.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(c => KeyValuePair.Create(c, exponent));
    }
}
