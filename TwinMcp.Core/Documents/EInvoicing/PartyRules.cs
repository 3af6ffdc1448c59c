namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>Who sells and who buys. A message names the setting, or the customer, where it is filled in.</summary>
static class PartyRules
{
    const string OnTheCustomer = "Missing: fill it in on the customer.";

    public static void Check(RuleFindings findings, ElectronicInvoice invoice)
    {
        var (seller, buyer) = (invoice.Seller, invoice.Buyer);
        findings.Need(seller.Name, "BR-06", "seller.name", "Missing: set COMPANY_NAME.");
        findings.Need(seller.Address.Line1, "BR-08", "seller.address", "Missing: set COMPANY_ADDRESS_LINE1.");
        findings.Need(seller.Address.PostalCode, "BR-08", "seller.postalCode", "Missing: set COMPANY_POSTAL_CODE.");
        findings.Need(seller.Address.City, "BR-08", "seller.city", "Missing: set COMPANY_CITY.");
        findings.Require(CodeLists.IsCountry(seller.Address.Country), "BR-09", "seller.country", "Missing: set COMPANY_COUNTRY, ISO 3166-1 alpha-2.");
        findings.Need(buyer.Name, "BR-07", "buyer.name", OnTheCustomer);
        findings.Need(buyer.Address.Line1, "BR-10", "buyer.address", OnTheCustomer);
        findings.Need(buyer.Address.City, "BR-10", "buyer.city", OnTheCustomer);
        findings.Require(CodeLists.IsCountry(buyer.Address.Country), "BR-11", "buyer.country", OnTheCustomer);
        CheckIdentifiers(findings, seller, "seller", "BR-62");
        CheckIdentifiers(findings, buyer, "buyer", "BR-63");
    }

    static void CheckIdentifiers(RuleFindings findings, ElectronicParty party, string side, string addressRule)
    {
        // BR-CO-09: a VAT id begins with the letters of its state (EL for Greece)
        if (party.VatId is { } vatId && !(vatId.Length > 2 && vatId[..2].All(char.IsAsciiLetterUpper)))
            findings.Add("BR-CO-09", $"{side}.vatId", "A VAT number begins with the two letters of its state.");
        if (party.ElectronicAddress is not { } address)
            return;
        if (string.IsNullOrWhiteSpace(address.Scheme) || string.IsNullOrWhiteSpace(address.Value))
            findings.Add(addressRule, $"{side}.electronicAddress", "An electronic address has a scheme and a value, like 0225:732829320.");
        else if (!CodeLists.IsAddressScheme(address.Scheme))
            findings.Add("BR-CL-25", $"{side}.electronicAddress", $"No scheme of electronic addresses: {address.Scheme}.");
    }
}
