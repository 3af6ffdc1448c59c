namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>Peppol BIS Billing 3.0: EN 16931 with sums to the smallest unit, and what Peppol asks for beyond it (PEPPOL-EN16931-*).</summary>
static class PeppolRules
{
    /// <summary>BR-DEC-*: an access point refuses a third.</summary>
    const int AmountDecimals = 2;

    public static IReadOnlyList<RuleFinding> Check(ElectronicInvoice invoice)
    {
        var findings = new RuleFindings();
        ElectronicInvoiceValidator.CheckEuropean(findings, invoice);
        findings.Require(HasReference(invoice), "PEPPOL-EN16931-R003", "buyerReference", "A buyer reference or purchase order number is missing: give one with the invoice.");
        CheckAddress(findings, invoice.Buyer, "PEPPOL-EN16931-R010", ("buyer.electronicAddress", "fill it in on the customer"));
        CheckAddress(findings, invoice.Seller, "PEPPOL-EN16931-R020", ("seller.electronicAddress", "set COMPANY_ELECTRONIC_ADDRESS"));
        findings.Require(invoice.Currency.Exponent <= AmountDecimals, "BR-DEC-14", "currency", "Peppol carries amounts of at most 2 decimals.");
        return findings.All;
    }

    static bool HasReference(ElectronicInvoice invoice) =>
        !string.IsNullOrWhiteSpace(invoice.BuyerReference) || !string.IsNullOrWhiteSpace(invoice.PurchaseOrder);

    /// <param name="where">The field, and where it is filled in.</param>
    static void CheckAddress(RuleFindings findings, ElectronicParty party, string rule, (string Field, string Words) where)
    {
        if (party.ElectronicAddress is not { } address)
            findings.Add(rule, where.Field, $"The electronic address is missing: {where.Words}.");
        else if (CodeLists.IsAddressScheme(address.Scheme) && !CodeLists.IsPeppolScheme(address.Scheme))
            findings.Add("PEPPOL-EN16931-CL008", where.Field, $"Peppol does not deliver to scheme {address.Scheme}, it needs one like 0088, 0208 or 9930: {where.Words}.");
    }
}
