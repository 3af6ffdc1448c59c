using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Invoicing.Selling;

/// <summary>What a seller's profile must be. Pure.</summary>
static class SellerRules
{
    public const int FooterLength = 300;
    public const int PenaltyLength = 500;

    /// <summary>The profile as it is stored: without spaces around, empty texts gone, numbers in their normal form, a paragraph in one line.</summary>
    public static EditSeller Normal(EditSeller input)
    {
        var address = input.Address ?? new EditAddress();
        return input with
        {
            Name = Text(input.Name),
            Brand = Text(input.Brand),
            LegalForm = Text(input.LegalForm),
            Rcs = Text(input.Rcs),
            Siren = Text(input.Siren) is { } siren ? CompanyNumber.CheckSiren(siren).Number : null,
            Siret = Text(input.Siret) is { } siret ? CompanyNumber.CheckSiret(siret).Number : null,
            VatId = Text(input.VatId) is { } vatId ? VatNumber.Check(vatId).Number : null,
            Address = new EditAddress
            {
                Line1 = Text(address.Line1),
                Line2 = Text(address.Line2),
                PostalCode = Text(address.PostalCode),
                City = Text(address.City),
                Country = Text(address.Country)?.ToUpperInvariant(),
            },
            Email = Text(input.Email),
            Phone = Text(input.Phone),
            Iban = Compact(input.Iban),
            Bic = Compact(input.Bic),
            ElectronicAddress = Text(input.ElectronicAddress),
            PrimaryColour = Text(input.PrimaryColour)?.ToUpperInvariant(),
            SecondaryColour = Text(input.SecondaryColour)?.ToUpperInvariant(),
            Layout = input.Layout ?? default(DocumentLayout),
            Footer = Paragraph(input.Footer),
            PenaltyTerms = Paragraph(input.PenaltyTerms),
        };
    }

    /// <summary>Null when right; else every field that is wrong. Whether an invoice may be issued is asked of <see cref="InvoiceCompleteness"/>.</summary>
    /// <param name="profile">Whole, and <see cref="Normal"/>.</param>
    public static BillingError? Check(EditSeller profile)
    {
        var errors = new FieldErrors();
        Line(errors, "name", profile.Name, 200, isRequired: true);
        Line(errors, "brand", profile.Brand, 60);
        Line(errors, "legalForm", profile.LegalForm, 200);
        Line(errors, "rcs", profile.Rcs, 100);
        Address(errors, profile.Address!);
        errors.Require(profile.Email is null || EmailRules.IsAddress(profile.Email), "email", EmailRules.Words);
        Line(errors, "phone", profile.Phone, 40);
        errors.Require(profile.Phone is null || profile.Phone.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '.' or '-' or '/' or '(' or ')'), "phone", "Digits, spaces and + - . / ( ).");
        Numbers(errors, profile);
        Bank(errors, profile);
        errors.Require(profile.ElectronicAddress is null || IsElectronicAddress(profile.ElectronicAddress), "electronicAddress", "A scheme and a value, like 0225:732829320 or EM:factures@example.fr.");
        errors.Require(IsColour(profile.PrimaryColour), "primaryColour", "# and six hexadecimal digits, like #2A52D8.");
        errors.Require(IsColour(profile.SecondaryColour), "secondaryColour", "# and six hexadecimal digits, like #0B2A8A.");
        errors.Require(Enum.IsDefined(profile.Layout!.Value), "layout", $"One of {string.Join(", ", Enum.GetNames<DocumentLayout>().Select(n => n.ToUpperInvariant()))}.");
        Line(errors, "footer", profile.Footer, FooterLength);
        Line(errors, "penaltyTerms", profile.PenaltyTerms, PenaltyLength);
        return errors.Any ? errors.ToError() : null;
    }

    /// <summary>The profile as invoices carry it; the logo is not changed here.</summary>
    public static Party Party(EditSeller profile, string? logoHash)
    {
        var address = profile.Address!;
        return new Party(profile.Name ?? "", new PostalAddress(address.Line1 ?? "", address.Line2, address.PostalCode ?? "", address.City ?? "", address.Country ?? ""))
        {
            IsCompany = true,
            Email = profile.Email,
            Phone = profile.Phone,
            Siren = profile.Siren,
            Siret = profile.Siret,
            VatId = profile.VatId,
            LegalForm = profile.LegalForm,
            Rcs = profile.Rcs,
            Brand = profile.Brand,
            Iban = profile.Iban,
            Bic = profile.Bic,
            PrimaryColour = profile.PrimaryColour,
            SecondaryColour = profile.SecondaryColour,
            ElectronicAddress = profile.ElectronicAddress,
            VatOnDebits = profile.VatOnDebits,
            Footer = profile.Footer,
            Layout = profile.Layout.ToString(),
            LogoHash = logoHash,
            PenaltyTerms = profile.PenaltyTerms,
        };
    }

    static void Address(FieldErrors errors, EditAddress address)
    {
        Line(errors, "address.line1", address.Line1, 200, isRequired: true);
        Line(errors, "address.line2", address.Line2, 200);
        Line(errors, "address.postalCode", address.PostalCode, 20, isRequired: true);
        Line(errors, "address.city", address.City, 100, isRequired: true);
        errors.Require(Countries.Exist(address.Country), "address.country", "Not a country: ISO 3166-1 alpha-2, like FR.");
    }

    static void Numbers(FieldErrors errors, EditSeller profile)
    {
        if (profile.Siren is { } siren && CompanyNumber.CheckSiren(siren) is { Valid: false } wrongSiren)
            errors.Add("siren", wrongSiren.Reason!);
        if (profile.Siret is { } siret)
        {
            if (CompanyNumber.CheckSiret(siret) is { Valid: false } wrongSiret)
                errors.Add("siret", wrongSiret.Reason!);
            else if (profile.Siren is { } owner && !siret.StartsWith(owner, StringComparison.Ordinal))
                errors.Add("siret", "A SIRET begins with the company's SIREN.");
        }
        if (profile.VatId is not { } vatId)
            return;
        var check = VatNumber.Check(vatId);
        if (!check.Valid)
            errors.Add("vatId", check.Reason!);
        else if (!Countries.ShareVatNumbers(check.Country, profile.Address!.Country))
            errors.Add("vatId", $"It is of {check.Country}, the address is in {profile.Address.Country ?? "no country"}.");
    }

    static void Bank(FieldErrors errors, EditSeller profile)
    {
        errors.Require(profile.Iban is null || IsIban(profile.Iban), "iban", "Not an IBAN: its check digits do not fit.");
        errors.Require(profile.Bic is null || IsBic(profile.Bic), "bic", "8 or 11 characters: bank, country, place and branch (ISO 9362).");
        errors.Require(profile.Bic is null || profile.Iban is not null, "bic", "Only with an IBAN.");
    }

    /// <summary>ISO 13616: letters as 10 to 35, the first four characters last, remainder 1 by 97.</summary>
    static bool IsIban(string iban)
    {
        if (iban.Length is < 15 or > 34 || !iban[..2].All(char.IsAsciiLetterUpper) || !iban[2..4].All(char.IsAsciiDigit) || !iban.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)))
            return false;
        var rest = 0;
        foreach (var c in iban[4..] + iban[..4])
            rest = char.IsAsciiDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
        return rest == 1;
    }

    static bool IsBic(string bic) => bic.Length is 8 or 11 && bic[..6].All(char.IsAsciiLetterUpper) && bic[6..].All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));

    static bool IsElectronicAddress(string address) => address.Length <= 140 && TextRules.IsOneLine(address) && !address.Contains(' ', StringComparison.Ordinal)
        && address.Split(':', 2) is [{ Length: 2 or 4 } scheme, { Length: > 0 }] && scheme.All(char.IsAsciiLetterOrDigit);

    static bool IsColour(string? colour) => colour is null or ['#', _, _, _, _, _, _] && (colour is null || colour[1..].All(char.IsAsciiHexDigit));

    static void Line(FieldErrors errors, string field, string? text, int longest, bool isRequired = false)
    {
        errors.Require(text is not null || !isRequired, field, "Required.");
        errors.Require(text is null || text.Length <= longest, field, $"At most {longest} characters.");
        errors.Require(TextRules.IsOneLine(text), field, "No control characters.");
    }

    static string? Text(string? text) => text?.Trim(' ') is { Length: > 0 } trimmed ? trimmed : null;

    static string? Compact(string? text) => Text(text?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant());

    /// <summary>It is typed in a box of several lines and printed as one paragraph.</summary>
    static string? Paragraph(string? text) => Text(text?.ReplaceLineEndings(" "));
}
