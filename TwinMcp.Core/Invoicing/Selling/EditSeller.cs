using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents;

namespace TwinMcp.Core.Invoicing.Selling;

/// <summary>The body of <c>PUT /api/settings/company</c>: all of the profile but the logo; what is not given is empty afterwards.</summary>
public sealed record EditSeller
{
    public string? Name { get; init; }

    /// <summary>Beside the mark; the name when there is none.</summary>
    public string? Brand { get; init; }

    /// <summary>"SAS au capital de 120 000 €".</summary>
    public string? LegalForm { get; init; }

    /// <summary>"RCS Lyon 842 317 901".</summary>
    public string? Rcs { get; init; }

    public string? Siren { get; init; }
    public string? Siret { get; init; }
    public string? VatId { get; init; }
    public EditAddress? Address { get; init; }
    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Iban { get; init; }
    public string? Bic { get; init; }

    /// <summary>Where e-invoices reach the seller, "scheme:value".</summary>
    public string? ElectronicAddress { get; init; }

    /// <summary>VAT is due by the invoice's date, not by its payment (CGI art. 269-2 c).</summary>
    public bool VatOnDebits { get; init; }

    /// <summary>"#2A52D8".</summary>
    public string? PrimaryColour { get; init; }

    public string? SecondaryColour { get; init; }
    public DocumentLayout? Layout { get; init; }

    /// <summary>At the foot of each page, at most 300 characters.</summary>
    public string? Footer { get; init; }

    /// <summary>Own words about late payment, at most 500 characters; without them the legal text.</summary>
    public string? PenaltyTerms { get; init; }

    /// <summary>Every member by its name on the wire.</summary>
    internal IReadOnlyList<(string Field, object? Value)> Members =>
    [
        ("name", Name),
        ("brand", Brand),
        ("legalForm", LegalForm),
        ("rcs", Rcs),
        ("siren", Siren),
        ("siret", Siret),
        ("vatId", VatId),
        ("address.line1", Address?.Line1),
        ("address.line2", Address?.Line2),
        ("address.postalCode", Address?.PostalCode),
        ("address.city", Address?.City),
        ("address.country", Address?.Country),
        ("email", Email),
        ("phone", Phone),
        ("iban", Iban),
        ("bic", Bic),
        ("electronicAddress", ElectronicAddress),
        ("vatOnDebits", VatOnDebits),
        ("primaryColour", PrimaryColour),
        ("secondaryColour", SecondaryColour),
        ("layout", Layout),
        ("footer", Footer),
        ("penaltyTerms", PenaltyTerms),
    ];

    /// <summary>Which members the two differ in, with this one's value first.</summary>
    public IReadOnlyList<(string Field, object? Mine, object? Other)> Differences(EditSeller other) =>
        [.. Members.Zip(other.Members, (a, b) => (a.Field, Mine: a.Value, Other: b.Value)).Where(m => !Equals(m.Mine, m.Other))];

    public static EditSeller Of(Party party) => new()
    {
        Name = party.Name,
        Brand = party.Brand,
        LegalForm = party.LegalForm,
        Rcs = party.Rcs,
        Siren = party.Siren,
        Siret = party.Siret,
        VatId = party.VatId,
        Address = EditAddress.Of(party.Address),
        Email = party.Email,
        Phone = party.Phone,
        Iban = party.Iban,
        Bic = party.Bic,
        ElectronicAddress = party.ElectronicAddress,
        VatOnDebits = party.VatOnDebits,
        PrimaryColour = party.PrimaryColour,
        SecondaryColour = party.SecondaryColour,
        Layout = Enum.TryParse<DocumentLayout>(party.Layout, out var layout) ? layout : default,
        Footer = party.Footer,
        PenaltyTerms = party.PenaltyTerms,
    };
}
