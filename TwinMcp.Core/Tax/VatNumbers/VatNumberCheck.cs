namespace TwinMcp.Core.Tax.VatNumbers;

/// <summary>What format and check digit say of a number, offline. Whether it is registered, only VIES knows.</summary>
/// <param name="Number">Normalised: upper case, without spaces, dots and dashes, with the prefix that VIES knows.</param>
/// <param name="Country">ISO 3166-1 (GR for EL), XI for Northern Ireland; null when the prefix is nobody's.</param>
/// <param name="Reason">Null when valid, else what is wrong, for a person.</param>
public sealed record VatNumberCheck(string Number, string? Country, bool FormatValid, bool CheckDigitValid, string? Reason)
{
    public bool Valid => FormatValid && CheckDigitValid;

    internal static VatNumberCheck WrongFormat(string number, string? country, string reason) => new(number, country, false, false, reason);

    internal static VatNumberCheck OfCheckDigit(string number, string country, bool fits) =>
        new(number, country, true, fits, fits ? null : "The check digit does not fit the rest of the number.");
}
