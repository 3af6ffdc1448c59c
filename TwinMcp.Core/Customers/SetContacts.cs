using TwinMcp.Core.Common;

namespace TwinMcp.Core.Customers;

/// <summary>All billing contacts of a customer; an empty list: the billing address alone.</summary>
public sealed record SetContacts(IReadOnlyList<SetContact?>? Contacts)
{
    internal const int Most = 10;

    internal BillingError? Check()
    {
        var errors = new FieldErrors();
        errors.Require(Contacts is { Count: <= Most }, "contacts", $"Required: a list of at most {Most}; an empty one for the billing address alone.");
        if (errors.Any)
            return errors.ToError();
        for (var n = 0; n < Contacts!.Count; n++)
            Contacts[n].Check(errors, $"contacts[{n}]");
        var addresses = Contacts.Select(c => c?.Email?.ToUpperInvariant()).ToList();
        errors.Require(addresses.Distinct().Count() == addresses.Count, "contacts", "Each address once.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <param name="Language">"fr" or "en".</param>
public sealed record SetContact(string? Email, string? Language, bool? Invoices, bool? Reminders, bool? Payments)
{
    internal BillingContact ToContact(CustomerId userId) => new()
    {
        UserId = userId,
        Email = Email!,
        Language = Language!,
        Invoices = Invoices == true,
        Reminders = Reminders == true,
        Payments = Payments == true,
    };
}

static class SetContactRules
{
    public static void Check(this SetContact? contact, FieldErrors errors, string field)
    {
        errors.Require(EmailRules.IsAddress(contact?.Email), field + ".email", EmailRules.Words);
        errors.Require(contact?.Language is "fr" or "en", field + ".language", "fr or en.");
        errors.Require(contact is { Invoices: true } or { Reminders: true } or { Payments: true }, field, "Receives at least one of invoices, reminders and payments.");
    }
}
