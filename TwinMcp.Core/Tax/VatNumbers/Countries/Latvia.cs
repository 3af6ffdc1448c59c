using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class Latvia
{
    public static bool HasCheckDigit(string number) => number[0] > '3'
        ? Weighted(number, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3
        // people's codes since 2017 begin with 32 and tell nothing of themselves
        : number.StartsWith("32", StringComparison.Ordinal) || IsPerson(number);

    /// <summary>Day, month, year, century (0: 1800s, 1: 1900s, 2: 2000s).</summary>
    static bool IsPerson(string n) =>
        Digit(n, 6) <= 2
        && IsDate(1800 + 100 * Digit(n, 6) + (int)Number(n[4..6]), (int)Number(n[2..4]), (int)Number(n[..2]))
        && (1 + Weighted(n, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10 == Last(n);
}
