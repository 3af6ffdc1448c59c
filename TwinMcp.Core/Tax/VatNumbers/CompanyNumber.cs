namespace TwinMcp.Core.Tax.VatNumbers;

/// <summary>The numbers of French companies (SIREN, 9 digits) and of their establishments (SIRET, SIREN and 5 digits).</summary>
public static class CompanyNumber
{
    const string France = "FR";
    const string LaPoste = "356000000";

    public static VatNumberCheck CheckSiren(string text)
    {
        var number = NumberText.Compact(text);
        return IsDigits(number, 9)
            ? VatNumberCheck.OfCheckDigit(number, France, IsSiren(number))
            : VatNumberCheck.WrongFormat(number, France, "A SIREN has 9 digits, not all of them 0.");
    }

    public static VatNumberCheck CheckSiret(string text)
    {
        var number = NumberText.Compact(text);
        return IsDigits(number, 14)
            ? VatNumberCheck.OfCheckDigit(number, France, IsSiren(number[..9]) && HasSiretDigit(number))
            : VatNumberCheck.WrongFormat(number, France, "A SIRET has 14 digits: a SIREN and 5 more.");
    }

    /// <summary>Nine digits; those of Monaco begin with 000 and have no check digit.</summary>
    internal static bool IsSirenOrMonegasque(string number) => number.StartsWith("000", StringComparison.Ordinal) || IsSiren(number);

    static bool IsSiren(string number) => CheckDigits.Luhn(number);

    /// <summary>La Poste ran out of numbers that Luhn allows: all digits of its establishments sum to a multiple of 5 (its seat keeps Luhn).</summary>
    static bool HasSiretDigit(string number) =>
        CheckDigits.Luhn(number) || (number.StartsWith(LaPoste, StringComparison.Ordinal) && number.Sum(c => c - '0') % 5 == 0);

    static bool IsDigits(string number, int length) =>
        number.Length == length && NumberText.IsDigits(number) && !number.StartsWith("000000000", StringComparison.Ordinal);
}
