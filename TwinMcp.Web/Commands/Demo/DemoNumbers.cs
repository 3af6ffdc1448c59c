using System.Globalization;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>
/// Company and VAT numbers that are valid by format and check digit, from ranges that no register has given out as far as we know:
/// SIREN 002 to 004, USt-IdNr 9, BCE 01, CIF 99 9.
/// </summary>
internal static class DemoNumbers
{
    /// <summary>The n-th demo SIREN: nine digits, the last by Luhn.</summary>
    public static string Siren(int n)
    {
        var stem = Digits(200_000 + (n * 61_153L + 13_791) % 300_000, 8);
        return stem + Luhn(stem);
    }

    /// <summary>FR + key + SIREN; key = (12 + 3 x (SIREN mod 97)) mod 97.</summary>
    public static string FrenchVat(string siren)
    {
        var key = (12 + 3 * (long.Parse(siren, CultureInfo.InvariantCulture) % 97)) % 97;
        return "FR" + Digits(key, 2) + siren;
    }

    public static string GermanVat(int n)
    {
        var stem = Digits(90_000_000 + n * 7_611_953L % 9_999_999, 8);
        return "DE" + stem + Mod1110(stem);
    }

    public static string BelgianVat(int n)
    {
        var number = 1_000_000 + n * 611_953L % 1_000_000;
        return "BE" + Digits(number, 8) + Digits(97 - number % 97, 2);
    }

    /// <summary>A for an S.A., B for an S.L.</summary>
    public static string SpanishVat(char form, int n)
    {
        var stem = Digits(9_990_000 + n * 613L % 10_000, 7);
        return "ES" + form + stem + CifControl(stem);
    }

    /// <summary>The digit that makes stem + digit pass Luhn.</summary>
    public static int Luhn(string stem)
    {
        // the check digit will be the rightmost: the stem's last digit is the first to be doubled
        var sum = stem.Reverse().Select((c, i) => i % 2 == 0 ? CrossSum(2 * (c - '0')) : c - '0').Sum();
        return (10 - sum % 10) % 10;
    }

    /// <summary>ISO 7064 MOD 11,10.</summary>
    public static int Mod1110(string stem)
    {
        var product = 10;
        foreach (var c in stem)
        {
            var sum = (c - '0' + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        return (11 - product) % 10;
    }

    public static int CifControl(string stem)
    {
        var sum = stem.Select((c, i) => i % 2 == 0 ? CrossSum(2 * (c - '0')) : c - '0').Sum();
        return (10 - sum % 10) % 10;
    }

    static int CrossSum(int number) => number / 10 + number % 10;

    static string Digits(long number, int length) => number.ToString("D" + length.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
