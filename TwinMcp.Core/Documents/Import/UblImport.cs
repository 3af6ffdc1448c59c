using System.Xml.Linq;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Documents.Import;

/// <summary>Reads UBL 2.1 invoices and credit notes: Peppol BIS Billing 3, XRechnung, the French profile.</summary>
sealed class UblImport
{
    public static readonly XNamespace Invoices = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    public static readonly XNamespace CreditNotes = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

    const string DateFormat = "yyyy-MM-dd";

    readonly ImportNode root;
    readonly bool isCreditNote;
    readonly Currency currency;

    UblImport(XElement element)
    {
        isCreditNote = element.Name.Namespace == CreditNotes;
        root = new ImportNode(element,
        [
            element.Name.Namespace,
            "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
            "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
        ]);
        currency = root.Required("DocumentCurrencyCode").OwnCurrency();
    }

    public static ImportedInvoice Read(XElement element) => new UblImport(element).Invoice();

    ImportedInvoice Invoice()
    {
        var period = root.Many("InvoicePeriod").FirstOrDefault();
        var tax = Tax();
        return new ImportedInvoice
        {
            Syntax = ImportedSyntax.Ubl,
            Guideline = root.Text("CustomizationID"),
            Process = root.Text("ProfileID"),
            Number = root.RequiredText("ID"),
            TypeCode = root.RequiredText(isCreditNote ? "CreditNoteTypeCode" : "InvoiceTypeCode"),
            IssueDate = root.Required("IssueDate").OwnDate(DateFormat),
            DueDate = Date(root.One("DueDate")) ?? root.Many("PaymentMeans").Select(m => Date(m.One("PaymentDueDate"))).FirstOrDefault(d => d is not null),
            Currency = currency,
            BuyerReference = root.Text("BuyerReference"),
            PurchaseOrder = root.Text("OrderReference", "ID"),
            Preceding = [.. root.Many("BillingReference").Select(r => r.Required("InvoiceDocumentReference")).Select(p => new PrecedingInvoice(p.RequiredText("ID"), Date(p.One("IssueDate"))))],
            PeriodStart = Date(period?.One("StartDate")),
            PeriodEnd = Date(period?.One("EndDate")),
            Notes = [.. root.Many("Note").Select(n => Note(n.Own ?? ""))],
            Seller = Party(root.Required("AccountingSupplierParty", "Party")),
            Buyer = Party(root.Required("AccountingCustomerParty", "Party")),
            Payment = Payment(),
            Adjustments = [.. root.Many("AllowanceCharge").Select(a => Adjustment(a, ofDocument: true))],
            Vat = tax is null ? [] : [.. tax.Many("TaxSubtotal").Select(Vat)],
            Totals = Totals(root.Required("LegalMonetaryTotal"), tax),
            Lines = [.. root.Many(isCreditNote ? "CreditNoteLine" : "InvoiceLine").Select(Line)],
        };
    }

    /// <summary>BT-110; the total in the seller's currency (BT-111) is another TaxTotal.</summary>
    ImportNode? Tax()
    {
        var taxes = root.Many("TaxTotal").Where(t => (t.One("TaxAmount")?.Attribute("currencyID") ?? currency.Code) == currency.Code).Take(2).ToList();
        return taxes.Count < 2 ? taxes.FirstOrDefault() : throw taxes[1].Wrong("stands twice");
    }

    /// <summary>"#PMT#text" is a note with the subject PMT (EN 16931-3-2).</summary>
    static ElectronicNote Note(string text)
    {
        const int length = 3;
        return text.Length > length + 1 && text[0] == '#' && text[length + 1] == '#' && text.AsSpan(1, length).IndexOfAnyExceptInRange('A', 'Z') < 0
            ? new ElectronicNote(text.Substring(1, length), text[(length + 2)..])
            : new ElectronicNote(null, text);
    }

    ImportedPayment Payment()
    {
        var means = root.Many("PaymentMeans").FirstOrDefault();
        var iban = means?.Text("PayeeFinancialAccount", "ID");
        return new ImportedPayment(means?.Text("PaymentMeansCode"), iban is null ? null : Mask.Iban(iban), means?.Many("PaymentID").FirstOrDefault()?.Own, root.Many("PaymentTerms").Select(t => t.Many("Note").FirstOrDefault()?.Own).FirstOrDefault(t => t is not null));
    }

    static ImportedParty Party(ImportNode party)
    {
        var address = party.One("PostalAddress");
        var trading = party.Many("PartyName").FirstOrDefault()?.Text("Name");
        var legal = party.Many("PartyLegalEntity").FirstOrDefault();
        var name = legal?.Text("RegistrationName") ?? trading ?? throw party.Wrong("has no name");
        return new ImportedParty(name)
        {
            TradingName = trading == name ? null : trading,
            LegalId = legal?.Text("CompanyID"),
            VatId = party.Many("PartyTaxScheme").FirstOrDefault(s => s.Text("TaxScheme", "ID") == "VAT")?.Text("CompanyID"),
            ElectronicAddress = party.Text("EndpointID"),
            Line1 = address?.Text("StreetName"),
            Line2 = address?.Text("AdditionalStreetName"),
            PostalCode = address?.Text("PostalZone"),
            City = address?.Text("CityName"),
            Country = address?.Text("Country", "IdentificationCode"),
        };
    }

    ImportedLine Line(ImportNode line)
    {
        var quantity = line.Required(isCreditNote ? "CreditedQuantity" : "InvoicedQuantity");
        var item = line.Required("Item");
        return new ImportedLine(line.RequiredText("ID"), item.RequiredText("Name"), Category(item.Required("ClassifiedTaxCategory")))
        {
            Description = item.Many("Description").FirstOrDefault()?.Own,
            Quantity = quantity.OwnNumber(ImportLimits.Amount),
            UnitCode = quantity.Attribute("unitCode"),
            Price = line.Required("Price", "PriceAmount").OwnNumber(ImportLimits.Price),
            BaseQuantity = line.Number("Price", "BaseQuantity") ?? 1m,
            Adjustments = [.. line.Many("AllowanceCharge").Select(a => Adjustment(a, ofDocument: false))],
            Net = line.RequiredNumber("LineExtensionAmount"),
        };
    }

    static ImportedAdjustment Adjustment(ImportNode adjustment, bool ofDocument) => new(
        adjustment.Required("ChargeIndicator").OwnBoolean(),
        adjustment.RequiredNumber("Amount"),
        adjustment.Many("AllowanceChargeReason").FirstOrDefault()?.Own ?? adjustment.Text("AllowanceChargeReasonCode"),
        ofDocument ? Category(adjustment.Required("TaxCategory")) : null);

    static ImportedVat Vat(ImportNode group)
    {
        var category = group.Required("TaxCategory");
        return new ImportedVat(Category(category), group.RequiredNumber("TaxableAmount"), group.RequiredNumber("TaxAmount"))
        {
            Exemption = category.Many("TaxExemptionReason").FirstOrDefault()?.Own ?? category.Text("TaxExemptionReasonCode"),
        };
    }

    static ImportedTax Category(ImportNode category) => category.OwnTax("ID", "Percent");

    static ImportedTotals Totals(ImportNode totals, ImportNode? tax) => new()
    {
        Lines = totals.RequiredNumber("LineExtensionAmount"),
        Allowances = totals.Number("AllowanceTotalAmount") ?? 0m,
        Charges = totals.Number("ChargeTotalAmount") ?? 0m,
        Net = totals.RequiredNumber("TaxExclusiveAmount"),
        Tax = tax?.RequiredNumber("TaxAmount") ?? 0m,
        Gross = totals.RequiredNumber("TaxInclusiveAmount"),
        Prepaid = totals.Number("PrepaidAmount") ?? 0m,
        Rounding = totals.Number("PayableRoundingAmount") ?? 0m,
        Due = totals.RequiredNumber("PayableAmount"),
    };

    static DateOnly? Date(ImportNode? node) => node?.OwnDate(DateFormat);
}
