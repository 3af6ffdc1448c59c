using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Tax.VatNumbers;

namespace TwinMcp.Core.Invoicing;

/// <summary>The two parties of an invoice as EN 16931 names them. What a VAT category forbids to say is left out here.</summary>
static class ElectronicPartyBuilder
{
    public static ElectronicParty Seller(Party party, IReadOnlyCollection<InvoiceVat> vat)
    {
        // exempt as a small business: no VAT id, and the fiscal number is the SIREN (BR-E-02, BR-FR-CO-16)
        var isFranchise = vat.Any(v => v.ExemptionCode == TaxExemption.FranchiseCode);
        var common = Common(party, vat);
        return common with
        {
            TradingName = ElectronicText.OrNull(party.Brand) is { } brand && brand != common.Name ? brand : null,
            TaxRegistration = isFranchise && common.VatId is null ? common.LegalId?.Value : null,
            LegalDescription = Joined(party.LegalForm, party.Rcs),
            Phone = ElectronicText.OrNull(party.Phone),
        };
    }

    public static ElectronicParty Buyer(Party party, IReadOnlyCollection<InvoiceVat> vat) =>
        Common(party, vat) with { ContactName = party.IsCompany ? ElectronicText.OrNull(party.ContactName) : null };

    public static ElectronicPostalAddress Address(PostalAddress address) => new(
        ElectronicText.OrNull(address.Line1),
        ElectronicText.OrNull(address.Line2),
        ElectronicText.OrNull(address.PostalCode),
        ElectronicText.OrNull(address.City),
        address.Country);

    static ElectronicParty Common(Party party, IReadOnlyCollection<InvoiceVat> vat)
    {
        var siren = Number(party.Siren);
        return new ElectronicParty
        {
            Name = ElectronicText.Clean(party.Name),
            LegalId = siren is null ? null : new Identifier(siren, Identifier.Siren),
            Siret = Number(party.Siret),
            // what is out of scope names nobody's VAT id (BR-O-02)
            VatId = vat.Any(v => v.Category == VatCategory.O) ? null : Number(party.VatId),
            ElectronicAddress = AddressOf(party, siren),
            Address = Address(party.Address),
            Email = ElectronicText.OrNull(party.Email),
        };
    }

    /// <summary>A French company is found by its SIREN, anybody else by mail.</summary>
    static Identifier? AddressOf(Party party, string? siren)
    {
        if (Identifier.OfAddress(ElectronicText.OrNull(party.ElectronicAddress)) is { } given)
            return given;
        if (siren is not null)
            return new Identifier(siren, Identifier.FrenchDirectory);
        return ElectronicText.OrNull(party.Email) is { } email ? new Identifier(email, Identifier.Email) : null;
    }

    static string? Number(string? number) => ElectronicText.OrNull(number) is { } text ? NumberText.Compact(text) : null;

    static string? Joined(params string?[] parts)
    {
        var given = parts.Select(ElectronicText.OrNull).Where(p => p is not null);
        return ElectronicText.OrNull(string.Join(", ", given));
    }
}
