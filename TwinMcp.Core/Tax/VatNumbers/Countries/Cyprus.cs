using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class Cyprus
{
    /// <summary>What digits in the 1st, 3rd, 5th and 7th place count.</summary>
    static readonly int[] OddPlaces = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];

    public static bool HasCheckDigit(string number)
    {
        var sum = 0;
        for (var at = 0; at < 8; at++)
            sum += at % 2 == 0 ? OddPlaces[Digit(number, at)] : Digit(number, at);
        return 'A' + sum % 26 == number[8];
    }
}
