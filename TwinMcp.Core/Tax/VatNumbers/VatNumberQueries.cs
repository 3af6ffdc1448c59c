using TwinMcp.Core.Common;

namespace TwinMcp.Core.Tax.VatNumbers;

/// <summary>What a person or a program asks about a number. Tax itself asks <see cref="VatNumber"/>, which takes nothing for a VAT number that is none.</summary>
public static class VatNumberQueries
{
    const int Longest = 40;
    const int SirenLength = 9;
    const int SiretLength = 14;

    /// <summary>A VAT number with its prefix; nine digits without one are a SIREN, fourteen a SIRET.</summary>
    public static Result<VatNumberCheck> Check(Actor actor, string? number)
    {
        if (Access.Check(actor, BillingAction.CheckTaxNumber) is { } refused)
            return refused;
        if (number is null or { Length: > Longest } || number.All(NumberText.IsSeparator))
            return BillingError.Invalid("number", $"From 1 to {Longest} characters.");
        if (!number.All(c => NumberText.IsPart(c) || NumberText.IsSeparator(c)))
            return BillingError.Invalid("number", "Only letters A to Z, digits, spaces, dots and dashes (and + and * of old Irish numbers).");
        var compact = NumberText.Compact(number);
        return (compact.Length, NumberText.IsDigits(compact)) switch
        {
            (SirenLength, true) => AsCompany(CompanyNumber.CheckSiren(compact), "SIREN"),
            (SiretLength, true) => AsCompany(CompanyNumber.CheckSiret(compact), "SIRET"),
            _ => VatNumber.Check(compact),
        };
    }

    /// <summary>Says what the number was taken for, so that nobody takes it for a VAT number.</summary>
    static VatNumberCheck AsCompany(VatNumberCheck check, string kind) =>
        check with { Reason = $"Read as a {kind}: without a country's prefix it is not a VAT number.{(check.Reason is { } wrong ? " " + wrong : "")}" };
}
