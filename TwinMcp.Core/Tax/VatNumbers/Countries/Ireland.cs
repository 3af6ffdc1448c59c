using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class Ireland
{
    const string Letters = "WABCDEFGHIJKLMNOPQRSTUV";

    public static bool HasCheckLetter(string number) => char.IsAsciiDigit(number[1])
        ? number[7] == LetterOf(number[..7], number.Length == 9 ? Letters.IndexOf(number[8], StringComparison.Ordinal) : 0)
        // until 2013: the first digit belongs behind the others
        : number[7] == LetterOf("0" + number[2..7] + number[0], 0);

    /// <param name="second">The place of the second letter; none counts as W, 0.</param>
    static char LetterOf(string digits, int second) => Letters[(Weighted(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * second) % 23];
}
