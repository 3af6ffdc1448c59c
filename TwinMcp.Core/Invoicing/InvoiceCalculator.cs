using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>A line before it is priced out. Allowances and charges are amounts in the invoice's currency.</summary>
public sealed record LineInput(string Description, decimal Quantity, decimal UnitPrice, VatTreatment Vat)
{
    public LineComponent Component { get; init; } = LineComponent.Other;
    public string? Detail { get; init; }
    public string Unit { get; init; } = "";

    /// <summary>The quantity that the unit price is for (BT-149); 1 when not given.</summary>
    public decimal BaseQuantity { get; init; } = 1m;

    public IReadOnlyList<decimal> Allowances { get; init; } = [];
    public IReadOnlyList<decimal> Charges { get; init; } = [];

    /// <summary>Of a credit note's line: the number of the invoice's line.</summary>
    public int? CreditedLine { get; init; }

    /// <summary>Of a line that was computed; null for a free one.</summary>
    public LineBasis? Basis { get; init; }
}

/// <summary>An allowance (or a charge) on the whole document.</summary>
public sealed record AdjustmentInput(bool IsCharge, decimal Amount, VatTreatment Vat, string? Reason = null);

/// <summary>All that totals are made of.</summary>
public sealed record InvoiceInput(Currency Currency, IReadOnlyList<LineInput> Lines)
{
    public IReadOnlyList<AdjustmentInput> Adjustments { get; init; } = [];
    public decimal Prepaid { get; init; }
    public decimal Rounding { get; init; }
}

public sealed record PricedLine(LineInput Input, decimal Net);

public sealed record VatGroup(VatTreatment Vat, decimal Taxable, decimal Tax);

/// <summary>The totals of EN 16931, each a sum of rounded parts.</summary>
public sealed record InvoiceTotals(Currency Currency, IReadOnlyList<PricedLine> Lines, IReadOnlyList<AdjustmentInput> Adjustments, IReadOnlyList<VatGroup> Vat)
{
    /// <summary>BT-106, sum of line nets (BR-CO-10).</summary>
    public decimal LineTotal { get; } = Lines.Sum(l => l.Net);

    /// <summary>BT-107.</summary>
    public decimal AllowanceTotal { get; } = Adjustments.Where(a => !a.IsCharge).Sum(a => a.Amount);

    /// <summary>BT-108.</summary>
    public decimal ChargeTotal { get; } = Adjustments.Where(a => a.IsCharge).Sum(a => a.Amount);

    /// <summary>BT-110, sum of VAT per group (BR-CO-14).</summary>
    public decimal TaxTotal { get; } = Vat.Sum(v => v.Tax);

    public decimal Prepaid { get; init; }
    public decimal Rounding { get; init; }

    /// <summary>BT-109 (BR-CO-13).</summary>
    public decimal TaxBasis => LineTotal - AllowanceTotal + ChargeTotal;

    /// <summary>BT-112 (BR-CO-15).</summary>
    public decimal GrandTotal => TaxBasis + TaxTotal;

    /// <summary>BT-115 (BR-CO-16).</summary>
    public decimal Due => GrandTotal - Prepaid + Rounding;
}

/// <summary>Lines in, totals out. Rounds once a line and once a VAT group, half away from zero; everything else is a sum.</summary>
public static class InvoiceCalculator
{
    public static InvoiceTotals Compute(InvoiceInput input)
    {
        var currency = input.Currency;
        var lines = input.Lines.Select(l => new PricedLine(l, Net(l, currency))).ToList();
        var parts = lines.Select(l => (l.Input.Vat, Amount: l.Net))
            .Concat(input.Adjustments.Select(a => (a.Vat, Amount: a.IsCharge ? a.Amount : -a.Amount)));
        // BR-CO-17: VAT of a group = taxable x rate, on the sum of that group
        var groups = parts.GroupBy(p => p.Vat, p => p.Amount)
            .Select(g => new VatGroup(g.Key, g.Sum(), currency.Round(g.Sum() * g.Key.Rate / 100m)))
            .OrderBy(g => g.Vat.Category).ThenByDescending(g => g.Vat.Rate)
            .ToList();
        return new InvoiceTotals(currency, lines, input.Adjustments, groups) { Prepaid = input.Prepaid, Rounding = input.Rounding };
    }

    /// <summary>BT-131 = round(BT-129 x BT-146 / BT-149) - allowances + charges.</summary>
    public static decimal Net(LineInput line, Currency currency) =>
        currency.Round(line.Quantity * line.UnitPrice / line.BaseQuantity) - line.Allowances.Sum() + line.Charges.Sum();
}
