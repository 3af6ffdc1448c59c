using Microsoft.Extensions.Configuration;
using TwinMcp.Core.Customers;

namespace TwinMcp.Core.Invoicing;

/// <summary>The one company that issues the invoices, from <c>COMPANY_*</c>; snapshotted on every issued invoice.</summary>
public sealed record SellerOptions(Party Party)
{
    public static SellerOptions From(IConfiguration configuration)
    {
        string? Get(string name) => configuration["COMPANY_" + name] is { Length: > 0 } value ? value : null;
        var address = new PostalAddress(Get("ADDRESS_LINE1") ?? "", Get("ADDRESS_LINE2"), Get("POSTAL_CODE") ?? "", Get("CITY") ?? "", Get("COUNTRY") ?? "FR");
        return new SellerOptions(new Party(Get("NAME") ?? "", address)
        {
            IsCompany = true,
            Email = Get("EMAIL"),
            Phone = Get("PHONE"),
            Siren = Get("SIREN"),
            Siret = Get("SIRET"),
            VatId = Get("VAT_ID"),
            LegalForm = Get("LEGAL_FORM"),
            Rcs = Get("RCS"),
            Brand = Get("BRAND"),
            Iban = Get("IBAN"),
            Bic = Get("BIC"),
            ElectronicAddress = Get("ELECTRONIC_ADDRESS"),
            VatOnDebits = configuration.GetValue<bool?>("COMPANY_VAT_ON_DEBITS") ?? false,
            PrimaryColour = Get("COLOUR_PRIMARY"),
            SecondaryColour = Get("COLOUR_SECONDARY"),
        });
    }
}
