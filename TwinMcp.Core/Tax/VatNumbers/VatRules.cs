using System.Collections.Frozen;
using TwinMcp.Core.Tax.VatNumbers.Countries;
using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers;

/// <summary>
/// The one table of countries: the published format and check digit of each, held by numbers that public validators call valid or invalid
/// (VatNumberTests). Where a rule is in doubt the lenient one stands: a right number called wrong costs VAT.
/// </summary>
static class VatRules
{
    static readonly VatRule[] All =
    [
        new("AT", "U and 8 digits", "U[0-9]{8}", Austria.HasCheckDigit),
        new("BE", "10 digits, the first 0 or 1", "(?!0{8})[01][0-9]{9}", Belgium.HasCheckDigit) { Complete = Belgium.Complete },
        new("BG", "9 or 10 digits", "(?!0+\\z)[0-9]{9,10}", Bulgaria.HasCheckDigit),
        new("CY", "8 digits and a letter", "(?!12)[0-9]{8}[A-Z]", Cyprus.HasCheckDigit),
        new("CZ", "8, 9 or 10 digits", "[0-8][0-9]{7}|[0-9]{9,10}", Czechia.HasCheckDigit),
        new("DE", "9 digits, the first not 0", "[1-9][0-9]{8}", Mod11And10),
        new("DK", "8 digits, the first not 0", "[1-9][0-9]{7}", n => Weighted(n, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0),
        new("EE", "9 digits, the first not 0", "[1-9][0-9]{8}", n => Weighted(n, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0),
        new("EL", "9 digits", "(?!0{9})[0-9]{9}", n => Weighted(n, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10 == Last(n)) { Country = "GR" },
        new("ES", "9 characters: 7 or 8 digits with a letter before, behind or both", "[0-9]{8}[A-Z]|[XYZKLM][0-9]{7}[A-Z]|[A-HJNP-SUVW][0-9]{7}[0-9A-J]", Spain.HasCheckDigit),
        new("FI", "8 digits", "(?!0{8})[0-9]{8}", n => Weighted(n, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0),
        new("FR", "2 characters (the key; no I, no O) and 9 digits (the SIREN)", "[0-9A-HJ-NP-Z]{2}(?!0{9})[0-9]{9}", France.HasKey),
        new("GB", UnitedKingdom.Shape, UnitedKingdom.Pattern, UnitedKingdom.HasCheckDigits),
        new("HR", "11 digits", "[0-9]{11}", Mod11And10),
        new("HU", "8 digits, the first not 0", "[1-9][0-9]{7}", n => Weighted(n, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0),
        new("IE", "7 digits and 1 or 2 letters (or the old form, 1234567A with a letter in second place)", "[0-9]{7}[A-W][A-IW]?|[0-9][A-Z+*][0-9]{5}[A-W]", Ireland.HasCheckLetter),
        new("IT", "11 digits, the 8th to 10th the code of an office", "(?!0{7})[0-9]{7}(?!000)(?:0[0-9]{2}|100|120|121|888|999)[0-9]", Luhn),
        new("LT", "9 digits with a 1 in the 8th place, or 12 with a 1 in the 11th", "[0-9]{7}1[0-9]|[0-9]{10}1[0-9]", Lithuania.HasCheckDigit),
        new("LU", "8 digits", "[0-9]{8}", n => Number(n[..6]) % 89 == Number(n[6..])),
        new("LV", "11 digits", "[0-9]{11}", Latvia.HasCheckDigit),
        new("MT", "8 digits, the first not 0", "[1-9][0-9]{7}", n => Weighted(n, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0),
        new("NL", "9 digits, B and 2 digits (not 00)", "(?!0{9})[0-9]{9}B(?!00)[0-9]{2}", Netherlands.HasCheckDigit),
        new("PL", "10 digits", "(?!0{10})[0-9]{10}", n => Weighted(n, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == Last(n)),
        new("PT", "9 digits, the first not 0", "[1-9][0-9]{8}", n => (11 - Weighted(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10 == Last(n)),
        new("RO", "2 to 10 digits, the first not 0", "[1-9][0-9]{1,9}", n => Weighted(n.PadLeft(10, '0'), 7, 5, 3, 2, 1, 7, 5, 3, 2) * 10 % 11 % 10 == Last(n)),
        new("SE", "12 digits that end in 01", "(?!0{10})[0-9]{10}01", n => Luhn(n[..10])),
        // 11 - rest is the check digit; 10 is written 0, and 11 is not given out
        new("SI", "8 digits, the first not 0", "[1-9][0-9]{7}", n => Weighted(n, 8, 7, 6, 5, 4, 3, 2) % 11 is not 0 and var rest && (11 - rest) % 10 == Last(n)),
        new("SK", "10 digits, the first not 0, the third one of 2 3 4 7 8 9", "[1-9][0-9][2-47-9][0-9]{7}", n => Number(n) % 11 == 0),
        new("XI", UnitedKingdom.Shape, UnitedKingdom.Pattern, UnitedKingdom.HasCheckDigits),
    ];

    static readonly FrozenDictionary<string, VatRule> ByPrefix = All.ToFrozenDictionary(r => r.Prefix, StringComparer.Ordinal);

    public static IEnumerable<string> Prefixes => All.Select(r => r.Prefix);

    /// <summary>Greece's numbers begin with EL; its ISO code is understood as well.</summary>
    public static VatRule? Find(string prefix) => ByPrefix.GetValueOrDefault(prefix == "GR" ? "EL" : prefix);
}
