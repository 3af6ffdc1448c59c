using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>What a credit note takes back.</summary>
/// <param name="IsWhole">After it nothing of the invoice is left: line, VAT group and total are credited exactly.</param>
public sealed record CreditNoteContent(InvoiceTotals Totals, bool IsWhole);

/// <summary>
/// Credit notes of one invoice, each on what the earlier ones left. VAT is rounded on the running sum of its group
/// (this note's VAT = VAT of all credited so far - VAT credited before), so that in any order and however it is split,
/// the parts sum to the invoice: the last one takes the remainder (domain.md 4).
/// </summary>
public static class CreditNoteCalculator
{
    /// <summary>All that is left. The first copies quantities and prices; a later one has an amount a line.</summary>
    public static CreditNoteContent Whole(Invoice invoice, IReadOnlyList<Invoice> before)
    {
        var lines = before.Count == 0
            ? invoice.Lines.OrderBy(l => l.LineNumber).Select(Copy)
            : invoice.Lines.OrderBy(l => l.LineNumber).Select(l => (Line: l, Left: Left(l, before))).Where(x => x.Left != 0).Select(x => Part(x.Line, x.Left));
        var (left, adjustments) = (lines.ToList(), invoice.Adjustments.OrderBy(a => a.Position)
            .Select(a => new AdjustmentInput(a.IsCharge, a.Amount, new VatTreatment(a.VatCategory, a.VatRate), a.Reason)).ToList());
        if (left.Count == 0)
            (left, adjustments) = (AsLines(invoice, adjustments), []);
        return new CreditNoteContent(Totals(invoice, before, left, adjustments) with { Rounding = invoice.Rounding }, IsWhole: true);
    }

    /// <summary>Every line was taken back before, and a document has at least one (BR-16): what is left of allowances and charges stands as lines.</summary>
    static List<PricedLine> AsLines(Invoice invoice, List<AdjustmentInput> adjustments)
    {
        var culture = MoneyFormat.For(invoice.Language);
        var lines = adjustments.ConvertAll(a => (Sign: a.IsCharge ? 1 : -1, Adjustment: a)).ConvertAll(x => new PricedLine(
            new LineInput(x.Adjustment.Reason ?? InvoiceTexts.Texts.Get(x.Sign > 0 ? "ChargeLabel" : "AllowanceLabel", culture), x.Sign, x.Adjustment.Amount, x.Adjustment.Vat),
            x.Sign * x.Adjustment.Amount));
        return lines.Count > 0 ? lines : [Part(invoice.Lines.MinBy(l => l.LineNumber)!, 0)];
    }

    /// <summary>An amount of some lines. Allowances and charges on the document are left for the one that takes the rest.</summary>
    public static Result<CreditNoteContent> Partial(Invoice invoice, IReadOnlyList<Invoice> before, IReadOnlyList<CreditedLineRequest> parts)
    {
        var errors = new FieldErrors();
        var lines = new List<PricedLine>();
        for (var i = 0; i < parts.Count; i++)
        {
            var (number, amount) = (parts[i].LineNumber!.Value, parts[i].Amount!.Value);
            if (invoice.Lines.SingleOrDefault(l => l.LineNumber == number) is not { } line)
            {
                errors.Add($"lines[{i}].lineNumber", "The invoice has no such line.");
                continue;
            }
            var left = Left(line, before);
            if (!invoice.Currency.Fits(amount))
                errors.Add($"lines[{i}].amount", $"{invoice.Currency} has {invoice.Currency.Exponent} decimals.");
            else if (amount > left)
                errors.Add($"lines[{i}].amount", $"More than is left of the line: {Words(left, invoice)}.");
            else
                lines.Add(Part(line, amount));
        }
        if (errors.Any)
            return errors.ToError();
        var totals = Totals(invoice, before, lines, []);
        foreach (var group in totals.Vat)
        {
            var left = Left(invoice, before, group.Vat);
            if (group.Taxable > left)
                errors.Add($"lines[{LastOf(group.Vat)}].amount", $"More than is left at this VAT rate after allowances: {Words(left, invoice)}.");
        }
        var rest = Payable(invoice) - before.Sum(Payable) - totals.GrandTotal;
        var isWhole = rest == 0 && IsNothingLeft(invoice, before, lines);
        if (!errors.Any && rest <= 0 && !isWhole)
            errors.Add($"lines[{parts.Count - 1}].amount", $"More than is left of the invoice: {Words(rest + totals.GrandTotal, invoice)} with VAT. Credit all that is left instead, without lines.");
        return errors.Any ? errors.ToError() : new CreditNoteContent(totals, isWhole);

        int LastOf(VatTreatment vat) => parts.Select((p, i) => (p, i)).Last(x => VatOf(invoice.Lines.Single(l => l.LineNumber == x.p.LineNumber)) == vat).i;
    }

    /// <summary>What a line has left to credit, without VAT.</summary>
    public static decimal Left(InvoiceLine line, IEnumerable<Invoice> before) =>
        line.Net - before.SelectMany(n => n.Lines).Where(l => l.CreditedLine == line.LineNumber).Sum(l => l.Net);

    /// <summary>What an invoice asks for, or a credit note gives back, in all.</summary>
    internal static decimal Payable(Invoice invoice) => invoice.Total + invoice.Rounding;

    static InvoiceTotals Totals(Invoice invoice, IReadOnlyList<Invoice> before, IReadOnlyList<PricedLine> lines, IReadOnlyList<AdjustmentInput> adjustments)
    {
        var groups = lines.Select(l => (l.Input.Vat, Amount: l.Net))
            .Concat(adjustments.Select(a => (a.Vat, Amount: a.IsCharge ? a.Amount : -a.Amount)))
            .GroupBy(p => p.Vat, p => p.Amount)
            .Select(g => new VatGroup(g.Key, g.Sum(), Tax(invoice, before, g.Key, g.Sum())))
            .OrderBy(g => g.Vat.Category).ThenByDescending(g => g.Vat.Rate);
        return new InvoiceTotals(invoice.Currency, lines, adjustments, [.. groups]);
    }

    static decimal Tax(Invoice invoice, IReadOnlyList<Invoice> before, VatTreatment vat, decimal taxable)
    {
        var credited = Groups(before, vat).Sum(g => g.Taxable);
        return invoice.Currency.Round((credited + taxable) * vat.Rate / 100m) - invoice.Currency.Round(credited * vat.Rate / 100m);
    }

    static decimal Left(Invoice invoice, IReadOnlyList<Invoice> before, VatTreatment vat) =>
        Groups([invoice], vat).Sum(g => g.Taxable) - Groups(before, vat).Sum(g => g.Taxable);

    static bool IsNothingLeft(Invoice invoice, IReadOnlyList<Invoice> before, List<PricedLine> now) =>
        invoice.Adjustments.Count == 0 && invoice.Rounding == 0
        && invoice.Lines.All(l => Left(l, before) == now.Where(p => p.Input.CreditedLine == l.LineNumber).Sum(p => p.Net));

    static IEnumerable<InvoiceVat> Groups(IEnumerable<Invoice> invoices, VatTreatment vat) =>
        invoices.SelectMany(i => i.Vat).Where(v => v.Category == vat.Category && v.Rate == vat.Rate);

    static PricedLine Copy(InvoiceLine line) => new(
        new LineInput(line.Description, line.Quantity, line.UnitPrice, VatOf(line))
        {
            Component = line.Component,
            Detail = line.Detail,
            Unit = line.Unit,
            BaseQuantity = line.BaseQuantity,
            Allowances = line.AllowanceTotal == 0 ? [] : [line.AllowanceTotal],
            Charges = line.ChargeTotal == 0 ? [] : [line.ChargeTotal],
            CreditedLine = line.LineNumber,
        },
        line.Net);

    static PricedLine Part(InvoiceLine line, decimal amount) =>
        new(new LineInput(line.Description, 1, amount, VatOf(line)) { Component = line.Component, Detail = line.Detail, CreditedLine = line.LineNumber }, amount);

    static VatTreatment VatOf(InvoiceLine line) => new(line.VatCategory, line.VatRate);

    static string Words(decimal amount, Invoice invoice) => new Money(amount, invoice.Currency).ToString();
}
