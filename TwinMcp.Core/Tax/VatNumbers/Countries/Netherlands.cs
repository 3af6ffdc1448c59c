using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class Netherlands
{
    /// <summary>Companies: the RSIN's check digit. Sole traders since 2020: mod 97 over the whole number, NL included.</summary>
    public static bool HasCheckDigit(string number) => Weighted(number, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0 || Mod97("NL" + number);
}
