using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

/// <summary>Great Britain, and Northern Ireland under XI.</summary>
static class UnitedKingdom
{
    public const string Shape = "9 or 12 digits, GD000 to GD499 or HA500 to HA999";
    public const string Pattern = "(?!0{9})(?:[0-9]{9}|[0-9]{12})|GD[0-4][0-9]{2}|HA[5-9][0-9]{2}";

    /// <summary>Mod 97; since 2010 (from 100 0000 on) also "9755", with 55 added. Government and health bodies have no check digits.</summary>
    public static bool HasCheckDigits(string number)
    {
        if (!char.IsAsciiDigit(number[0]))
            return true;
        var rest = Weighted(number, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
        return rest == 0 || (rest == 97 - 55 && Number(number[..7]) >= 1_000_000);
    }
}
