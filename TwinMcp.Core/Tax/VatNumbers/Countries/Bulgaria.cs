using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class Bulgaria
{
    public static bool HasCheckDigit(string number) =>
        number.Length == 9 ? IsLegalEntity(number) : IsCitizen(number) || IsForeigner(number) || IsOther(number);

    static bool IsLegalEntity(string n)
    {
        var rest = Weighted(n, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        if (rest == 10)
            rest = Weighted(n, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10;
        return rest == Last(n);
    }

    /// <summary>EGN: born in the 1800s with month + 20, in the 2000s with month + 40.</summary>
    static bool IsCitizen(string n)
    {
        var month = (int)Number(n[2..4]);
        var century = month switch { > 40 => 2000, > 20 => 1800, _ => 1900 };
        return IsDate(century + (int)Number(n[..2]), month % 20, (int)Number(n[4..6]))
            && Weighted(n, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10 == Last(n);
    }

    static bool IsForeigner(string n) => Weighted(n, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10 == Last(n);

    static bool IsOther(string n) => (11 - Weighted(n, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 == Last(n);
}
