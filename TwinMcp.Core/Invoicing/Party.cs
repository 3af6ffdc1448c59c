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

    /// <summary>A line of the seller's own at the foot of each page.</summary>
    public string? Footer { get; init; }

    /// <summary>A name of <see cref="Documents.DocumentLayout"/>; null: the first.</summary>
    public string? Layout { get; init; }

    /// <summary>SHA-256 of the seller's logo, lower-case hex: its bytes are kept in seller_logos for ever.</summary>
    public string? LogoHash { get; init; }

    /// <summary>The seller's own words about late payment; null: the legal text.</summary>
    public string? PenaltyTerms { get; init; }

    /// <summary>Where e-invoices arrive (BT-34, BT-49), "scheme:value"; null: a French company's SIREN in the French directory (0225).</summary>
    public string? ElectronicAddress { get; init; }

    /// <summary>Of a buyer: where the supply goes when that is not his address (BG-15).</summary>
    public PostalAddress? DeliveryAddress { get; init; }

    /// <summary>Of a seller who chose it: VAT is due by the invoice's date, not by its payment (CGI art. 269-2 c; BT-8).</summary>
    public bool VatOnDebits { get; init; }

    public static Party Of(Customer customer) => new(customer.Name, customer.Address)
    {
        IsCompany = customer.IsCompany,
        ContactName = customer.ContactName,
        Email = customer.BillingEmail,
        Siren = customer.Siren,
        Siret = customer.Siret,
        VatId = customer.VatId,
        ElectronicAddress = customer.ElectronicAddress,
        DeliveryAddress = customer.DeliveryAddress,
    };
}
