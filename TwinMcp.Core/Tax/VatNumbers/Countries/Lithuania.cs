using static TwinMcp.Core.Tax.VatNumbers.CheckDigits;

namespace TwinMcp.Core.Tax.VatNumbers.Countries;

static class Lithuania
{
    public static bool HasCheckDigit(string number)
    {
        var rest = Sum(number, 0) % 11;
        if (rest == 10)
            rest = Sum(number, 2) % 11 % 10;
        return rest == Last(number);
    }

    /// <summary>All but the last digit, with weights that run from 1 to 9 and around.</summary>
    static int Sum(string number, int shift)
    {
        var sum = 0;
        for (var at = 0; at < number.Length - 1; at++)
            sum += (1 + (at + shift) % 9) * Digit(number, at);
        return sum;
    }
}
