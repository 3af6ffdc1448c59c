using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>UBL 2.1 Invoice and CreditNote as EN 16931 binds to them, UTF-8 without BOM. The same invoice gives the same bytes.</summary>
public static class UblWriter
{
    public const string Vat = "VAT";

    /// <summary>UNTDID 2005: the date of the invoice.</summary>
    const string DueByInvoiceDate = "3";

    /// <returns>409 incomplete_invoice when the profile asks for what the invoice lacks.</returns>
    public static Result<byte[]> Write(ElectronicInvoice invoice, UblProfile profile)
    {
        if (profile.Refusal(invoice) is { } refused)
            return refused;
        var isCreditNote = invoice.Type == ElectronicInvoiceType.CreditNote;
        using var xml = new UblXml(isCreditNote ? "CreditNote" : "Invoice", invoice.Currency);
        Document(xml, invoice, profile);
        References(xml, invoice);
        UblParties.Party(xml, "AccountingSupplierParty", invoice.Seller);
        UblParties.Party(xml, "AccountingCustomerParty", invoice.Buyer);
        UblParties.Delivery(xml, invoice.Delivery);
        Payment(xml, invoice.Payment);
        foreach (var adjustment in invoice.Adjustments)
            Adjustment(xml, adjustment);
        Tax(xml, invoice);
        Totals(xml, invoice);
        foreach (var line in invoice.Lines)
            Line(xml, line, isCreditNote);
        return xml.ToArray();
    }

    /// <summary>The two roots order their dates differently, and a credit note has no due date.</summary>
    static void Document(UblXml xml, ElectronicInvoice invoice, UblProfile profile)
    {
        xml.Text("CustomizationID", profile.Customization);
        xml.Text("ProfileID", profile.Process(invoice));
        xml.Text("ID", invoice.Number);
        xml.Date("IssueDate", invoice.IssueDate);
        if (invoice.Type == ElectronicInvoiceType.CreditNote)
        {
            xml.Date("TaxPointDate", invoice.TaxPointDate);
            xml.Number("CreditNoteTypeCode", (int)invoice.Type);
            Notes(xml, invoice, profile);
        }
        else
        {
            xml.Date("DueDate", invoice.DueDate);
            xml.Number("InvoiceTypeCode", (int)invoice.Type);
            Notes(xml, invoice, profile);
            xml.Date("TaxPointDate", invoice.TaxPointDate);
        }
        xml.Text("DocumentCurrencyCode", invoice.Currency.Code);
        xml.Text("TaxCurrencyCode", invoice.AccountingTax?.Currency.Code);
    }

    static void Notes(UblXml xml, ElectronicInvoice invoice, UblProfile profile)
    {
        foreach (var note in profile.Notes(invoice))
            xml.Text("Note", note);
    }

    static void References(UblXml xml, ElectronicInvoice invoice)
    {
        xml.Text("BuyerReference", invoice.BuyerReference);
        xml.Period(invoice.PeriodStart, invoice.PeriodEnd, invoice.VatOnDebits ? DueByInvoiceDate : null);
        xml.Nested("OrderReference", "ID", invoice.PurchaseOrder);
        foreach (var preceding in invoice.Preceding)
        {
            xml.Open("BillingReference");
            xml.Open("InvoiceDocumentReference");
            xml.Text("ID", preceding.Number);
            xml.Date("IssueDate", preceding.IssueDate);
            xml.Close();
            xml.Close();
        }
    }

    /// <summary>UBL keeps the payer's reference within the means: without means there is none.</summary>
    static void Payment(UblXml xml, ElectronicPayment payment)
    {
        if (payment.MeansCode is { } code)
        {
            xml.Open("PaymentMeans");
            xml.Number("PaymentMeansCode", code);
            xml.Text("PaymentID", payment.Reference);
            Account(xml, payment);
            xml.Close();
        }
        xml.Nested("PaymentTerms", "Note", payment.Terms);
    }

    static void Account(UblXml xml, ElectronicPayment payment)
    {
        if (payment.Iban is null)
            return;
        xml.Open("PayeeFinancialAccount");
        xml.Text("ID", payment.Iban);
        xml.Text("Name", payment.AccountName);
        xml.Nested("FinancialInstitutionBranch", "ID", payment.Bic);
        xml.Close();
    }

    static void Adjustment(UblXml xml, ElectronicAdjustment adjustment)
    {
        xml.Open("AllowanceCharge");
        xml.Indicator("ChargeIndicator", adjustment.IsCharge);
        xml.Text("AllowanceChargeReasonCode", adjustment.ReasonCode);
        xml.Text("AllowanceChargeReason", adjustment.Reason);
        xml.Amount("Amount", adjustment.Amount);
        if (adjustment.Category is { } category)
            xml.TaxCategory("TaxCategory", category, adjustment.Rate);
        xml.Close();
    }

    /// <summary>The total in the seller's currency stands in a second TaxTotal, alone (R053, R054).</summary>
    static void Tax(UblXml xml, ElectronicInvoice invoice)
    {
        xml.Open("TaxTotal");
        xml.Amount("TaxAmount", invoice.Totals.Tax);
        foreach (var group in invoice.Vat)
        {
            xml.Open("TaxSubtotal");
            xml.Amount("TaxableAmount", group.Taxable);
            xml.Amount("TaxAmount", group.Tax);
            xml.TaxCategory("TaxCategory", group.Category, group.Rate, group);
            xml.Close();
        }
        xml.Close();
        if (invoice.AccountingTax is not { } accounting)
            return;
        xml.Open("TaxTotal");
        xml.Amount("TaxAmount", accounting.Amount, accounting.Currency);
        xml.Close();
    }

    static void Totals(UblXml xml, ElectronicInvoice invoice)
    {
        var totals = invoice.Totals;
        xml.Open("LegalMonetaryTotal");
        xml.Amount("LineExtensionAmount", totals.Lines);
        xml.Amount("TaxExclusiveAmount", totals.Net);
        xml.Amount("TaxInclusiveAmount", totals.Gross);
        // the sums are there when there is something to sum (BR-CO-11, BR-CO-12)
        if (invoice.Adjustments.Any(a => !a.IsCharge))
            xml.Amount("AllowanceTotalAmount", totals.Allowances);
        if (invoice.Adjustments.Any(a => a.IsCharge))
            xml.Amount("ChargeTotalAmount", totals.Charges);
        if (totals.Prepaid != 0)
            xml.Amount("PrepaidAmount", totals.Prepaid);
        if (totals.Rounding != 0)
            xml.Amount("PayableRoundingAmount", totals.Rounding);
        xml.Amount("PayableAmount", totals.Due);
        xml.Close();
    }

    static void Line(UblXml xml, ElectronicLine line, bool isCreditNote)
    {
        xml.Open(isCreditNote ? "CreditNoteLine" : "InvoiceLine");
        xml.Text("ID", line.Id);
        xml.Quantity(isCreditNote ? "CreditedQuantity" : "InvoicedQuantity", line.Quantity, line.UnitCode);
        xml.Amount("LineExtensionAmount", line.Net);
        xml.Period(line.PeriodStart, line.PeriodEnd);
        foreach (var adjustment in line.Adjustments)
            Adjustment(xml, adjustment);
        xml.Open("Item");
        xml.Text("Description", line.Description);
        xml.Text("Name", line.Name);
        xml.TaxCategory("ClassifiedTaxCategory", line.Category, line.Rate);
        xml.Close();
        xml.Open("Price");
        xml.Price("PriceAmount", line.Price);
        if (line.BaseQuantity != 1)
            xml.Quantity("BaseQuantity", line.BaseQuantity, line.UnitCode);
        xml.Close();
        xml.Close();
    }
}
