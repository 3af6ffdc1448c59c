using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Tax;

namespace TwinMcp.Web.Api;

/// <summary>An invoice in a list, as the contract shows it. Amounts have exactly the currency's decimals.</summary>
internal record InvoiceHeadWire
{
    protected InvoiceHeadWire(InvoiceHead head)
    {
        (Id, Number, Kind, UserId, CustomerName) = (head.Id, head.Number, head.Kind, head.UserId, head.CustomerName);
        (PlanName, Status, Currency) = (head.PlanName, head.Status, head.Currency);
        (PeriodStart, PeriodEnd, IssueDate, DueDate) = (head.PeriodStart, head.PeriodEnd, head.IssueDate, head.DueDate);
        (Total, Paid, Due) = (head.Currency.Wire(head.Total), head.Currency.Wire(head.Paid), head.Currency.Wire(head.Due));
    }

    public InvoiceId Id { get; }
    public string? Number { get; }
    public InvoiceKind Kind { get; }
    public CustomerId UserId { get; }
    public string CustomerName { get; }
    public string? PlanName { get; }
    public InvoiceStatus Status { get; }
    public Currency Currency { get; }
    public DateOnly? PeriodStart { get; }

    /// <summary>Inclusive.</summary>
    public DateOnly? PeriodEnd { get; }

    public DateOnly? IssueDate { get; }
    public DateOnly? DueDate { get; }
    public decimal Total { get; }
    public decimal Paid { get; }
    public decimal Due { get; }

    public static InvoiceHeadWire Of(InvoiceHead head) => new(head);
}

/// <summary>One invoice, whole.</summary>
internal sealed record InvoiceWire : InvoiceHeadWire
{
    InvoiceWire(InvoiceDetail d) : base(d.Head)
    {
        var currency = d.Head.Currency;
        (Language, PaidDate, DueDays, PurchaseOrder, BuyerReference, Note) = (d.Language, d.PaidDate, d.DueDays, d.PurchaseOrder, d.BuyerReference, d.Note);
        (LineTotal, AllowanceTotal, ChargeTotal) = (currency.Wire(d.LineTotal), currency.Wire(d.AllowanceTotal), currency.Wire(d.ChargeTotal));
        (Subtotal, Tax) = (currency.Wire(d.Subtotal), currency.Wire(d.Tax));
        (Prepaid, Rounding) = (currency.Wire(d.Prepaid), currency.Wire(d.Rounding));
        (Seller, Buyer, PdfSha256, CreatedAt, UpdatedAt) = (d.Seller, d.Buyer, d.PdfSha256, d.CreatedAt, d.UpdatedAt);
        Lines = [.. d.Lines.Select(l => LineWire.Of(l, currency))];
        Allowances = [.. d.Adjustments.Where(a => !a.IsCharge).Select(a => AdjustmentWire.Of(a, currency))];
        Charges = [.. d.Adjustments.Where(a => a.IsCharge).Select(a => AdjustmentWire.Of(a, currency))];
        Vat = [.. d.Vat.Select(v => new VatWire(v.Category, v.Rate.Plain(), currency.Wire(v.Taxable), currency.Wire(v.Tax)))];
        Payments = [.. d.Payments.Select(p => new PaymentWire(p.Id, p.Status, currency.Wire(p.Amount), p.Method, p.ReceivedAt.ToUniversalTime()) { Applied = currency.Wire(p.Applied), Refunded = currency.Wire(p.Refunded) })];
        (Credited, Released, CreditUsed) = (currency.Wire(d.Credited), currency.Wire(d.Released), currency.Wire(d.CreditUsed));
        CreditNotes = [.. d.CreditNotes.Select(n => RelatedInvoiceWire.Of(n, currency))];
        CreditedInvoice = d.CreditedInvoice is { } credited ? RelatedInvoiceWire.Of(credited, currency) : null;
    }

    public string Language { get; }
    public DateOnly? PaidDate { get; }
    public int DueDays { get; }
    public string? PurchaseOrder { get; }
    public string? BuyerReference { get; }
    public string? Note { get; }
    public IReadOnlyList<LineWire> Lines { get; }
    public IReadOnlyList<AdjustmentWire> Allowances { get; }
    public IReadOnlyList<AdjustmentWire> Charges { get; }
    public IReadOnlyList<VatWire> Vat { get; }
    public decimal LineTotal { get; }
    public decimal AllowanceTotal { get; }
    public decimal ChargeTotal { get; }
    public decimal Subtotal { get; }
    public decimal Tax { get; }
    public decimal Prepaid { get; }
    public decimal Rounding { get; }
    public decimal Credited { get; }
    public decimal Released { get; }
    public decimal CreditUsed { get; }
    public IReadOnlyList<RelatedInvoiceWire> CreditNotes { get; }
    public RelatedInvoiceWire? CreditedInvoice { get; }
    public Party Seller { get; }
    public Party Buyer { get; }
    public IReadOnlyList<PaymentWire> Payments { get; }
    public string? PdfSha256 { get; }
    public DateTimeOffset CreatedAt { get; }
    public DateTimeOffset UpdatedAt { get; }

    public static InvoiceWire Of(InvoiceDetail detail) => new(detail);
}

/// <summary>A credit note of an invoice, or the invoice of a credit note.</summary>
internal sealed record RelatedInvoiceWire(InvoiceId Id, string Number, DateOnly IssueDate, decimal? Total)
{
    public static RelatedInvoiceWire Of(RelatedInvoice related, Currency currency) =>
        new(related.Id, related.Number, related.IssueDate, related.Total is { } total ? currency.Wire(total) : null);
}

internal sealed record LineWire(string Description, string? Detail, LineComponent Component, decimal Quantity, string Unit)
{
    public required int LineNumber { get; init; }

    /// <summary>Of a credit note: the invoice's line.</summary>
    public int? CreditedLine { get; init; }

    public required decimal UnitPrice { get; init; }
    public required decimal BaseQuantity { get; init; }
    public required decimal AllowanceTotal { get; init; }
    public required decimal ChargeTotal { get; init; }
    public required decimal Net { get; init; }
    public required VatCategory VatCategory { get; init; }
    public required decimal VatRate { get; init; }

    public static LineWire Of(LineView line, Currency currency) => new(line.Description, line.Detail, line.Component, line.Quantity.Plain(), line.Unit)
    {
        LineNumber = line.LineNumber,
        CreditedLine = line.CreditedLine,
        UnitPrice = line.UnitPrice.Plain(),
        BaseQuantity = line.BaseQuantity.Plain(),
        AllowanceTotal = currency.Wire(line.AllowanceTotal),
        ChargeTotal = currency.Wire(line.ChargeTotal),
        Net = currency.Wire(line.Net),
        VatCategory = line.VatCategory,
        VatRate = line.VatRate.Plain(),
    };
}

internal sealed record AdjustmentWire(decimal Amount, string? Reason, VatCategory VatCategory, decimal VatRate)
{
    public static AdjustmentWire Of(AdjustmentView a, Currency currency) => new(currency.Wire(a.Amount), a.Reason, a.VatCategory, a.VatRate.Plain());
}

internal sealed record VatWire(VatCategory Category, decimal Rate, decimal Taxable, decimal Tax);

internal sealed record PaymentWire(Guid Id, PaymentStatus Status, decimal Amount, string Method, DateTimeOffset ReceivedAt)
{
    public required decimal Applied { get; init; }
    public required decimal Refunded { get; init; }
}

/// <summary>The answer of a preview.</summary>
internal sealed record PreviewWire(Currency Currency, TotalsWire Totals, IReadOnlyList<VatWire> Vat, IReadOnlyList<PreviewLineWire> Lines)
{
    public static PreviewWire Of(InvoiceTotals totals)
    {
        var c = totals.Currency;
        return new PreviewWire(
            c,
            new TotalsWire(totals),
            [.. totals.Vat.Select(v => new VatWire(v.Vat.Category, v.Vat.Rate.Plain(), c.Wire(v.Taxable), c.Wire(v.Tax)))],
            [.. totals.Lines.Select(l => new PreviewLineWire(l.Input.Description, c.Wire(l.Net)))]);
    }
}

internal sealed record PreviewLineWire(string Description, decimal Net);

internal sealed record TotalsWire
{
    public TotalsWire(InvoiceTotals t)
    {
        var c = t.Currency;
        (LineTotal, AllowanceTotal, ChargeTotal) = (c.Wire(t.LineTotal), c.Wire(t.AllowanceTotal), c.Wire(t.ChargeTotal));
        (TaxBasis, TaxTotal, GrandTotal) = (c.Wire(t.TaxBasis), c.Wire(t.TaxTotal), c.Wire(t.GrandTotal));
        (Prepaid, Rounding, Due) = (c.Wire(t.Prepaid), c.Wire(t.Rounding), c.Wire(t.Due));
    }

    public decimal LineTotal { get; }
    public decimal AllowanceTotal { get; }
    public decimal ChargeTotal { get; }
    public decimal TaxBasis { get; }
    public decimal TaxTotal { get; }
    public decimal GrandTotal { get; }
    public decimal Prepaid { get; }
    public decimal Rounding { get; }
    public decimal Due { get; }
}

/// <summary>How numbers look on the wire.</summary>
internal static class WireNumbers
{
    /// <summary>With exactly the currency's decimals: 100.20, and 100 for JPY.</summary>
    public static decimal Wire(this Currency currency, decimal amount) =>
        currency.Round(amount) + new decimal(0, 0, 0, false, (byte)currency.Exponent);

    /// <summary>Without trailing zeros.</summary>
    public static decimal Plain(this decimal value) => value / 1.0000000000000000000000000000m;
}
