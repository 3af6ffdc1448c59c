using TwinMcp.Core.Common;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <summary>What a list shows of an invoice. <c>PeriodEnd</c> is the last day, inclusive, as on the wire.</summary>
public sealed record InvoiceHead
{
    public required InvoiceId Id { get; init; }
    public required string? Number { get; init; }
    public required InvoiceKind Kind { get; init; }
    public required CustomerId UserId { get; init; }
    public required string CustomerName { get; init; }
    public required string? PlanName { get; init; }
    public required InvoiceStatus Status { get; init; }
    public required Currency Currency { get; init; }
    public required DateOnly? PeriodStart { get; init; }
    public required DateOnly? PeriodEnd { get; init; }
    public required DateOnly? IssueDate { get; init; }
    public required DateOnly? DueDate { get; init; }
    public required decimal Total { get; init; }
    public required decimal Paid { get; init; }
    public required decimal Due { get; init; }

    /// <summary>For If-Match: the row's version.</summary>
    public required uint Version { get; init; }
}

/// <summary>One invoice, whole.</summary>
public sealed record InvoiceDetail
{
    public required InvoiceHead Head { get; init; }
    public required string Language { get; init; }
    public required DateOnly? PaidDate { get; init; }
    public required int DueDays { get; init; }
    public required string? PurchaseOrder { get; init; }
    public required string? BuyerReference { get; init; }
    public required string? Note { get; init; }
    public required decimal LineTotal { get; init; }
    public required decimal AllowanceTotal { get; init; }
    public required decimal ChargeTotal { get; init; }
    public required decimal Subtotal { get; init; }
    public required decimal Tax { get; init; }
    public required decimal Prepaid { get; init; }
    public required decimal Rounding { get; init; }

    /// <summary>What its credit notes took back.</summary>
    public decimal Credited { get; init; }

    /// <summary>Money paid that they set free.</summary>
    public decimal Released { get; init; }

    /// <summary>What of <c>Paid</c> was covered by credit.</summary>
    public decimal CreditUsed { get; init; }

    public IReadOnlyList<RelatedInvoice> CreditNotes { get; init; } = [];

    /// <summary>Of a credit note: its invoice.</summary>
    public RelatedInvoice? CreditedInvoice { get; init; }

    /// <summary>The snapshot of an issued invoice; what it would be today for a draft.</summary>
    public required Party Seller { get; init; }

    public required Party Buyer { get; init; }
    public required IReadOnlyList<LineView> Lines { get; init; }
    public required IReadOnlyList<AdjustmentView> Adjustments { get; init; }
    public required IReadOnlyList<VatView> Vat { get; init; }
    public required IReadOnlyList<PaymentView> Payments { get; init; }

    /// <summary>Legal mentions in the invoice's language.</summary>
    public required IReadOnlyList<string> LegalMentions { get; init; }

    /// <summary>SHA-256 of the stored PDF; null for a draft.</summary>
    public required string? PdfSha256 { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}

public sealed record LineView(int LineNumber, LineComponent Component, string Description, string? Detail, decimal Quantity, string Unit)
{
    /// <summary>Of a credit note: the invoice's line.</summary>
    public int? CreditedLine { get; init; }

    public required decimal UnitPrice { get; init; }
    public required decimal BaseQuantity { get; init; }
    public required decimal AllowanceTotal { get; init; }
    public required decimal ChargeTotal { get; init; }
    public required decimal Net { get; init; }
    public required VatCategory VatCategory { get; init; }
    public required decimal VatRate { get; init; }
}

public sealed record AdjustmentView(bool IsCharge, decimal Amount, string? Reason, VatCategory VatCategory, decimal VatRate);

public sealed record VatView(VatCategory Category, decimal Rate, decimal Taxable, decimal Tax);

public sealed record PaymentView(Guid Id, PaymentStatus Status, decimal Amount, string Method, string? Note, DateTimeOffset ReceivedAt)
{
    /// <summary>What of it covers the invoice; the rest became credit.</summary>
    public decimal Applied { get; init; }

    public decimal Refunded { get; init; }
}

/// <summary>A credit note of an invoice, or the invoice of a credit note.</summary>
public sealed record RelatedInvoice(InvoiceId Id, string Number, DateOnly IssueDate)
{
    /// <summary>Null where it is not asked for.</summary>
    public decimal? Total { get; init; }
}

/// <summary>What stands around an invoice, read with it.</summary>
sealed record InvoiceSurroundings(IReadOnlyList<Payment> Payments, IReadOnlyList<RelatedInvoice> CreditNotes, decimal CreditUsed, string? PdfSha256);

/// <summary>A mail about an invoice, for its page.</summary>
public sealed record MailView(Guid Id, string Kind, string Recipient, OutboxState State, int Attempts, string? LastAnswer)
{
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? DeliveredAt { get; init; }
}

/// <summary>One entry of the timeline: an audit row in short. <c>Action</c> is e.g. "invoice.issued".</summary>
/// <param name="IsAutomatic">A job of ours did it; the name is the job's.</param>
public sealed record EventView(string Action, string ActorName, bool IsAutomatic, DateTimeOffset At);

/// <summary>How many invoices of each status match a filter (its own status condition aside); capped at <see cref="Page{T}.CountCap"/>.</summary>
public sealed record StatusCounts(IReadOnlyDictionary<InvoiceStatus, int> ByStatus)
{
    public int All => Math.Min(ByStatus.Values.Sum(), Page<InvoiceHead>.CountCap);
}
