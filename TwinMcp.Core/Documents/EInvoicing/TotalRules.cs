namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>BG-22, each computed again to the smallest unit.</summary>
static class TotalRules
{
    public static void Check(RuleFindings findings, ElectronicInvoice invoice)
    {
        var totals = invoice.Totals;
        Equal(findings, "BR-CO-10", "lineTotal", totals.Lines, invoice.Lines.Sum(l => l.Net));
        Equal(findings, "BR-CO-11", "allowanceTotal", totals.Allowances, invoice.Adjustments.Where(a => !a.IsCharge).Sum(a => a.Amount));
        Equal(findings, "BR-CO-12", "chargeTotal", totals.Charges, invoice.Adjustments.Where(a => a.IsCharge).Sum(a => a.Amount));
        Equal(findings, "BR-CO-13", "subtotal", totals.Net, totals.Lines - totals.Allowances + totals.Charges);
        Equal(findings, "BR-CO-14", "tax", totals.Tax, invoice.Vat.Sum(v => v.Tax));
        Equal(findings, "BR-CO-15", "total", totals.Gross, totals.Net + totals.Tax);
        Equal(findings, "BR-CO-16", "due", totals.Due, totals.Gross - totals.Prepaid + totals.Rounding);
        // the sums of what fits the currency fit it; these stand alone
        findings.Require(invoice.Currency.Fits(totals.Prepaid), "BR-DEC-16", "prepaid", "More decimals than the currency has.");
        findings.Require(invoice.Currency.Fits(totals.Rounding), "BR-DEC-17", "rounding", "More decimals than the currency has.");
        findings.Require(totals.Gross >= 0, "TWIN-01", "total", "Negative: this would be a credit note.");
        if (invoice.AccountingTax is { } accounting)
            findings.Require(accounting.Currency.Fits(accounting.Amount), "BR-DEC-15", "taxEur", "More decimals than the currency has.");
    }

    static void Equal(RuleFindings findings, string rule, string field, decimal stated, decimal computed)
    {
        if (stated != computed)
            findings.Add(rule, field, $"{stated} is stated, the parts come to {computed}.");
    }
}
