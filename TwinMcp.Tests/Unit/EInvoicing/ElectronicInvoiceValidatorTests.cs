using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Tax;
using Xunit;

namespace TwinMcp.Tests.Unit.EInvoicing;

/// <summary>Each rule is seen red once: a valid invoice, one thing wrong, and the rule that says so.</summary>
public sealed class ElectronicInvoiceValidatorTests
{
    const string Usual = "usual";

    public static TheoryData<string> Names => new(ElectronicSamples.All.Keys);

    /// <summary>Sample, rule, field, what is wrong.</summary>
    public static TheoryData<string, string, string, Func<ElectronicInvoice, ElectronicInvoice>> Wrong { get; } = new()
    {
        { Usual, "BR-02", "number", i => i with { Number = "" } },
        { Usual, "BR-CL-01", "type", i => i with { Type = (ElectronicInvoiceType)326 } },
        { Usual, "BR-16", "lines", i => i with { Lines = [] } },
        { "VAT on debits", "BR-CO-03", "taxPoint", i => i with { TaxPointDate = i.IssueDate } },
        { Usual, "BR-29", "period", i => i with { PeriodEnd = i.PeriodStart!.Value.AddDays(-1) } },
        { "whole credit note", "BR-55", "preceding[0].number", i => i with { Preceding = [i.Preceding[0] with { Number = " " }] } },
        { "yen", "PEPPOL-EN16931-R005", "taxEur", i => i with { AccountingTax = new Money(1m, i.Currency) } },
        { Usual, "BR-CO-25", "dueDate", i => i with { DueDate = null, Payment = i.Payment with { Terms = null } } },
        { Usual, "BR-CL-16", "payment.means", i => i with { Payment = i.Payment with { MeansCode = 99 } } },
        { Usual, "BR-61", "seller.iban", i => i with { Payment = i.Payment with { Iban = null } } },
        { "intra-Community", "BR-57", "delivery.country", i => i with { Delivery = i.Delivery! with { Address = i.Delivery.Address! with { Country = "de" } } } },
        { Usual, "BR-06", "seller.name", i => i with { Seller = i.Seller with { Name = " " } } },
        { Usual, "BR-08", "seller.address", i => i with { Seller = i.Seller with { Address = i.Seller.Address with { Line1 = null } } } },
        { Usual, "BR-08", "seller.postalCode", i => i with { Seller = i.Seller with { Address = i.Seller.Address with { PostalCode = null } } } },
        { Usual, "BR-08", "seller.city", i => i with { Seller = i.Seller with { Address = i.Seller.Address with { City = null } } } },
        { Usual, "BR-09", "seller.country", i => i with { Seller = i.Seller with { Address = i.Seller.Address with { Country = "" } } } },
        { Usual, "BR-07", "buyer.name", i => i with { Buyer = i.Buyer with { Name = "" } } },
        { Usual, "BR-10", "buyer.address", i => i with { Buyer = i.Buyer with { Address = i.Buyer.Address with { Line1 = null } } } },
        { Usual, "BR-10", "buyer.city", i => i with { Buyer = i.Buyer with { Address = i.Buyer.Address with { City = null } } } },
        { Usual, "BR-11", "buyer.country", i => i with { Buyer = i.Buyer with { Address = i.Buyer.Address with { Country = "FRA" } } } },
        { Usual, "BR-CO-09", "seller.vatId", i => i with { Seller = i.Seller with { VatId = "22842317901" } } },
        { Usual, "BR-CO-09", "buyer.vatId", i => i with { Buyer = i.Buyer with { VatId = "7" } } },
        { Usual, "BR-62", "seller.electronicAddress", i => i with { Seller = i.Seller with { ElectronicAddress = new Identifier("842317901", "") } } },
        { "consumer", "BR-63", "buyer.electronicAddress", i => i with { Buyer = i.Buyer with { ElectronicAddress = new Identifier("", "EM") } } },
        { "consumer", "BR-CL-25", "buyer.electronicAddress", i => i with { Buyer = i.Buyer with { ElectronicAddress = new Identifier("x", "9999") } } },
        { Usual, "BR-21", "lines[0].id", i => Line(i, l => l with { Id = "" }) },
        { Usual, "BR-23", "lines[0].unit", i => Line(i, l => l with { UnitCode = "mois" }) },
        { Usual, "BR-25", "lines[0].description", i => Line(i, l => l with { Name = " " }) },
        { Usual, "BR-27", "lines[0].unitPrice", i => Line(i, l => l with { Price = -l.Price, Quantity = -l.Quantity }) },
        { Usual, "BR-FR-DEC-03", "lines[0].unitPrice", i => Line(i, l => l with { Price = l.Price + 0.0000001m }) },
        { Usual, "BR-FR-DEC-02", "lines[0].quantity", i => Line(i, l => l with { Quantity = l.Quantity + 0.00001m }) },
        { Usual, "BR-30", "lines[0].period", i => Line(i, l => l with { PeriodStart = i.IssueDate, PeriodEnd = i.IssueDate.AddDays(-1) }) },
        { Usual, "PEPPOL-EN16931-R121", "lines[0].baseQuantity", i => Line(i, l => l with { BaseQuantity = 0m }) },
        { Usual, "PEPPOL-EN16931-R120", "lines[0].net", i => Line(i, l => l with { Price = l.Price + 0.01m }) },
        { Usual, "BR-42", "lines[4].adjustments", i => Line(i, l => l with { Adjustments = [l.Adjustments[0] with { Reason = "" }, l.Adjustments[1]] }, 4) },
        { Usual, "BR-44", "lines[4].adjustments", i => Line(i, l => l with { Adjustments = [l.Adjustments[0], l.Adjustments[1] with { Reason = "" }] }, 4) },
        { "document allowance and charge", "BR-33", "adjustments[0]", i => Adjustment(i, 0, a => a with { Reason = "" }) },
        { "document allowance and charge", "BR-38", "adjustments[1]", i => Adjustment(i, 1, a => a with { Reason = " " }) },
        { "document allowance and charge", "BR-S-06", "adjustments[0].vatRate", i => Adjustment(i, 0, a => a with { Rate = null }) },
        { "document allowance and charge", "BR-S-07", "adjustments[1].vatRate", i => Adjustment(i, 1, a => a with { Rate = 0m }) },
        { Usual, "BR-S-05", "lines[0].vatRate", i => Line(i, l => l with { Rate = 0m }) },
        { "zero rated", "BR-Z-05", "lines[0].vatRate", i => Line(i, l => l with { Rate = 1m }) },
        { "exempt", "BR-E-05", "lines[0].vatRate", i => Line(i, l => l with { Rate = 1m }) },
        { "reverse charge", "BR-AE-05", "lines[0].vatRate", i => Line(i, l => l with { Rate = 1m }) },
        { "intra-Community", "BR-IC-05", "lines[0].vatRate", i => Line(i, l => l with { Rate = 1m }) },
        { "export", "BR-G-05", "lines[0].vatRate", i => Line(i, l => l with { Rate = 1m }) },
        { "out of scope", "BR-O-05", "lines[0].vatRate", i => Line(i, l => l with { Rate = 0m }) },
        { Usual, "BR-CO-10", "lineTotal", i => Totals(i, t => t with { Lines = t.Lines + 0.01m }) },
        { "document allowance and charge", "BR-CO-11", "allowanceTotal", i => Totals(i, t => t with { Allowances = t.Allowances + 0.01m }) },
        { "document allowance and charge", "BR-CO-12", "chargeTotal", i => Totals(i, t => t with { Charges = t.Charges + 0.01m }) },
        { Usual, "BR-CO-13", "subtotal", i => Totals(i, t => t with { Net = t.Net + 0.01m }) },
        { Usual, "BR-CO-14", "tax", i => Totals(i, t => t with { Tax = t.Tax + 0.01m }) },
        { Usual, "BR-CO-15", "total", i => Totals(i, t => t with { Gross = t.Gross + 0.01m }) },
        { Usual, "BR-CO-16", "due", i => Totals(i, t => t with { Due = t.Due + 0.01m }) },
        { Usual, "BR-DEC-16", "prepaid", i => Totals(i, t => t with { Prepaid = 0.001m }) },
        { Usual, "BR-DEC-17", "rounding", i => Totals(i, t => t with { Rounding = 0.001m }) },
        { Usual, "BR-DEC-23", "lines[0].net", i => Line(i, l => l with { Net = l.Net + 0.001m }) },
        { Usual, "BR-DEC-24", "lines[4].adjustments", i => Line(i, l => l with { Adjustments = [l.Adjustments[0] with { Amount = -1m }] }, 4) },
        { Usual, "BR-DEC-27", "lines[4].adjustments", i => Line(i, l => l with { Adjustments = [l.Adjustments[1] with { Amount = 0.001m }] }, 4) },
        { "document allowance and charge", "BR-DEC-01", "adjustments[0]", i => Adjustment(i, 0, a => a with { Amount = -1m }) },
        { "document allowance and charge", "BR-DEC-05", "adjustments[1]", i => Adjustment(i, 1, a => a with { Amount = 0.001m }) },
        { "document allowance and charge", "BR-32", "adjustments[0]", i => Adjustment(i, 0, a => a with { Category = null }) },
        { "document allowance and charge", "BR-37", "adjustments[1]", i => Adjustment(i, 1, a => a with { Category = null }) },
        { "yen", "BR-DEC-15", "taxEur", i => i with { AccountingTax = new Money(1.001m, Currency.Eur) } },
        { Usual, "BR-DEC-19", "vat[0].taxable", i => Vat(i, v => v with { Taxable = v.Taxable + 0.001m }) },
        { Usual, "BR-DEC-20", "vat[0].tax", i => Vat(i, v => v with { Tax = v.Tax + 0.001m }) },
        { Usual, "TWIN-01", "total", i => Totals(i, t => t with { Gross = -1m }) },
        { Usual, "BR-CO-18", "vat", i => i with { Vat = [] } },
        { Usual, "BR-S-01", "vat", i => i with { Vat = [i.Vat[0]] } },
        { Usual, "BR-S-01", "vat[2]", i => i with { Vat = [.. i.Vat, i.Vat[0]] } },
        { "export", "BR-Z-01", "vat[1]", i => i with { Vat = [.. i.Vat, new ElectronicVat(VatCategory.Z, 0m, 0m, 0m)] } },
        { Usual, "BR-S-08", "vat[0].taxable", i => Vat(i, v => v with { Taxable = v.Taxable + 0.01m }) },
        { "export", "BR-G-08", "vat[0].taxable", i => Vat(i, v => v with { Taxable = v.Taxable - 0.01m }) },
        { Usual, "BR-CO-17", "vat[0].tax", i => Vat(i, v => v with { Tax = v.Tax - 0.01m }) },
        { "whole credit note", "BR-CO-17", "vat[0].tax", i => Vat(i, v => v with { Tax = v.Tax - 0.02m }) },
        { "zero rated", "BR-Z-09", "vat[0].tax", i => Vat(i, v => v with { Tax = 0.01m }) },
        { "out of scope", "BR-O-09", "vat[0].tax", i => Vat(i, v => v with { Tax = 0.01m }) },
        { Usual, "BR-48", "vat[0].rate", i => Vat(i, v => v with { Rate = null }) },
        { "exempt", "BR-E-10", "vat[0].exemption", i => Vat(i, v => v with { ExemptionReason = null, ExemptionCode = null }) },
        { Usual, "BR-S-10", "vat[0].exemption", i => Vat(i, v => v with { ExemptionReason = "x" }) },
        { "zero rated", "BR-Z-10", "vat[0].exemption", i => Vat(i, v => v with { ExemptionCode = "VATEX-EU-O" }) },
        { "export", "BR-CL-22", "vat[0].exemption", i => Vat(i, v => v with { ExemptionCode = "VATEX-XX" }) },
        { Usual, "BR-S-02", "seller.vatId", i => i with { Seller = i.Seller with { VatId = null } } },
        { "zero rated", "BR-Z-02", "seller.vatId", i => i with { Seller = i.Seller with { VatId = null } } },
        { "franchise", "BR-E-02", "seller.vatId", i => i with { Seller = i.Seller with { TaxRegistration = null } } },
        { "reverse charge", "BR-AE-02", "buyer.vatId", i => i with { Buyer = i.Buyer with { VatId = null } } },
        { "intra-Community", "BR-IC-02", "buyer.vatId", i => i with { Buyer = i.Buyer with { VatId = null } } },
        { "export", "BR-G-02", "seller.vatId", i => i with { Seller = i.Seller with { VatId = null, TaxRegistration = "842317901" } } },
        { "out of scope", "BR-O-02", "vat", i => i with { Buyer = i.Buyer with { VatId = "FR44732829320" } } },
        { "intra-Community", "BR-IC-11", "delivery.date", i => i with { PeriodStart = null, PeriodEnd = null, Delivery = i.Delivery! with { Date = null } } },
        { "intra-Community", "BR-IC-12", "delivery.country", i => i with { Delivery = null } },
        { "out of scope", "BR-O-11", "vat", i => i with { Vat = [.. i.Vat, new ElectronicVat(VatCategory.Z, 0m, 0m, 0m)] } },
        { Usual, "BR-FR-01", "number", i => i with { Number = new string('1', 36) } },
        { Usual, "BR-FR-02", "number", i => i with { Number = "FA 2026 1" } },
        { Usual, "BR-FR-03", "issueDate", i => i with { IssueDate = new DateOnly(1999, 12, 31) } },
        { "whole credit note", "BR-FR-CO-05", "preceding", i => i with { Preceding = [] } },
        { Usual, "BR-FR-CO-04", "preceding", i => i with { Type = ElectronicInvoiceType.Corrected } },
        { Usual, "BR-FR-06", "notes", i => i with { Notes = [.. i.Notes, i.Notes[1]] } },
        { Usual, "BR-CL-08", "notes", i => i with { Notes = [.. i.Notes, new ElectronicNote("ZZZ", "x")] } },
        { Usual, "BR-FR-20", "notes", i => i with { Notes = [.. i.Notes.Where(n => n.Subject != "BAR"), new ElectronicNote("BAR", "B2G")] } },
        { Usual, "BR-FR-05", "notes", i => i with { Notes = [.. i.Notes.Where(n => n.Subject != "PMD")] } },
        { Usual, "TWIN-02", "seller.legalForm", i => i with { Notes = [.. i.Notes.Where(n => n.Subject != "REG")] } },
        { Usual, "TWIN-03", "seller.rcs", i => i with { Notes = [.. i.Notes.Where(n => n.Subject != "ABL")] } },
        { Usual, "BR-FR-10", "seller.siren", i => i with { Seller = i.Seller with { LegalId = null, Siret = null } } },
        { Usual, "BR-FR-09", "seller.siret", i => i with { Seller = i.Seller with { Siret = "99999999900010" } } },
        { Usual, "BR-FR-09", "buyer.siret", i => i with { Buyer = i.Buyer with { Siret = "732829320" } } },
        { Usual, "BR-FR-11", "buyer.siren", i => i with { Buyer = i.Buyer with { LegalId = null, Siret = null } } },
        { Usual, "BR-FR-13", "seller.electronicAddress", i => i with { Seller = i.Seller with { ElectronicAddress = null } } },
        { Usual, "BR-FR-12", "buyer.electronicAddress", i => i with { Buyer = i.Buyer with { ElectronicAddress = null } } },
        { Usual, "BR-FR-21", "buyer.electronicAddress", i => i with { Buyer = i.Buyer with { ElectronicAddress = new Identifier("x@example.fr", "EM") } } },
        { Usual, "BR-FR-21", "buyer.electronicAddress", i => i with { Buyer = i.Buyer with { ElectronicAddress = new Identifier("111111111", "0225") } } },
        { Usual, "BR-FR-23", "buyer.electronicAddress", i => i with { Buyer = i.Buyer with { ElectronicAddress = new Identifier("732829320 a", "0225") } } },
        { Usual, "BR-FR-DEC-04", "vat[0].rate", i => Vat(i, v => v with { Rate = 20.001m }) },
        { Usual, "BR-FR-08", "process", i => i with { Process = "S9" } },
        { Usual, "BR-FR-CO-09", "process", i => i with { Process = "S2" } },
        { Usual, "BR-FR-CO-07", "dueDate", i => i with { DueDate = i.IssueDate.AddDays(-1) } },
        { "yen", "BR-FR-CO-12", "taxEur", i => i with { AccountingTax = null } },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Validate_EverySample_IsClean(string name) =>
        Assert.Empty(ElectronicInvoiceValidator.Validate(ElectronicSamples.Build(ElectronicSamples.All[name]())));

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_OneThingWrong_NamesRuleAndField(string sample, string rule, string field, Func<ElectronicInvoice, ElectronicInvoice> wrong)
    {
        var right = ElectronicSamples.Build(ElectronicSamples.All[sample]());
        var findings = ElectronicInvoiceValidator.Validate(wrong(right));
        Assert.Contains(findings, f => f.Rule == rule && f.Field == field && f.Message.EndsWith($"({rule})", StringComparison.Ordinal));
        Assert.DoesNotContain(ElectronicInvoiceValidator.Validate(right), f => f.Rule == rule);
    }

    static ElectronicInvoice Line(ElectronicInvoice invoice, Func<ElectronicLine, ElectronicLine> change, int index = 0) =>
        invoice with { Lines = [.. invoice.Lines.Select((l, i) => i == index ? change(l) : l)] };

    static ElectronicInvoice Adjustment(ElectronicInvoice invoice, int index, Func<ElectronicAdjustment, ElectronicAdjustment> change) =>
        invoice with { Adjustments = [.. invoice.Adjustments.Select((a, i) => i == index ? change(a) : a)] };

    static ElectronicInvoice Totals(ElectronicInvoice invoice, Func<ElectronicTotals, ElectronicTotals> change) => invoice with { Totals = change(invoice.Totals) };

    static ElectronicInvoice Vat(ElectronicInvoice invoice, Func<ElectronicVat, ElectronicVat> change) => invoice with { Vat = [change(invoice.Vat[0]), .. invoice.Vat.Skip(1)] };
}
