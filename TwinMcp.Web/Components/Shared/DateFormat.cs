using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Components.Shared;

/// <summary>How dates and times are written on the screen, in the reader's language. Amounts are in <see cref="MoneyFormat"/>.</summary>
internal static class DateFormat
{
    const string Nbsp = "\u00A0";

    /// <summary>"1 oct. 2026", "1 Oct 2026".</summary>
    public static string Day(DateOnly date, CultureInfo culture) => Glue(date.ToString("d MMM yyyy", MoneyFormat.For(culture)));

    /// <summary>For a column: the year is left out when it is the year of <paramref name="today"/>.</summary>
    public static string Column(DateOnly date, DateOnly today, CultureInfo culture) =>
        date.Year == today.Year ? Glue(date.ToString("d MMM", MoneyFormat.For(culture))) : Day(date, culture);

    /// <summary>"01/10/2026", as on the document.</summary>
    public static string Numeric(DateOnly date, CultureInfo culture) => date.ToString("dd/MM/yyyy", MoneyFormat.For(culture));

    /// <summary>"01/08 – 31/08/2026": the year once when it is the same.</summary>
    public static string NumericPeriod(DateOnly first, DateOnly last, CultureInfo culture)
    {
        var start = first.Year == last.Year ? first.ToString("dd/MM", MoneyFormat.For(culture)) : Numeric(first, culture);
        return start + Nbsp + "–" + Nbsp + Numeric(last, culture);
    }

    /// <summary>"1er octobre 2026" in a French sentence, "1 October 2026" in an English one.</summary>
    public static string Sentence(DateOnly date, CultureInfo culture)
    {
        var format = MoneyFormat.For(culture);
        var first = date.Day == 1 && format.TwoLetterISOLanguageName == "fr" ? "er" : "";
        return Glue(date.Day.ToString(format) + first + " " + date.ToString("MMMM yyyy", format));
    }

    /// <summary>"août 2026" for a calendar month, "1 – 15 août 2026" within one, "15 août – 14 sept. 2026" across two. Both days are in.</summary>
    public static string Period(DateOnly first, DateOnly last, CultureInfo culture)
    {
        var format = MoneyFormat.For(culture);
        if (first.Year != last.Year)
            return Day(first, culture) + " – " + Day(last, culture);
        if (first.Month != last.Month)
            return Glue(first.ToString("d MMM", format)) + " – " + Day(last, culture);
        var isWholeMonth = first.Day == 1 && last.AddDays(1).Day == 1;
        return isWholeMonth
            ? Glue(first.ToString("MMMM yyyy", format))
            : first.Day.ToString(format) + Nbsp + "–" + Nbsp + Glue(last.ToString("d MMM yyyy", format));
    }

    /// <summary>"14 sept. 2026, 10:21", in the given zone.</summary>
    public static string Instant(DateTimeOffset at, TimeZoneInfo zone, CultureInfo culture)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return Day(DateOnly.FromDateTime(local.DateTime), culture) + ", " + local.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    static string Glue(string text) => text.Replace(" ", Nbsp, StringComparison.Ordinal);
}
