using System.Text.Json;
using System.Text.Json.Serialization;
using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>Asks for a period's invoice (<see cref="Period"/>) or a one-off one (<see cref="Lines"/>): the body of <c>POST /api/billing/invoices</c>.</summary>
public sealed record GenerateInvoice
{
    public CustomerId? UserId { get; init; }
    public PeriodInput? Period { get; init; }
    public GenerateOptions? Options { get; init; }

    public IReadOnlyList<LineRequest>? Lines { get; init; }
    public IReadOnlyList<AdjustmentRequest>? Allowances { get; init; }
    public IReadOnlyList<AdjustmentRequest>? Charges { get; init; }
    public decimal? Prepaid { get; init; }
    public decimal? Rounding { get; init; }

    /// <summary>Days to pay; the configured term when not given.</summary>
    public int? DueDays { get; init; }

    public string? PurchaseOrder { get; init; }
    public string? BuyerReference { get; init; }
    public string? Note { get; init; }

    internal bool IsOneOff => Lines is not null;

    /// <summary>Every rule of the input, checked once.</summary>
    internal Result<GenerateInvoice> Validate()
    {
        var errors = new FieldErrors();
        errors.Require(UserId is not null, "userId", "Required.");
        errors.Require(Period is not null || Lines is not null, "period", "Give a period, or lines for a one-off invoice.");
        errors.Require(Period is null || Lines is null, "lines", "Give either a period or lines, not both.");
        if (Period is not null)
        {
            if (Period.Parse().Error is { } wrong)
                foreach (var (field, messages) in wrong.Fields!)
                    errors.Add(field, messages[0]);
            errors.Require(Allowances is null, "allowances", "Only with lines.");
            errors.Require(Charges is null, "charges", "Only with lines.");
            errors.Require(Prepaid is null, "prepaid", "Only with lines.");
            errors.Require(Rounding is null, "rounding", "Only with lines.");
        }
        errors.Require(IsOneOff is false || Options?.ForceRegenerate is not true, "options.forceRegenerate", "Only with a period.");
        errors.Require(Period is null || DueDays is null || DueDays <= InvoiceNotesRules.MaxDueDays(InvoiceKind.Subscription), "dueDays", InvoiceNotesRules.DueDaysWords(InvoiceKind.Subscription));
        InvoiceNotesRules.Check(errors, DueDays, PurchaseOrder, BuyerReference, Note);
        return errors.Any ? errors.ToError() : this;
    }
}

public sealed record PeriodInput
{
    public PeriodType? Type { get; init; }
    public DateOnly? StartDate { get; init; }

    /// <summary>Inclusive.</summary>
    public DateOnly? EndDate { get; init; }

    internal Result<BillingPeriod> Parse()
    {
        var errors = new FieldErrors();
        errors.Require(Type is not null, "period.type", "Required: monthly, quarterly or yearly.");
        errors.Require(StartDate is not null, "period.startDate", "Required.");
        errors.Require(EndDate is not null, "period.endDate", "Required.");
        errors.Require(StartDate is null or { Year: >= 2000 and <= 2200 }, "period.startDate", "Out of range.");
        return errors.Any ? errors.ToError() : BillingPeriod.Parse(Type!.Value, StartDate!.Value, EndDate!.Value);
    }
}

public sealed record GenerateOptions
{
    /// <summary>Issue it at once.</summary>
    public bool SendImmediately { get; init; }

    /// <summary>Recompute the period's draft; an issued invoice is never touched.</summary>
    public bool ForceRegenerate { get; init; }
}

public sealed record LineRequest
{
    public string? Description { get; init; }
    public string? Detail { get; init; }
    public decimal? Quantity { get; init; }
    public string? Unit { get; init; }
    public decimal? UnitPrice { get; init; }
    public decimal? BaseQuantity { get; init; }

    /// <summary>As the tax rules decide for the customer when neither category nor rate is given.</summary>
    public VatCategory? VatCategory { get; init; }

    /// <summary>In percent.</summary>
    public decimal? VatRate { get; init; }

    /// <summary>Which of the dated rates it has, when neither category nor rate is given; STANDARD when not said.</summary>
    public TaxRateKind? VatRateKind { get; init; }

    /// <summary>Services or goods, when neither category nor rate is given; the tax settings' when not said.</summary>
    public Supply? Supply { get; init; }

    public IReadOnlyList<AmountRequest>? Allowances { get; init; }
    public IReadOnlyList<AmountRequest>? Charges { get; init; }
}

public sealed record AmountRequest
{
    public decimal? Amount { get; init; }
}

public sealed record AdjustmentRequest
{
    public decimal? Amount { get; init; }
    public string? Reason { get; init; }
    public VatCategory? VatCategory { get; init; }
    public decimal? VatRate { get; init; }
}

/// <summary>The body of <c>POST /api/billing/invoices/preview</c>: computes, stores nothing.</summary>
public sealed record PreviewInvoice
{
    /// <summary>Taxed as for this customer today; without one as for a buyer in the seller's own country.</summary>
    public CustomerId? UserId { get; init; }

    /// <summary>ISO 4217; the customer's or the configured one when not given.</summary>
    public string? Currency { get; init; }
    public IReadOnlyList<LineRequest>? Lines { get; init; }
    public IReadOnlyList<AdjustmentRequest>? Allowances { get; init; }
    public IReadOnlyList<AdjustmentRequest>? Charges { get; init; }
    public decimal? Prepaid { get; init; }
    public decimal? Rounding { get; init; }
}

/// <summary>The body of <c>PATCH /api/billing/invoices/{id}</c>. Amounts are not in it: they are computed, never set.</summary>
public sealed record UpdateInvoice
{
    public InvoiceStatus? Status { get; init; }
    public int? DueDays { get; init; }
    public string? PurchaseOrder { get; init; }
    public string? BuyerReference { get; init; }
    public string? Note { get; init; }

    /// <summary>Members that do not exist here: refused, and for an amount of an issued invoice with the reason that it is frozen.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }

    internal bool HasOthers => Others is { Count: > 0 };

    internal bool HasNotes => DueDays is not null || PurchaseOrder is not null || BuyerReference is not null || Note is not null;

    internal Result<UpdateInvoice> Validate()
    {
        var errors = new FieldErrors();
        errors.Require(HasNotes || HasOthers || Status is not null, "status", "Nothing to change.");
        InvoiceNotesRules.Check(errors, DueDays, PurchaseOrder, BuyerReference, Note);
        return errors.Any ? errors.ToError() : this;
    }
}

/// <summary>Amounts are computed, never set.</summary>
static class InvoiceAmountRules
{
    static readonly string[] Amounts =
        ["total", "subtotal", "tax", "lineTotal", "allowanceTotal", "chargeTotal", "prepaid", "rounding", "paid", "due", "lines", "allowances", "charges", "vat", "currency"];

    /// <summary>Null when every member is known.</summary>
    internal static BillingError? Check(UpdateInvoice input, Invoice invoice)
    {
        if (!input.HasOthers)
            return null;
        if (invoice.IsIssued && input.Others!.Keys.All(Amounts.Contains))
            return BillingError.Conflict("frozen", $"Invoice {invoice.Number} is issued: its amounts can no longer be changed.");
        var errors = new FieldErrors();
        foreach (var name in input.Others!.Keys)
            errors.Add(name, "Unknown member.");
        return errors.ToError();
    }
}

static class InvoiceNotesRules
{
    /// <summary>At most 60 days from issue, 45 for an invoice that gathers a period (C. com. L441-10, I).</summary>
    internal static int MaxDueDays(InvoiceKind kind) => kind == InvoiceKind.Subscription ? 45 : 60;

    internal static string DueDaysWords(InvoiceKind kind) => $"From 0 to {MaxDueDays(kind)} days (C. com. L441-10).";

    internal static void Check(FieldErrors errors, int? dueDays, string? purchaseOrder, string? buyerReference, string? note)
    {
        errors.Require(dueDays is null or (>= 0 and <= 60), "dueDays", "From 0 to 60 days (C. com. L441-10).");
        errors.Require(purchaseOrder is null or { Length: <= 100 }, "purchaseOrder", "At most 100 characters.");
        errors.Require(buyerReference is null or { Length: <= 100 }, "buyerReference", "At most 100 characters.");
        errors.Require(note is null or { Length: <= 1000 }, "note", "At most 1,000 characters.");
        errors.Require(TextRules.IsOneLine(purchaseOrder), "purchaseOrder", "No control characters.");
        errors.Require(TextRules.IsOneLine(buyerReference), "buyerReference", "No control characters.");
        errors.Require(TextRules.IsPlain(note), "note", "No control characters but line ends and tabs.");
    }
}
