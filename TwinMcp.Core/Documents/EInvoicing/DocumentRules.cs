namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>What the document says of itself: number, dates, references, payment.</summary>
static class DocumentRules
{
    public static void Check(RuleFindings findings, ElectronicInvoice invoice)
    {
        findings.Need(invoice.Number, "BR-02", "number", "The number is missing: an invoice gets it when it is issued.");
        findings.Require(Enum.IsDefined(invoice.Type), "BR-CL-01", "type", "Not a type of document that we make: 380, 381 or 384.");
        findings.Require(invoice.Lines.Count > 0, "BR-16", "lines", "An invoice has at least one line.");
        findings.Require(invoice.TaxPointDate is null || !invoice.VatOnDebits, "BR-CO-03", "taxPoint", "A tax point date and VAT on debits exclude each other.");
        findings.Require(!(invoice.PeriodEnd < invoice.PeriodStart), "BR-29", "period", "The period ends before it starts.");
        for (var i = 0; i < invoice.Preceding.Count; i++)
            if (string.IsNullOrWhiteSpace(invoice.Preceding[i].Number))
                findings.Add("BR-55", $"preceding[{i}].number", "The number of the invoice that this one is about is missing.");
        if (invoice.AccountingTax is { } accounting)
            findings.Require(accounting.Currency != invoice.Currency, "PEPPOL-EN16931-R005", "taxEur", "VAT in another currency is only given when the invoice is not in that currency.");
        CheckPayment(findings, invoice);
        if (invoice.Delivery is { Address: { } delivery })
            findings.Require(CodeLists.IsCountry(delivery.Country), "BR-57", "delivery.country", "The country of the delivery address is missing: ISO 3166-1 alpha-2, on the customer.");
    }

    static void CheckPayment(RuleFindings findings, ElectronicInvoice invoice)
    {
        var payment = invoice.Payment;
        if (invoice.Totals.Due > 0)
            findings.Require(invoice.DueDate is not null || !string.IsNullOrWhiteSpace(payment.Terms), "BR-CO-25", "dueDate", "What is due needs a due date or payment terms: set INVOICE_DUE_DAYS.");
        if (payment.MeansCode is not { } code)
            return;
        findings.Require(CodeLists.IsPaymentMeans(code), "BR-CL-16", "payment.means", "Not a means of payment that we write: 30 or 58.");
        findings.Need(payment.Iban, "BR-61", "seller.iban", "A transfer names its account: set COMPANY_IBAN.");
    }
}
