using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>Lines, and the allowances and charges of lines and document.</summary>
static class LineRules
{
    const int PriceDecimals = 6;
    const int QuantityDecimals = 4;

    public static void Check(RuleFindings findings, ElectronicInvoice invoice)
    {
        for (var i = 0; i < invoice.Lines.Count; i++)
            CheckLine(findings, invoice.Lines[i], i, invoice.Currency);
        for (var i = 0; i < invoice.Adjustments.Count; i++)
            CheckDocument(findings, invoice.Adjustments[i], i, invoice.Currency);
    }

    static void CheckLine(RuleFindings findings, ElectronicLine line, int index, Currency currency)
    {
        void Require(bool ok, string rule, string field, string message)
        {
            if (!ok)
                findings.Add(rule, $"lines[{index}].{field}", message);
        }

        Require(!string.IsNullOrWhiteSpace(line.Id), "BR-21", "id", "The line's number is missing.");
        Require(UnitCodes.Exists(line.UnitCode), "BR-23", "unit", "The unit has no code of UN/ECE Recommendation 20.");
        Require(!string.IsNullOrWhiteSpace(line.Name), "BR-25", "description", "The description is missing.");
        Require(line.Price >= 0, "BR-27", "unitPrice", "A price is not negative: give back by a negative quantity.");
        Require(Fits(line.Price, PriceDecimals), "BR-FR-DEC-03", "unitPrice", "A price has at most 6 decimals: give it for a larger base quantity.");
        Require(Fits(line.Quantity, QuantityDecimals), "BR-FR-DEC-02", "quantity", "A quantity has at most 4 decimals.");
        Require(!(line.PeriodEnd < line.PeriodStart), "BR-30", "period", "The line's period ends before it starts.");
        Require(currency.Fits(line.Net), "BR-DEC-23", "net", "More decimals than the currency has.");
        foreach (var adjustment in line.Adjustments)
        {
            Require(adjustment.Amount >= 0 && currency.Fits(adjustment.Amount), adjustment.IsCharge ? "BR-DEC-27" : "BR-DEC-24", "adjustments", "An allowance or charge is positive, in the currency's decimals.");
            Require(!string.IsNullOrWhiteSpace(adjustment.Reason), adjustment.IsCharge ? "BR-44" : "BR-42", "adjustments", "An allowance or charge says why.");
        }
        if (line.BaseQuantity <= 0)
            Require(false, "PEPPOL-EN16931-R121", "baseQuantity", "A price is for more than nothing.");
        else
            Require(line.Net == Net(line, currency), "PEPPOL-EN16931-R120", "net", "Not quantity x price / base quantity, rounded, less allowances, plus charges.");
    }

    /// <summary>BT-131 = round(BT-129 x BT-146 / BT-149) - BT-136 + BT-141.</summary>
    static decimal Net(ElectronicLine line, Currency currency) =>
        currency.Round(line.Quantity * line.Price / line.BaseQuantity) + line.Adjustments.Sum(a => a.IsCharge ? a.Amount : -a.Amount);

    static void CheckDocument(RuleFindings findings, ElectronicAdjustment adjustment, int index, Currency currency)
    {
        var at = $"adjustments[{index}]";
        findings.Require(adjustment.Amount >= 0 && currency.Fits(adjustment.Amount), adjustment.IsCharge ? "BR-DEC-05" : "BR-DEC-01", at, "An allowance or charge is positive, in the currency's decimals.");
        findings.Require(adjustment.Category is not null, adjustment.IsCharge ? "BR-37" : "BR-32", at, "An allowance or charge has its VAT category.");
        findings.Need(adjustment.Reason, adjustment.IsCharge ? "BR-38" : "BR-33", at, "An allowance or charge says why.");
    }

    static bool Fits(decimal number, int decimals) => decimal.Round(number, decimals, MidpointRounding.ToZero) == number;
}
