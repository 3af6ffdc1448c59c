using TwinMcp.Core.Common;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Customers;

/// <summary>What a profile must be. Pure.</summary>
static class CustomerRules
{
    /// <summary>What a customer changes himself. Not who he is, where he is taxed or what he is billed in: that is on his invoices.</summary>
    public static readonly IReadOnlyList<string> OwnContact = ["contactName", "billingEmail", "phone", "language"];

    /// <summary>The profile as it is stored: without spaces around, empty texts gone, numbers in their normal form.</summary>
    public static EditCustomer Normal(EditCustomer input)
    {
        return input with
        {
            Name = Text(input.Name),
            ContactName = Text(input.ContactName),
            BillingEmail = Text(input.BillingEmail),
            Phone = Text(input.Phone),
            Language = Text(input.Language),
            Currency = Text(input.Currency),
            VatId = Text(input.VatId) is { } vatId ? VatNumber.Check(vatId).Number : null,
            Siren = Text(input.Siren) is { } siren ? CompanyNumber.CheckSiren(siren).Number : null,
            Siret = Text(input.Siret) is { } siret ? CompanyNumber.CheckSiret(siret).Number : null,
            ElectronicAddress = Text(input.ElectronicAddress),
            Address = Normal(input.Address ?? new EditAddress()),
            DeliveryAddress = input.DeliveryAddress is { } delivery && Normal(delivery) is var normal && normal != new EditAddress() ? normal : null,
        };
    }

    /// <summary>Null when right; else every field that is wrong.</summary>
    /// <param name="profile">Whole, and <see cref="Normal"/>.</param>
    /// <param name="given">The fields to answer for; null: all. What was wrong before does not stop a change of something else.</param>
    public static BillingError? Check(EditCustomer profile, IReadOnlyList<string>? given = null)
    {
        var errors = new FieldErrors();
        Line(errors, "name", profile.Name, 200, isRequired: true);
        errors.Require(profile.IsCompany is not null, "isCompany", "Required: true or false.");
        Line(errors, "contactName", profile.ContactName, 200);
        errors.Require(EmailRules.IsAddress(profile.BillingEmail), "billingEmail", EmailRules.Words);
        Line(errors, "phone", profile.Phone, 40);
        errors.Require(profile.Phone is null || profile.Phone.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '.' or '-' or '/' or '(' or ')'), "phone", "Digits, spaces and + - . / ( ).");
        errors.Require(profile.Language is "fr" or "en", "language", "fr or en.");
        errors.Require(Currency.TryParse(profile.Currency, out _), "currency", "Not a currency we know: ISO 4217, like EUR.");
        Where(errors, "address", profile.Address!);
        if (profile.DeliveryAddress is { } delivery)
            Where(errors, "deliveryAddress", delivery);
        Numbers(errors, profile);
        return errors.Any ? Only(errors.ToError(), given) : null;
    }

    public static Customer New(EditCustomer profile, CustomerId userId, DateTimeOffset now) => new()
    {
        UserId = userId,
        Name = profile.Name!,
        IsCompany = profile.IsCompany!.Value,
        ContactName = profile.ContactName,
        BillingEmail = profile.BillingEmail!,
        Phone = profile.Phone,
        Language = profile.Language!,
        Currency = Currency.Of(profile.Currency!),
        VatId = profile.VatId,
        Siren = profile.Siren,
        Siret = profile.Siret,
        ElectronicAddress = profile.ElectronicAddress,
        Address = Address(profile.Address!),
        DeliveryAddress = profile.DeliveryAddress is { } delivery ? Address(delivery) : null,
        CreatedAt = now,
    };

    public static void Apply(EditCustomer profile, Customer customer)
    {
        // an old row may lack what is required today: it stays as it is until somebody gives it
        (customer.Name, customer.IsCompany, customer.ContactName) = (profile.Name ?? "", profile.IsCompany!.Value, profile.ContactName);
        (customer.BillingEmail, customer.Phone, customer.Language) = (profile.BillingEmail ?? "", profile.Phone, profile.Language!);
        (customer.Currency, customer.VatId, customer.Siren) = (Currency.Of(profile.Currency!), profile.VatId, profile.Siren);
        (customer.Siret, customer.ElectronicAddress) = (profile.Siret, profile.ElectronicAddress);
        customer.Address = Address(profile.Address!);
        customer.DeliveryAddress = profile.DeliveryAddress is { } delivery ? Address(delivery) : null;
    }

    static void Where(FieldErrors errors, string at, EditAddress address)
    {
        Line(errors, $"{at}.line1", address.Line1, 200, isRequired: true);
        Line(errors, $"{at}.line2", address.Line2, 200);
        Line(errors, $"{at}.postalCode", address.PostalCode, 20, isRequired: true);
        Line(errors, $"{at}.city", address.City, 100, isRequired: true);
        errors.Require(Countries.Exist(address.Country), $"{at}.country", "Not a country: ISO 3166-1 alpha-2, like FR.");
    }

    static void Numbers(FieldErrors errors, EditCustomer profile)
    {
        if (profile.Siren is { } siren && CompanyNumber.CheckSiren(siren) is { Valid: false } wrongSiren)
            errors.Add("siren", wrongSiren.Reason!);
        if (profile.Siret is { } siret)
        {
            if (CompanyNumber.CheckSiret(siret) is { Valid: false } wrongSiret)
                errors.Add("siret", wrongSiret.Reason!);
            else if (profile.Siren is null || !siret.StartsWith(profile.Siren, StringComparison.Ordinal))
                errors.Add("siret", "It begins with the SIREN: give both.");
        }
        Reach(errors, profile);
        if (profile.VatId is not { } vatId)
            return;
        var check = VatNumber.Check(vatId);
        if (!check.Valid)
            errors.Add("vatId", check.Reason!);
        else if (!Countries.ShareVatNumbers(check.Country, profile.Address!.Country))
            errors.Add("vatId", $"It is of {check.Country}, the address is in {profile.Address.Country ?? "no country"}.");
    }

    /// <summary>Where e-invoices arrive. An address of the French directory (0225) is the SIREN, or begins with it (BR-FR-21, BR-FR-23).</summary>
    static void Reach(FieldErrors errors, EditCustomer profile)
    {
        if (profile.ElectronicAddress is not { } address)
            return;
        var parts = address.Split(':', 2);
        var isWhole = parts is [{ Length: 2 or 4 }, { Length: > 0 }] && parts[0].All(char.IsAsciiLetterOrDigit);
        errors.Require(isWhole && address.Length <= 140 && TextRules.IsOneLine(address) && !address.Contains(' ', StringComparison.Ordinal), "electronicAddress", "A scheme and a value, like 0225:732829320 or EM:factures@example.fr.");
        if (isWhole && parts[0] == "0225")
            errors.Require(profile.Siren is not null && parts[1].StartsWith(profile.Siren, StringComparison.Ordinal) && parts[1].All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '_' or '/'), "electronicAddress", "An address of the French directory begins with the SIREN; only letters, digits and + - _ /.");
    }

    static void Line(FieldErrors errors, string field, string? text, int longest, bool isRequired = false)
    {
        errors.Require(text is not null || !isRequired, field, "Required.");
        errors.Require(text is null || text.Length <= longest, field, $"At most {longest} characters.");
        errors.Require(TextRules.IsOneLine(text), field, "No control characters.");
    }

    static BillingError? Only(BillingError error, IReadOnlyList<string>? given)
    {
        if (given is null)
            return error;
        var errors = new FieldErrors();
        foreach (var (field, messages) in error.Fields!)
            if (given.Contains(field) || IsAbout(field, given))
                foreach (var message in messages)
                    errors.Add(field, message);
        return errors.Any ? errors.ToError() : null;
    }

    /// <summary>What has to fit together: a VAT id the country, a SIRET and an address of the directory the SIREN, an address itself.</summary>
    static bool IsAbout(string field, IReadOnlyList<string> given) => field switch
    {
        "vatId" => given.Contains("address.country"),
        "siret" or "electronicAddress" => given.Contains("siren"),
        _ => field.StartsWith("deliveryAddress.", StringComparison.Ordinal) && given.Any(g => g.StartsWith("deliveryAddress.", StringComparison.Ordinal)),
    };

    static EditAddress Normal(EditAddress address) => new()
    {
        Line1 = Text(address.Line1),
        Line2 = Text(address.Line2),
        PostalCode = Text(address.PostalCode),
        City = Text(address.City),
        Country = Text(address.Country),
    };

    /// <summary>Only spaces are trimmed: a line end around a text is refused, not hidden.</summary>
    static string? Text(string? text) => text?.Trim(' ') is { Length: > 0 } trimmed ? trimmed : null;

    static PostalAddress Address(EditAddress address) => new(address.Line1 ?? "", address.Line2, address.PostalCode ?? "", address.City ?? "", address.Country ?? "");
}
