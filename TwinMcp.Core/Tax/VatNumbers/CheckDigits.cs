using System.Globalization;

namespace TwinMcp.Core.Tax.VatNumbers;

/// <summary>The algorithms that several countries share. All take ASCII digits, which the format has made sure of.</summary>
static class CheckDigits
{
    public static int Digit(string digits, int at) => digits[at] - '0';

    public static int Last(string digits) => digits[^1] - '0';

    public static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The sum of the first digits, each times its weight.</summary>
    public static int Weighted(string digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var at = 0; at < weights.Length; at++)
            sum += weights[at] * Digit(digits, at);
        return sum;
    }

    /// <summary>Every second digit from the right doubled, the digits of all summed: a multiple of 10 when right.</summary>
    public static int LuhnSum(string digits)
    {
        var sum = 0;
        for (var at = 0; at < digits.Length; at++)
        {
            var digit = Digit(digits, digits.Length - 1 - at) * (at % 2 + 1);
            sum += digit / 10 + digit % 10;
        }
        return sum;
    }

    public static bool Luhn(string digits) => LuhnSum(digits) % 10 == 0;

    /// <summary>ISO 7064 MOD 11,10: Germany and Croatia.</summary>
    public static bool Mod11And10(string digits)
    {
        var product = 10;
        for (var at = 0; at < digits.Length - 1; at++)
        {
            var sum = (product + Digit(digits, at)) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (product + Last(digits)) % 10 == 1;
    }

    /// <summary>ISO 7064 MOD 97-10 with letters as 10 to 35: the Netherlands since 2020.</summary>
    public static bool Mod97(string text)
    {
        var rest = 0;
        foreach (var c in text)
            rest = char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
        return rest == 1;
    }

    /// <summary>A day that exists, of a person's number.</summary>
    public static bool IsDate(int year, int month, int day) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);
}
