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
        var address = input.Address ?? new EditAddress();
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
            Address = new EditAddress
            {
                Line1 = Text(address.Line1),
                Line2 = Text(address.Line2),
                PostalCode = Text(address.PostalCode),
                City = Text(address.City),
                Country = Text(address.Country),
            },
        };
    }

    /// <summary>Null when right; else every field that is wrong.</summary>
    /// <param name="profile">Whole, and <see cref="Normal"/>.</param>
    /// <param name="given">The fields to answer for; null: all. What was wrong before does not stop a change of something else.</param>
    public static BillingError? Check(EditCustomer profile, IReadOnlyList<string>? given = null)
    {
        var errors = new FieldErrors();
        var address = profile.Address!;
        Line(errors, "name", profile.Name, 200, isRequired: true);
        errors.Require(profile.IsCompany is not null, "isCompany", "Required: true or false.");
        Line(errors, "contactName", profile.ContactName, 200);
        errors.Require(EmailRules.IsAddress(profile.BillingEmail), "billingEmail", EmailRules.Words);
        Line(errors, "phone", profile.Phone, 40);
        errors.Require(profile.Phone is null || profile.Phone.All(c => char.IsAsciiDigit(c) || c is '+' or ' ' or '.' or '-' or '/' or '(' or ')'), "phone", "Digits, spaces and + - . / ( ).");
        errors.Require(profile.Language is "fr" or "en", "language", "fr or en.");
        errors.Require(Currency.TryParse(profile.Currency, out _), "currency", "Not a currency we know: ISO 4217, like EUR.");
        Line(errors, "address.line1", address.Line1, 200, isRequired: true);
        Line(errors, "address.line2", address.Line2, 200);
        Line(errors, "address.postalCode", address.PostalCode, 20, isRequired: true);
        Line(errors, "address.city", address.City, 100, isRequired: true);
        errors.Require(Countries.Exist(address.Country), "address.country", "Not a country: ISO 3166-1 alpha-2, like FR.");
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
        Address = Address(profile.Address!),
        CreatedAt = now,
    };

    public static void Apply(EditCustomer profile, Customer customer)
    {
        // an old row may lack what is required today: it stays as it is until somebody gives it
        (customer.Name, customer.IsCompany, customer.ContactName) = (profile.Name ?? "", profile.IsCompany!.Value, profile.ContactName);
        (customer.BillingEmail, customer.Phone, customer.Language) = (profile.BillingEmail ?? "", profile.Phone, profile.Language!);
        (customer.Currency, customer.VatId, customer.Siren) = (Currency.Of(profile.Currency!), profile.VatId, profile.Siren);
        customer.Address = Address(profile.Address!);
    }

    static void Numbers(FieldErrors errors, EditCustomer profile)
    {
        if (profile.Siren is { } siren && CompanyNumber.CheckSiren(siren) is { Valid: false } wrongSiren)
            errors.Add("siren", wrongSiren.Reason!);
        if (profile.VatId is not { } vatId)
            return;
        var check = VatNumber.Check(vatId);
        if (!check.Valid)
            errors.Add("vatId", check.Reason!);
        else if (!Countries.ShareVatNumbers(check.Country, profile.Address!.Country))
            errors.Add("vatId", $"It is of {check.Country}, the address is in {profile.Address.Country ?? "no country"}.");
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
            // a VAT id also has to fit the country
            if (given.Contains(field) || (field == "vatId" && given.Contains("address.country")))
                foreach (var message in messages)
                    errors.Add(field, message);
        return errors.Any ? errors.ToError() : null;
    }

    /// <summary>Only spaces are trimmed: a line end around a text is refused, not hidden.</summary>
    static string? Text(string? text) => text?.Trim(' ') is { Length: > 0 } trimmed ? trimmed : null;

    static PostalAddress Address(EditAddress address) => new(address.Line1 ?? "", address.Line2, address.PostalCode ?? "", address.City ?? "", address.Country ?? "");
}
