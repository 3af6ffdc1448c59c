using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Invoicing;

/// <summary>A seller or buyer as printed on an invoice: a snapshot, stored with it.</summary>
public sealed record Party(string Name, PostalAddress Address)
{
    public bool IsCompany { get; init; }
    public string? ContactName { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Siren { get; init; }
    public string? Siret { get; init; }
    public string? VatId { get; init; }

    /// <summary>"SAS au capital de 120 000 €".</summary>
    public string? LegalForm { get; init; }

    /// <summary>"RCS Lyon 842 317 901".</summary>
    public string? Rcs { get; init; }

    public string? Brand { get; init; }
    public string? Iban { get; init; }
    public string? Bic { get; init; }

    /// <summary>"#2A52D8".</summary>
    public string? PrimaryColour { get; init; }

    public string? SecondaryColour { get; init; }

    public static Party Of(Customer customer) => new(customer.Name, customer.Address)
    {
        IsCompany = customer.IsCompany,
        ContactName = customer.ContactName,
        Email = customer.BillingEmail,
        Siren = customer.Siren,
        VatId = customer.VatId,
    };
}
