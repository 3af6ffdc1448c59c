using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>What a line charges for; on the wire in lower case.</summary>
public enum LineComponent
{
    Fee,
    Requests,
    Tokens,
    Other,

    /// <summary>Days of a fee given back.</summary>
    Proration,

    /// <summary>Up to a minimum commitment.</summary>
    TrueUp,

    /// <summary>Usage of a period that was billed before it came in.</summary>
    LateUsage,

    /// <summary>Whatever was used.</summary>
    Flat,

    /// <summary>A percentage of other charges.</summary>
    Surcharge,
}

public sealed class InvoiceLine
{
    InvoiceLine()
    {
    }

    public CustomerId UserId { get; private init; }
    public InvoiceId InvoiceId { get; private init; }

    /// <summary>1, 2, 3 ... as printed.</summary>
    public int LineNumber { get; private init; }

    public LineComponent Component { get; private init; }
    public string Description { get; private init; } = "";
    public string? Detail { get; private init; }
    public decimal Quantity { get; private init; }
    public string Unit { get; private init; } = "";
    public decimal UnitPrice { get; private init; }

    /// <summary>The quantity that <see cref="UnitPrice"/> is for (BT-149).</summary>
    public decimal BaseQuantity { get; private init; }

    public decimal AllowanceTotal { get; private init; }
    public decimal ChargeTotal { get; private init; }
    public decimal Net { get; private init; }
    public VatCategory VatCategory { get; private init; }
    public decimal VatRate { get; private init; }

    /// <summary>Of a credit note: the invoice's line that this one takes back.</summary>
    public int? CreditedLine { get; private init; }

    /// <summary>By which rule it came about, as JSON (<see cref="LineBasis"/>); null for a free line.</summary>
    public string? Basis { get; private init; }

    internal static InvoiceLine From(Invoice invoice, int number, PricedLine line) => new()
    {
        UserId = invoice.UserId,
        InvoiceId = invoice.Id,
        LineNumber = number,
        Component = line.Input.Component,
        Description = line.Input.Description,
        Detail = line.Input.Detail,
        Quantity = line.Input.Quantity,
        Unit = line.Input.Unit,
        UnitPrice = line.Input.UnitPrice,
        BaseQuantity = line.Input.BaseQuantity,
        AllowanceTotal = line.Input.Allowances.Sum(),
        ChargeTotal = line.Input.Charges.Sum(),
        Net = line.Net,
        VatCategory = line.Input.Vat.Category,
        VatRate = line.Input.Vat.Rate,
        CreditedLine = line.Input.CreditedLine,
        Basis = line.Input.Basis?.ToJson(),
    };
}

/// <summary>An allowance or charge on the whole document; it belongs to the VAT group of its category and rate.</summary>
public sealed class InvoiceAdjustment
{
    InvoiceAdjustment()
    {
    }

    public CustomerId UserId { get; private init; }
    public InvoiceId InvoiceId { get; private init; }
    public int Position { get; private init; }
    public bool IsCharge { get; private init; }
    public decimal Amount { get; private init; }
    public string? Reason { get; private init; }
    public VatCategory VatCategory { get; private init; }
    public decimal VatRate { get; private init; }

    internal static InvoiceAdjustment From(Invoice invoice, int position, AdjustmentInput input) => new()
    {
        UserId = invoice.UserId,
        InvoiceId = invoice.Id,
        Position = position,
        IsCharge = input.IsCharge,
        Amount = input.Amount,
        Reason = input.Reason,
        VatCategory = input.Vat.Category,
        VatRate = input.Vat.Rate,
    };
}

/// <summary>One VAT group of an invoice: the breakdown as stored and shown everywhere.</summary>
public sealed class InvoiceVat
{
    InvoiceVat()
    {
    }

    public CustomerId UserId { get; private init; }
    public InvoiceId InvoiceId { get; private init; }
    public int Position { get; private init; }
    public VatCategory Category { get; private init; }
    public decimal Rate { get; private init; }
    public decimal Taxable { get; private init; }
    public decimal Tax { get; private init; }

    internal static InvoiceVat From(Invoice invoice, int position, VatGroup group) => new()
    {
        UserId = invoice.UserId,
        InvoiceId = invoice.Id,
        Position = position,
        Category = group.Vat.Category,
        Rate = group.Vat.Rate,
        Taxable = group.Taxable,
        Tax = group.Tax,
    };
}
