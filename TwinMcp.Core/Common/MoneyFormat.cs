using System.Collections.Frozen;
using System.Globalization;

namespace TwinMcp.Core.Common;

/// <summary>How amounts, quantities and dates are written for people (fr, en) and for machines. The one place that knows.</summary>
public static class MoneyFormat
{
    const string NarrowSpace = "\u202F";
    const string NoBreakSpace = "\u00A0";
    const string Minus = "\u2212";

    static readonly FrozenDictionary<string, string> Symbols = new Dictionary<string, string>
    {
        ["EUR"] = "€",
        ["USD"] = "$",
        ["GBP"] = "£",
        ["JPY"] = "¥",
        ["CAD"] = "CA$",
        ["AUD"] = "A$",
        ["PLN"] = "zł",
        ["INR"] = "₹",
    }.ToFrozenDictionary();

    static readonly CultureInfo French = Make("fr-FR", NarrowSpace, ",");
    static readonly CultureInfo English = Make("en-GB", ",", ".");

    /// <summary>Our culture for a language: "fr" or "en" (anything else reads English).</summary>
    public static CultureInfo For(string language) => language.StartsWith("fr", StringComparison.OrdinalIgnoreCase) ? French : English;

    public static CultureInfo For(CultureInfo culture) => For(culture.TwoLetterISOLanguageName);

    /// <summary>"1 643,50 €" in French, "€1,643.50" in English; the currency's own decimals.</summary>
    public static string Text(Money money, CultureInfo culture)
    {
        var format = For(culture);
        var number = Number(Math.Abs(money.Amount), money.Currency, format);
        var sign = money.Rounded().IsNegative ? Minus : "";
        var known = Symbols.TryGetValue(money.Currency.Code, out var symbol);
        if (ReferenceEquals(format, French))
            return sign + number + NoBreakSpace + (known ? symbol : money.Currency.Code);
        return sign + (known ? symbol + number : money.Currency.Code + NoBreakSpace + number);
    }

    /// <summary>The amount without the currency's sign, with its decimals: "1 643,50".</summary>
    public static string Number(decimal amount, Currency currency, CultureInfo culture) =>
        amount.ToString("N" + currency.Exponent.ToString(CultureInfo.InvariantCulture), For(culture));

    /// <summary>A quantity with up to four decimals and no trailing zeros: "1 842 316", "3,5".</summary>
    public static string Quantity(decimal quantity, CultureInfo culture) => quantity.ToString("#,##0.####", For(culture));

    /// <summary>A unit price with at least the currency's decimals and at most ten: "0,60", "0,0008".</summary>
    public static string Price(decimal price, Currency currency, CultureInfo culture)
    {
        var decimals = new string('0', currency.Exponent) + new string('#', Math.Max(0, 10 - currency.Exponent));
        return price.ToString("#,##0." + decimals, For(culture));
    }

    /// <summary>A rate in percent: "20 %" in French, "20%" in English.</summary>
    public static string Percent(decimal rate, CultureInfo culture) =>
        rate.ToString("0.####", For(culture)) + (ReferenceEquals(For(culture), French) ? NarrowSpace : "") + "%";

    /// <summary>Invariant text with exactly the currency's decimals: "1643.50".</summary>
    public static string Wire(Money money) =>
        money.Amount.ToString("F" + money.Currency.Exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    static CultureInfo Make(string name, string group, string point)
    {
        var culture = (CultureInfo)CultureInfo.GetCultureInfo(name).Clone();
        culture.NumberFormat.NumberGroupSeparator = group;
        culture.NumberFormat.NumberDecimalSeparator = point;
        culture.NumberFormat.NegativeSign = Minus;
        return CultureInfo.ReadOnly(culture);
    }
}
