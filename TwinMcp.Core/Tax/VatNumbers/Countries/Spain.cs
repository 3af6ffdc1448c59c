using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

/// <summary>DNI of citizens (8 digits, letter), NIE of foreigners (X, Y, Z), K L M of special people, CIF of all others.</summary>
static class Spain
{
    const string PersonLetters = "TRWAGMYFPDXBNJZSQVHLCKE";
    const string EntityLetters = "JABCDEFGHI";

    /// <summary>Public bodies, orders and foreign entities: their check character is always a letter (Orden EHA/451/2008).</summary>
    const string AlwaysLetter = "NPQRSW";

    public static bool HasCheckDigit(string number) => number[0] switch
    {
        >= '0' and <= '9' => IsPerson(number),
        'X' or 'Y' or 'Z' => IsPerson((char)(number[0] - 'X' + '0') + number[1..]),
        'K' or 'L' or 'M' => IsPerson(number[1..]),
        _ => IsEntity(number),
    };

    static bool IsPerson(string number) => PersonLetters[(int)(Number(number[..^1]) % 23)] == number[^1];

    /// <summary>Of the other kinds some write a digit and some a letter, and sources disagree which: both are right.</summary>
    static bool IsEntity(string number)
    {
        var digit = (10 - LuhnSum(number[1..8] + "0") % 10) % 10;
        return number[8] == EntityLetters[digit] || (number[8] == '0' + digit && !AlwaysLetter.Contains(number[0], StringComparison.Ordinal));
    }
}
