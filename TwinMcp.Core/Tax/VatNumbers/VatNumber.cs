namespace TwinMcp.Core.Tax.VatNumbers;

/// <summary>VAT numbers of the 27 EU states, Northern Ireland (XI) and Great Britain: format and check digit, offline.</summary>
public static class VatNumber
{
    /// <summary>Never throws: whatever is not a VAT number is invalid, with the reason.</summary>
    public static VatNumberCheck Check(string text)
    {
        var written = NumberText.Compact(text);
        var prefix = written.Length < 2 ? written : written[..2];
        if (VatRules.Find(prefix) is not { } rule)
            return VatNumberCheck.WrongFormat(written, null, "It must begin with the prefix of an EU state, XI or GB: FR, DE, EL ...");
        var body = rule.Complete(written[2..]);
        var number = rule.Prefix + body;
        return rule.HasFormat(body)
            ? VatNumberCheck.OfCheckDigit(number, rule.Country, rule.HasCheckDigit(body))
            : VatNumberCheck.WrongFormat(number, rule.Country, $"After {rule.Prefix} come {rule.Shape}.");
    }
}
