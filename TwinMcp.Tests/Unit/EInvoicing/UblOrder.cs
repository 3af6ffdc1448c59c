using System.Xml.Linq;

namespace TwinMcp.Tests.Unit.EInvoicing;

/// <summary>The order of children in UBL 2.1, of the elements that EN 16931 uses: a sequence in the schemas, which are not to be had here.</summary>
static class UblOrder
{
    const string Parties = "AccountingSupplierParty AccountingCustomerParty PayeeParty TaxRepresentativeParty Delivery PaymentMeans PaymentTerms AllowanceCharge TaxTotal LegalMonetaryTotal";
    const string References = "DocumentCurrencyCode TaxCurrencyCode AccountingCost BuyerReference InvoicePeriod OrderReference BillingReference DespatchDocumentReference ReceiptDocumentReference";

    static readonly Dictionary<string, string[]> Children = new Dictionary<string, string>
    {
        ["Invoice"] = $"CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note TaxPointDate {References} {Parties} InvoiceLine",
        ["CreditNote"] = $"CustomizationID ProfileID ID IssueDate TaxPointDate CreditNoteTypeCode Note {References} {Parties} CreditNoteLine",
        ["InvoicePeriod"] = "StartDate EndDate DescriptionCode",
        ["OrderReference"] = "ID SalesOrderID",
        ["BillingReference"] = "InvoiceDocumentReference",
        ["InvoiceDocumentReference"] = "ID IssueDate",
        ["AccountingSupplierParty"] = "Party",
        ["AccountingCustomerParty"] = "Party",
        ["Party"] = "EndpointID PartyIdentification PartyName PostalAddress PartyTaxScheme PartyLegalEntity Contact",
        ["PartyIdentification"] = "ID",
        ["PartyName"] = "Name",
        ["PostalAddress"] = "StreetName AdditionalStreetName CityName PostalZone CountrySubentity AddressLine Country",
        ["Address"] = "StreetName AdditionalStreetName CityName PostalZone CountrySubentity AddressLine Country",
        ["Country"] = "IdentificationCode",
        ["PartyTaxScheme"] = "CompanyID TaxScheme",
        ["TaxScheme"] = "ID",
        ["PartyLegalEntity"] = "RegistrationName CompanyID CompanyLegalForm",
        ["Contact"] = "Name Telephone ElectronicMail",
        ["Delivery"] = "ActualDeliveryDate DeliveryLocation DeliveryParty",
        ["DeliveryLocation"] = "ID Address",
        ["DeliveryParty"] = "PartyName",
        ["PaymentMeans"] = "PaymentMeansCode PaymentDueDate PaymentID CardAccount PayeeFinancialAccount PaymentMandate",
        ["PayeeFinancialAccount"] = "ID Name FinancialInstitutionBranch",
        ["FinancialInstitutionBranch"] = "ID",
        ["PaymentTerms"] = "Note",
        ["AllowanceCharge"] = "ChargeIndicator AllowanceChargeReasonCode AllowanceChargeReason MultiplierFactorNumeric Amount BaseAmount TaxCategory",
        ["TaxTotal"] = "TaxAmount TaxSubtotal",
        ["TaxSubtotal"] = "TaxableAmount TaxAmount TaxCategory",
        ["TaxCategory"] = "ID Percent TaxExemptionReasonCode TaxExemptionReason TaxScheme",
        ["ClassifiedTaxCategory"] = "ID Percent TaxScheme",
        ["LegalMonetaryTotal"] = "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount AllowanceTotalAmount ChargeTotalAmount PrepaidAmount PayableRoundingAmount PayableAmount",
        ["InvoiceLine"] = "ID Note InvoicedQuantity LineExtensionAmount AccountingCost InvoicePeriod OrderLineReference AllowanceCharge Item Price",
        ["CreditNoteLine"] = "ID Note CreditedQuantity LineExtensionAmount AccountingCost InvoicePeriod OrderLineReference AllowanceCharge Item Price",
        ["Item"] = "Description Name ClassifiedTaxCategory",
        ["Price"] = "PriceAmount BaseQuantity AllowanceCharge",
    }.ToDictionary(e => e.Key, e => e.Value.Split(' '));

    static readonly HashSet<string> Repeated = ["Note", "BillingReference", "PartyTaxScheme", "AllowanceCharge", "TaxTotal", "TaxSubtotal", "InvoiceLine", "CreditNoteLine"];

    /// <summary>What is in a wrong place, twice, unknown, in the wrong namespace or empty.</summary>
    public static IReadOnlyList<string> ProblemsOf(XDocument document) => [.. document.Root!.DescendantsAndSelf().SelectMany(ProblemsOf)];

    static IEnumerable<string> ProblemsOf(XElement element)
    {
        var name = element.Name.LocalName;
        if (!element.HasElements && string.IsNullOrWhiteSpace(element.Value))
            yield return $"{name} is empty";
        if (element.Parent is not null && !element.Name.NamespaceName.EndsWith(element.HasElements ? "CommonAggregateComponents-2" : "CommonBasicComponents-2", StringComparison.Ordinal))
            yield return $"{name} is in {element.Name.NamespaceName}";
        if (!element.HasElements)
            yield break;
        var order = Children.GetValueOrDefault(name, []);
        var last = -1;
        foreach (var child in element.Elements().Select(e => e.Name.LocalName))
        {
            var at = Array.IndexOf(order, child);
            if (at < last || at < 0 || (at == last && !Repeated.Contains(child)))
                yield return $"{child} in {name}";
            last = at;
        }
    }
}
