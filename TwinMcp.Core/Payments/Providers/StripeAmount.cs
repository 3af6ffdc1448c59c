using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Providers;

/// <summary>
/// Amounts as the API takes them: whole smallest units. Three currencies differ from ISO 4217 there (docs.stripe.com/currencies, "special
/// cases"): MGA is charged whole, ISK and UGX in hundredths of which the last two are zero.
/// </summary>
public static class StripeAmount
{
    /// <summary>Null when the amount cannot be charged: three-decimal currencies take no odd last digit.</summary>
    public static long? ToMinor(Money money)
    {
        var minor = money.Amount * Factor(money.Currency);
        var isOdd = money.Currency.Exponent == 3 && minor % 10 != 0;
        return minor <= 0 || minor != decimal.Truncate(minor) || isOdd || minor > 99_999_999_999m ? null : (long)minor;
    }

    /// <summary>Null when it is not an amount of that currency.</summary>
    public static decimal? FromMinor(long minor, Currency currency)
    {
        var amount = minor / Factor(currency);
        return currency.Fits(amount) ? amount : null;
    }

    static decimal Factor(Currency currency) => currency.Code switch
    {
        "MGA" => 1m,
        "ISK" or "UGX" => 100m,
        _ => currency.Exponent switch
        {
            0 => 1m,
            3 => 1000m,
            _ => 100m,
        },
    };
}
