using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>Factur-X, profile EN 16931: UN/CEFACT Cross Industry Invoice, UTF-8 without BOM. The same invoice gives the same bytes.</summary>
public static class CiiWriter
{
    /// <summary>BT-24.</summary>
    const string Guideline = "urn:cen.eu:en16931:2017";

    /// <summary>UNTDID 2475: the date of the invoice.</summary>
    const string DueByInvoiceDate = "5";

    const string Vat = "VAT";

    public static byte[] Write(ElectronicInvoice invoice)
    {
        using var xml = new CiiXml(invoice.Currency);
        Context(xml, invoice);
        Document(xml, invoice);
        xml.OpenRoot("SupplyChainTradeTransaction");
        foreach (var line in invoice.Lines)
            Line(xml, line);
        Agreement(xml, invoice);
        Delivery(xml, invoice);
        Settlement(xml, invoice);
        xml.Close();
        return xml.ToArray();
    }

    static void Context(CiiXml xml, ElectronicInvoice invoice)
    {
        xml.OpenRoot("ExchangedDocumentContext");
        xml.Nested("BusinessProcessSpecifiedDocumentContextParameter", "ID", invoice.Process);
        xml.Nested("GuidelineSpecifiedDocumentContextParameter", "ID", Guideline);
        xml.Close();
    }

    static void Document(CiiXml xml, ElectronicInvoice invoice)
    {
        xml.OpenRoot("ExchangedDocument");
        xml.Text("ID", invoice.Number);
        xml.Number("TypeCode", (int)invoice.Type);
        xml.Date("IssueDateTime", invoice.IssueDate);
        foreach (var note in invoice.Notes)
        {
            xml.Open("IncludedNote");
            xml.Text("Content", note.Text);
            xml.Text("SubjectCode", note.Subject);
            xml.Close();
        }
        xml.Close();
    }

    static void Line(CiiXml xml, ElectronicLine line)
    {
        xml.Open("IncludedSupplyChainTradeLineItem");
        xml.Nested("AssociatedDocumentLineDocument", "LineID", line.Id);
        xml.Open("SpecifiedTradeProduct");
        xml.Text("Name", line.Name);
        xml.Text("Description", line.Description);
        xml.Close();
        xml.Open("SpecifiedLineTradeAgreement");
        xml.Open("NetPriceProductTradePrice");
        xml.Number("ChargeAmount", line.Price);
        if (line.BaseQuantity != 1)
            xml.Quantity("BasisQuantity", line.BaseQuantity, line.UnitCode);
        xml.Close();
        xml.Close();
        xml.Open("SpecifiedLineTradeDelivery");
        xml.Quantity("BilledQuantity", line.Quantity, line.UnitCode);
        xml.Close();
        xml.Open("SpecifiedLineTradeSettlement");
        xml.Open("ApplicableTradeTax");
        Category(xml, line.Category, line.Rate);
        xml.Close();
        Period(xml, line.PeriodStart, line.PeriodEnd);
        foreach (var adjustment in line.Adjustments)
            Adjustment(xml, adjustment);
        xml.Open("SpecifiedTradeSettlementLineMonetarySummation");
        xml.Amount("LineTotalAmount", line.Net);
        xml.Close();
        xml.Close();
        xml.Close();
    }

    static void Agreement(CiiXml xml, ElectronicInvoice invoice)
    {
        xml.Open("ApplicableHeaderTradeAgreement");
        xml.Text("BuyerReference", invoice.BuyerReference);
        CiiParties.Party(xml, "SellerTradeParty", invoice.Seller);
        CiiParties.Party(xml, "BuyerTradeParty", invoice.Buyer);
        xml.Nested("BuyerOrderReferencedDocument", "IssuerAssignedID", invoice.PurchaseOrder);
        xml.Close();
    }

    /// <summary>Mandatory, even with nothing in it.</summary>
    static void Delivery(CiiXml xml, ElectronicInvoice invoice)
    {
        xml.Open("ApplicableHeaderTradeDelivery");
        if (invoice.Delivery is { } delivery)
        {
            CiiParties.ShipTo(xml, delivery);
            if (delivery.Date is { } date)
            {
                xml.Open("ActualDeliverySupplyChainEvent");
                xml.Date("OccurrenceDateTime", date);
                xml.Close();
            }
        }
        xml.Close();
    }

    static void Settlement(CiiXml xml, ElectronicInvoice invoice)
    {
        xml.Open("ApplicableHeaderTradeSettlement");
        xml.Text("PaymentReference", invoice.Payment.Reference);
        xml.Text("TaxCurrencyCode", invoice.AccountingTax?.Currency.Code);
        xml.Text("InvoiceCurrencyCode", invoice.Currency.Code);
        Means(xml, invoice.Payment);
        foreach (var group in invoice.Vat)
            Tax(xml, invoice, group);
        Period(xml, invoice.PeriodStart, invoice.PeriodEnd);
        foreach (var adjustment in invoice.Adjustments)
            Adjustment(xml, adjustment);
        if (invoice.Payment.Terms is not null || invoice.DueDate is not null)
        {
            xml.Open("SpecifiedTradePaymentTerms");
            xml.Text("Description", invoice.Payment.Terms);
            xml.Date("DueDateDateTime", invoice.DueDate);
            xml.Close();
        }
        Totals(xml, invoice);
        foreach (var preceding in invoice.Preceding)
        {
            xml.Open("InvoiceReferencedDocument");
            xml.Text("IssuerAssignedID", preceding.Number);
            xml.QualifiedDate("FormattedIssueDateTime", preceding.IssueDate);
            xml.Close();
        }
        xml.Close();
    }

    static void Means(CiiXml xml, ElectronicPayment payment)
    {
        if (payment.MeansCode is not { } code)
            return;
        xml.Open("SpecifiedTradeSettlementPaymentMeans");
        xml.Number("TypeCode", code);
        if (payment.Iban is not null)
        {
            xml.Open("PayeePartyCreditorFinancialAccount");
            xml.Text("IBANID", payment.Iban);
            xml.Text("AccountName", payment.AccountName);
            xml.Close();
        }
        xml.Nested("PayeeSpecifiedCreditorFinancialInstitution", "BICID", payment.Bic);
        xml.Close();
    }

    static void Tax(CiiXml xml, ElectronicInvoice invoice, ElectronicVat group)
    {
        xml.Open("ApplicableTradeTax");
        xml.Amount("CalculatedAmount", group.Tax);
        xml.Text("TypeCode", Vat);
        xml.Text("ExemptionReason", group.ExemptionReason);
        xml.Amount("BasisAmount", group.Taxable);
        xml.Text("CategoryCode", group.Category.ToString());
        xml.Text("ExemptionReasonCode", group.ExemptionCode);
        xml.DateOnly("TaxPointDate", invoice.TaxPointDate);
        xml.Text("DueDateTypeCode", invoice.VatOnDebits ? DueByInvoiceDate : null);
        if (group.Rate is { } rate)
            xml.Number("RateApplicablePercent", rate);
        xml.Close();
    }

    static void Category(CiiXml xml, VatCategory category, decimal? rate)
    {
        xml.Text("TypeCode", Vat);
        xml.Text("CategoryCode", category.ToString());
        if (rate is { } percent)
            xml.Number("RateApplicablePercent", percent);
    }

    static void Period(CiiXml xml, DateOnly? start, DateOnly? end)
    {
        if (start is null && end is null)
            return;
        xml.Open("BillingSpecifiedPeriod");
        xml.Date("StartDateTime", start);
        xml.Date("EndDateTime", end);
        xml.Close();
    }

    static void Adjustment(CiiXml xml, ElectronicAdjustment adjustment)
    {
        xml.Open("SpecifiedTradeAllowanceCharge");
        xml.Indicator("ChargeIndicator", adjustment.IsCharge);
        xml.Amount("ActualAmount", adjustment.Amount);
        xml.Text("ReasonCode", adjustment.ReasonCode);
        xml.Text("Reason", adjustment.Reason);
        if (adjustment.Category is { } category)
        {
            xml.Open("CategoryTradeTax");
            Category(xml, category, adjustment.Rate);
            xml.Close();
        }
        xml.Close();
    }

    static void Totals(CiiXml xml, ElectronicInvoice invoice)
    {
        var totals = invoice.Totals;
        xml.Open("SpecifiedTradeSettlementHeaderMonetarySummation");
        xml.Amount("LineTotalAmount", totals.Lines);
        // the sums are there when there is something to sum (BR-CO-11, BR-CO-12)
        if (invoice.Adjustments.Any(a => a.IsCharge))
            xml.Amount("ChargeTotalAmount", totals.Charges);
        if (invoice.Adjustments.Any(a => !a.IsCharge))
            xml.Amount("AllowanceTotalAmount", totals.Allowances);
        xml.Amount("TaxBasisTotalAmount", totals.Net);
        xml.Amount("TaxTotalAmount", totals.Tax, invoice.Currency);
        if (invoice.AccountingTax is { } accounting)
            xml.Amount("TaxTotalAmount", accounting.Amount, accounting.Currency);
        if (totals.Rounding != 0)
            xml.Amount("RoundingAmount", totals.Rounding);
        xml.Amount("GrandTotalAmount", totals.Gross);
        if (totals.Prepaid != 0)
            xml.Amount("TotalPrepaidAmount", totals.Prepaid);
        xml.Amount("DuePayableAmount", totals.Due);
        xml.Close();
    }
}
