using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class Austria
{
    /// <summary>The 2nd, 4th and 6th digit doubled, the digits of all summed, and 4: a multiple of 10.</summary>
    public static bool HasCheckDigit(string number) => (LuhnSum(number[1..8]) + 4 + Last(number)) % 10 == 0;
}
