using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>
/// The VAT breakdown and what each category asks for. The standard repeats the same ten rules per category: 01 the group is there, 02 to 04
/// who needs a number, 05 to 07 the rate, 08 the sum, 09 the tax, 10 the reason.
/// </summary>
static class VatRules
{
    public static void Check(RuleFindings findings, ElectronicInvoice invoice)
    {
        findings.Require(invoice.Vat.Count > 0 || invoice.Lines.Count == 0, "BR-CO-18", "vat", "The VAT breakdown is missing.");
        CheckRates(findings, invoice);
        CheckSums(findings, invoice);
        for (var i = 0; i < invoice.Vat.Count; i++)
            CheckGroup(findings, invoice, i);
        foreach (var category in invoice.Vat.Select(v => v.Category).Distinct())
            CheckParties(findings, invoice, category);
        findings.Require(invoice.Vat.Count <= 1 || invoice.Vat.All(v => v.Category != VatCategory.O), "BR-O-11", "vat", "Category O stands alone on an invoice.");
    }

    static void CheckRates(RuleFindings findings, ElectronicInvoice invoice)
    {
        for (var i = 0; i < invoice.Lines.Count; i++)
            if (!IsRateOf(invoice.Lines[i].Category, invoice.Lines[i].Rate))
                findings.Add(Rule(invoice.Lines[i].Category, "05"), $"lines[{i}].vatRate", RateWords(invoice.Lines[i].Category));
        for (var i = 0; i < invoice.Adjustments.Count; i++)
            if (invoice.Adjustments[i] is { Category: { } category } adjustment && !IsRateOf(category, adjustment.Rate))
                findings.Add(Rule(category, adjustment.IsCharge ? "07" : "06"), $"adjustments[{i}].vatRate", RateWords(category));
    }

    /// <summary>Every part belongs to the one group of its category and rate, and the groups are the sums of their parts.</summary>
    static void CheckSums(RuleFindings findings, ElectronicInvoice invoice)
    {
        var parts = invoice.Lines.Select(l => (l.Category, l.Rate, Amount: l.Net))
            .Concat(invoice.Adjustments.Where(a => a.Category is not null).Select(a => (Category: a.Category!.Value, a.Rate, Amount: a.IsCharge ? a.Amount : -a.Amount)));
        var sums = new Dictionary<(VatCategory, decimal?), decimal>();
        foreach (var (category, rate, amount) in parts)
            sums[(category, rate)] = sums.GetValueOrDefault((category, rate)) + amount;
        for (var i = 0; i < invoice.Vat.Count; i++)
        {
            var group = invoice.Vat[i];
            if (!sums.Remove((group.Category, group.Rate), out var sum))
                findings.Add(Rule(group.Category, "01"), $"vat[{i}]", "A group of nothing, or twice the same.");
            else if (sum != group.Taxable)
                findings.Add(Rule(group.Category, "08"), $"vat[{i}].taxable", $"{group.Taxable} is stated, the lines, allowances and charges come to {sum}.");
        }
        foreach (var (category, _) in sums.Keys)
            findings.Add(Rule(category, "01"), "vat", $"The VAT breakdown lacks a group of category {category}.");
    }

    static void CheckGroup(RuleFindings findings, ElectronicInvoice invoice, int index)
    {
        var group = invoice.Vat[index];
        var at = $"vat[{index}]";
        if (!IsRateOf(group.Category, group.Rate))
            findings.Add(group.Category == VatCategory.S ? "BR-48" : Rule(group.Category, "05"), $"{at}.rate", RateWords(group.Category));
        if (!invoice.Currency.Fits(group.Taxable))
            findings.Add("BR-DEC-19", $"{at}.taxable", "More decimals than the currency has.");
        if (!invoice.Currency.Fits(group.Tax))
            findings.Add("BR-DEC-20", $"{at}.tax", "More decimals than the currency has.");
        var computed = invoice.Currency.Round(group.Taxable * (group.Rate ?? 0) / 100m);
        if (Math.Abs(group.Tax - computed) > Tolerance(invoice))
            findings.Add(group.Category == VatCategory.S ? "BR-CO-17" : Rule(group.Category, "09"), $"{at}.tax", $"{group.Tax} is stated, taxable amount x rate comes to {computed}.");
        var isReasoned = group.ExemptionReason is not null || group.ExemptionCode is not null;
        if (isReasoned == group.Category is VatCategory.S or VatCategory.Z)
            findings.Add(Rule(group.Category, "10"), $"{at}.exemption", isReasoned ? "What bears VAT has no reason for an exemption." : "The reason why there is no VAT is missing.");
        if (group.ExemptionCode is { } code && !CodeLists.IsExemption(code))
            findings.Add("BR-CL-22", $"{at}.exemption", $"No VATEX code: {code}.");
    }

    /// <summary>
    /// None on an invoice. Credit notes of an invoice sum to it exactly, so that each may differ from its own product by one smallest unit:
    /// the VAT of the running sum less what was credited before (domain of the standard's own tolerance of 1).
    /// </summary>
    static decimal Tolerance(ElectronicInvoice invoice) =>
        invoice.Type == ElectronicInvoiceType.CreditNote ? Unit(invoice.Currency.Exponent) : 0m;

    static decimal Unit(int exponent) => new(1, 0, 0, isNegative: false, (byte)exponent);

    static void CheckParties(RuleFindings findings, ElectronicInvoice invoice, VatCategory category)
    {
        var (seller, buyer, rule) = (invoice.Seller, invoice.Buyer, Rule(category, "02"));
        if (category == VatCategory.O)
        {
            findings.Require(seller.VatId is null && buyer.VatId is null, rule, "vat", "What is out of the scope of VAT names no VAT number.");
            return;
        }
        var isFiscalNumberEnough = category is not (VatCategory.K or VatCategory.G);
        findings.Require(seller.VatId is not null || (isFiscalNumberEnough && seller.TaxRegistration is not null), rule, "seller.vatId", "Missing: set COMPANY_VAT_ID.");
        if (category is VatCategory.AE or VatCategory.K)
            findings.Need(buyer.VatId, rule, "buyer.vatId", "Reverse charge and intra-Community supplies name the customer's VAT number: fill it in on the customer.");
        if (category != VatCategory.K)
            return;
        findings.Require(invoice.Delivery?.Date is not null || invoice.PeriodStart is not null || invoice.PeriodEnd is not null, "BR-IC-11", "delivery.date", "An intra-Community supply has its date or period.");
        findings.Need(invoice.Delivery?.Address?.Country, "BR-IC-12", "delivery.country", "An intra-Community supply says to which country it goes: fill in the customer's address.");
    }

    static bool IsRateOf(VatCategory category, decimal? rate) => category switch
    {
        VatCategory.S => rate > 0,
        VatCategory.O => rate is null,
        VatCategory.Z or VatCategory.E or VatCategory.AE or VatCategory.K or VatCategory.G => rate == 0,
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, null),
    };

    static string RateWords(VatCategory category) => category switch
    {
        VatCategory.S => "Category S has a rate above 0.",
        VatCategory.O => "Category O has no rate.",
        VatCategory.Z or VatCategory.E or VatCategory.AE or VatCategory.K or VatCategory.G or _ => $"Category {category} has rate 0.",
    };

    /// <summary>The rules call category K "IC".</summary>
    static string Rule(VatCategory category, string number) => $"BR-{(category == VatCategory.K ? "IC" : category.ToString())}-{number}";
}
