using System.Xml.Linq;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Documents.Import;

/// <summary>Reads UN/CEFACT Cross Industry Invoices (D16B and D22B): Factur-X and ZUGFeRD 2 from profile BASIC, XRechnung.</summary>
sealed class CiiImport
{
    public static readonly XNamespace Root = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";

    const string DateFormat = "yyyyMMdd";

    static readonly XNamespace[] Namespaces =
    [
        Root,
        "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
        "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
        "urn:un:unece:uncefact:data:standard:QualifiedDataType:100",
    ];

    readonly ImportNode root;
    readonly ImportNode document;
    readonly ImportNode trade;
    readonly ImportNode agreement;
    readonly ImportNode settlement;

    CiiImport(XElement element)
    {
        root = new ImportNode(element, Namespaces);
        document = root.Required("ExchangedDocument");
        trade = root.Required("SupplyChainTradeTransaction");
        agreement = trade.Required("ApplicableHeaderTradeAgreement");
        settlement = trade.Required("ApplicableHeaderTradeSettlement");
    }

    public static ImportedInvoice Read(XElement element) => new CiiImport(element).Invoice();

    ImportedInvoice Invoice()
    {
        var currency = settlement.Required("InvoiceCurrencyCode").OwnCurrency();
        var context = root.One("ExchangedDocumentContext");
        var (start, end) = (settlement.One("BillingSpecifiedPeriod", "StartDateTime"), settlement.One("BillingSpecifiedPeriod", "EndDateTime"));
        return new ImportedInvoice
        {
            Syntax = ImportedSyntax.Cii,
            Guideline = context?.Text("GuidelineSpecifiedDocumentContextParameter", "ID"),
            Process = context?.Text("BusinessProcessSpecifiedDocumentContextParameter", "ID"),
            Number = document.RequiredText("ID"),
            TypeCode = document.RequiredText("TypeCode"),
            IssueDate = Date(document.Required("IssueDateTime"))!.Value,
            DueDate = settlement.Many("SpecifiedTradePaymentTerms").Select(t => Date(t.One("DueDateDateTime"))).FirstOrDefault(d => d is not null),
            Currency = currency,
            BuyerReference = agreement.Text("BuyerReference"),
            PurchaseOrder = agreement.Text("BuyerOrderReferencedDocument", "IssuerAssignedID"),
            Preceding = [.. settlement.Many("InvoiceReferencedDocument").Select(p => new PrecedingInvoice(p.RequiredText("IssuerAssignedID"), Date(p.One("FormattedIssueDateTime"))))],
            PeriodStart = Date(start),
            PeriodEnd = Date(end),
            Notes = [.. document.Many("IncludedNote").Select(n => new ElectronicNote(n.Text("SubjectCode"), n.Text("Content") ?? ""))],
            Seller = Party(agreement.Required("SellerTradeParty")),
            Buyer = Party(agreement.Required("BuyerTradeParty")),
            Payment = Payment(),
            Adjustments = [.. settlement.Many("SpecifiedTradeAllowanceCharge").Select(a => Adjustment(a, ofDocument: true))],
            Vat = [.. settlement.Many("ApplicableTradeTax").Select(Vat)],
            Totals = Totals(settlement.Required("SpecifiedTradeSettlementHeaderMonetarySummation"), currency),
            Lines = [.. trade.Many("IncludedSupplyChainTradeLineItem").Select(Line)],
        };
    }

    ImportedPayment Payment()
    {
        // several means are several ways to pay the same: the first is shown
        var means = settlement.Many("SpecifiedTradeSettlementPaymentMeans").FirstOrDefault();
        var iban = means?.Text("PayeePartyCreditorFinancialAccount", "IBANID");
        var terms = settlement.Many("SpecifiedTradePaymentTerms").Select(t => t.Text("Description")).FirstOrDefault(t => t is not null);
        return new ImportedPayment(means?.Text("TypeCode"), iban is null ? null : Mask.Iban(iban), settlement.Text("PaymentReference"), terms);
    }

    static ImportedParty Party(ImportNode party)
    {
        var address = party.One("PostalTradeAddress");
        return new ImportedParty(party.RequiredText("Name"))
        {
            TradingName = party.Text("SpecifiedLegalOrganization", "TradingBusinessName"),
            LegalId = party.Text("SpecifiedLegalOrganization", "ID"),
            VatId = party.Many("SpecifiedTaxRegistration").FirstOrDefault(r => r.One("ID")?.Attribute("schemeID") == "VA")?.Text("ID"),
            ElectronicAddress = party.Text("URIUniversalCommunication", "URIID"),
            Line1 = address?.Text("LineOne"),
            Line2 = address?.Text("LineTwo"),
            PostalCode = address?.Text("PostcodeCode"),
            City = address?.Text("CityName"),
            Country = address?.Text("CountryID"),
        };
    }

    static ImportedLine Line(ImportNode line)
    {
        var quantity = line.Required("SpecifiedLineTradeDelivery", "BilledQuantity");
        var price = line.Required("SpecifiedLineTradeAgreement", "NetPriceProductTradePrice");
        var settlement = line.Required("SpecifiedLineTradeSettlement");
        return new ImportedLine(line.RequiredText("AssociatedDocumentLineDocument", "LineID"), line.RequiredText("SpecifiedTradeProduct", "Name"), Tax(settlement.Required("ApplicableTradeTax")))
        {
            Description = line.Text("SpecifiedTradeProduct", "Description"),
            Quantity = quantity.OwnNumber(ImportLimits.Amount),
            UnitCode = quantity.Attribute("unitCode"),
            Price = price.Required("ChargeAmount").OwnNumber(ImportLimits.Price),
            BaseQuantity = price.Number("BasisQuantity") ?? 1m,
            Adjustments = [.. settlement.Many("SpecifiedTradeAllowanceCharge").Select(a => Adjustment(a, ofDocument: false))],
            Net = settlement.RequiredNumber("SpecifiedTradeSettlementLineMonetarySummation", "LineTotalAmount"),
        };
    }

    static ImportedAdjustment Adjustment(ImportNode adjustment, bool ofDocument) => new(
        adjustment.Required("ChargeIndicator", "Indicator").OwnBoolean(),
        adjustment.RequiredNumber("ActualAmount"),
        adjustment.Text("Reason") ?? adjustment.Text("ReasonCode"),
        ofDocument ? Tax(adjustment.Required("CategoryTradeTax")) : null);

    static ImportedVat Vat(ImportNode group) => new(Tax(group), group.RequiredNumber("BasisAmount"), group.RequiredNumber("CalculatedAmount"))
    {
        Exemption = group.Text("ExemptionReason") ?? group.Text("ExemptionReasonCode"),
    };

    static ImportedTax Tax(ImportNode tax) => tax.OwnTax("CategoryCode", "RateApplicablePercent");

    static ImportedTotals Totals(ImportNode totals, Currency currency)
    {
        // BT-111, VAT in the seller's currency, has the same name
        var taxes = totals.Many("TaxTotalAmount").Where(t => (t.Attribute("currencyID") ?? currency.Code) == currency.Code).Take(2).ToList();
        if (taxes.Count == 2)
            throw taxes[1].Wrong("stands twice");
        return new ImportedTotals
        {
            Lines = totals.RequiredNumber("LineTotalAmount"),
            Allowances = totals.Number("AllowanceTotalAmount") ?? 0m,
            Charges = totals.Number("ChargeTotalAmount") ?? 0m,
            Net = totals.RequiredNumber("TaxBasisTotalAmount"),
            Tax = taxes.Count == 0 ? 0m : taxes[0].OwnNumber(ImportLimits.Amount),
            Gross = totals.RequiredNumber("GrandTotalAmount"),
            Prepaid = totals.Number("TotalPrepaidAmount") ?? 0m,
            Rounding = totals.Number("RoundingAmount") ?? 0m,
            Due = totals.RequiredNumber("DuePayableAmount"),
        };
    }

    /// <summary>Format 102; the element inside is named after its type.</summary>
    static DateOnly? Date(ImportNode? node)
    {
        if (node is null)
            return null;
        var text = node.One("DateTimeString") ?? node.Required("DateString");
        return text.Attribute("format") is null or "102" ? text.OwnDate(DateFormat) : throw text.Wrong("is not of format 102");
    }
}
