using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>What a French invoice must show (CGI ann. II art. 242 nonies A, C. com. L441-9): each missing thing blocks issuing and is named.</summary>
static class InvoiceCompleteness
{
    public static BillingError? Check(Invoice invoice, Party seller, Party buyer)
    {
        var errors = new FieldErrors();
        Need(errors, seller.Name, "seller.name", "COMPANY_NAME");
        Need(errors, seller.Address.Line1, "seller.address", "COMPANY_ADDRESS_LINE1");
        Need(errors, seller.Address.PostalCode, "seller.postalCode", "COMPANY_POSTAL_CODE");
        Need(errors, seller.Address.City, "seller.city", "COMPANY_CITY");
        Need(errors, seller.Siren, "seller.siren", "COMPANY_SIREN");
        // who is exempt as a small business has none (CGI art. 293 B)
        if (invoice.Vat.Count == 0 || invoice.Vat.Any(v => v.ExemptionCode != TaxExemption.FranchiseCode))
            Need(errors, seller.VatId, "seller.vatId", "COMPANY_VAT_ID");
        Need(errors, seller.LegalForm, "seller.legalForm", "COMPANY_LEGAL_FORM");
        Need(errors, seller.Rcs, "seller.rcs", "COMPANY_RCS");
        errors.Require(buyer.Name.Length > 0, "buyer.name", "Missing: fill it in on the customer.");
        errors.Require(buyer.Address.Line1.Length > 0, "buyer.address", "Missing: fill it in on the customer.");
        errors.Require(buyer.Address.City.Length > 0, "buyer.city", "Missing: fill it in on the customer.");
        errors.Require(!buyer.IsCompany || buyer.Address.Country != "FR" || buyer.Siren is { Length: 9 }, "buyer.siren", "A French company's SIREN is missing: fill it in on the customer.");
        var needsBuyerVatId = invoice.Vat.Any(v => v.Category is VatCategory.AE or VatCategory.K);
        errors.Require(!needsBuyerVatId || !string.IsNullOrWhiteSpace(buyer.VatId), "buyer.vatId", "Reverse charge and intra-Community supplies name the customer's VAT number (BR-AE-02, BR-IC-02): fill it in on the customer.");
        errors.Require(invoice.Vat.Count <= 1 || invoice.Vat.All(v => v.Category != VatCategory.O), "vat", "Category O stands alone on an invoice (BR-O-11).");
        errors.Require(invoice.Lines.Count > 0, "lines", "An invoice has at least one line.");
        errors.Require(invoice.Total >= 0, "total", "Negative: this would be a credit note.");
        return errors.Any
            ? errors.ToError() with { Kind = ErrorKind.Conflict, Code = "incomplete_invoice" }
            : null;
    }

    static void Need(FieldErrors errors, string? value, string field, string setting) =>
        errors.Require(!string.IsNullOrWhiteSpace(value), field, $"Missing: set {setting}.");
}
