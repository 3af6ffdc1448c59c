using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class Belgium
{
    /// <summary>Until 2005 nine digits: they have got a leading 0.</summary>
    public static string Complete(string number) => number.Length == 9 ? "0" + number : number;

    public static bool HasCheckDigit(string number) => 97 - Number(number[..8]) % 97 == Number(number[8..]);
}
