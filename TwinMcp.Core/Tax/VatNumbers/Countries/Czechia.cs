using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

/// <summary>Legal entities have 8 digits; people their birth number (9 digits until 1953, then 10) or 9 digits that begin with 6.</summary>
static class Czechia
{
    public static bool HasCheckDigit(string number) => number.Length switch
    {
        8 => IsLegalEntity(number),
        9 when number[0] == '6' => IsWithoutBirthNumber(number),
        _ => IsBirthNumber(number),
    };

    static bool IsLegalEntity(string n)
    {
        var digit = (11 - Weighted(n, 8, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return (digit == 0 ? 1 : digit % 10) == Last(n);
    }

    static bool IsWithoutBirthNumber(string n) => (Weighted(n[1..], 8, 7, 6, 5, 4, 3, 2) % 11 + 8) % 10 == Last(n);

    static bool IsBirthNumber(string n)
    {
        var isOld = n.Length == 9;
        var yearOfCentury = (int)Number(n[..2]);
        var year = (isOld, yearOfCentury) switch
        {
            (true, > 53) => 1800 + yearOfCentury,
            (true, _) => 1900 + yearOfCentury,
            (false, < 54) => 2000 + yearOfCentury,
            _ => 1900 + yearOfCentury,
        };
        // women + 50; + 20 when a day's numbers have run out
        if (!IsDate(year, (int)Number(n[2..4]) % 50 % 20, (int)Number(n[4..6])))
            return false;
        var rest = (int)(Number(n[..9]) % 11);
        return isOld || (year < 1985 ? rest % 10 : rest) == Last(n);
    }
}
