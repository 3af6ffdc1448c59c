using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents;

public enum DocumentKind
{
    Invoice,
    CreditNote,
}

/// <summary>What is written large across each page of a copy; the stored original of an issued invoice has none.</summary>
public enum DocumentMark
{
    None,
    Draft,
    Paid,
    Cancelled,

    /// <summary>A copy of what is neither paid nor cancelled.</summary>
    Copy,
}

/// <summary>
/// All that an invoice shows (C. com. L441-9, CGI ann. II 242 nonies A; domain.md 8), already computed. The layout adds
/// nothing up except the carry-over of the lines at a page break. All amounts are in <see cref="Currency"/>.
/// </summary>
public sealed record InvoiceDocument
{
    public required DocumentKind Kind { get; init; }

    /// <summary>"fr" or "en" (anything else reads English).</summary>
    public required string Language { get; init; }

    /// <summary>Null for a draft: the title says so.</summary>
    public string? Number { get; init; }

    public DocumentMark Mark { get; init; }

    public DateOnly? IssueDate { get; init; }

    public DateOnly? DueDate { get; init; }

    /// <summary>First day of the supply.</summary>
    public DateOnly? PeriodStart { get; init; }

    /// <summary>Last day of the supply, inclusive.</summary>
    public DateOnly? PeriodEnd { get; init; }

    public required DocumentSeller Seller { get; init; }

    public required DocumentBuyer Buyer { get; init; }

    /// <summary>Category of operation, such as "Prestation de services".</summary>
    public string? OperationCategory { get; init; }

    public string? PurchaseOrder { get; init; }

    public string? BuyerReference { get; init; }

    /// <summary>Number and date of the invoice that a credit note is about, as text.</summary>
    public string? PrecedingInvoice { get; init; }

    public required Currency Currency { get; init; }

    public required IReadOnlyList<DocumentLine> Lines { get; init; }

    /// <summary>Allowances and charges on the whole document.</summary>
    public IReadOnlyList<DocumentAdjustment> Adjustments { get; init; } = [];

    public required IReadOnlyList<DocumentVatGroup> VatGroups { get; init; }

    public required DocumentTotals Totals { get; init; }

    /// <summary>Legal mentions, a paragraph each: early payment, penalties, the EUR 40 indemnity, VAT on debits...</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

public sealed record DocumentLine
{
    public required string Description { get; init; }

    /// <summary>Smaller, under the description.</summary>
    public string? Detail { get; init; }

    public required decimal Quantity { get; init; }

    /// <summary>In the document's language: "mois", "requêtes".</summary>
    public string? Unit { get; init; }

    /// <summary>Without tax, for <see cref="BaseQuantity"/> units.</summary>
    public required decimal UnitPrice { get; init; }

    /// <summary>How many units the price is for (BT-149): 1, or 1,000,000 for tokens.</summary>
    public decimal BaseQuantity { get; init; } = 1m;

    /// <summary>Percent; null when the line is out of the scope of VAT.</summary>
    public decimal? VatRate { get; init; }

    /// <summary>VAT category code of EN 16931: S, Z, E, AE, K, G, O.</summary>
    public string VatCategory { get; init; } = "S";

    /// <summary>Allowances and charges of the line, already in <see cref="Net"/>.</summary>
    public IReadOnlyList<DocumentAdjustment> Adjustments { get; init; } = [];

    /// <summary>The line's net amount (BT-131).</summary>
    public required decimal Net { get; init; }
}

/// <param name="Amount">Signed as it changes the total: an allowance is negative, a charge positive.</param>
public sealed record DocumentAdjustment(string Label, decimal Amount);

/// <param name="Category">VAT category code of EN 16931.</param>
/// <param name="Rate">Percent; null for category O.</param>
/// <param name="Reason">Why there is no tax, in the document's language; its legal reference with it.</param>
public sealed record DocumentVatGroup(string Category, decimal? Rate, decimal Taxable, decimal Tax, string? Reason = null);

/// <summary>The totals of EN 16931, BG-22.</summary>
public sealed record DocumentTotals
{
    /// <summary>Sum of the lines (BT-106).</summary>
    public required decimal Lines { get; init; }

    /// <summary>Sum of the document's allowances, positive (BT-107).</summary>
    public decimal Allowances { get; init; }

    /// <summary>Sum of the document's charges (BT-108).</summary>
    public decimal Charges { get; init; }

    /// <summary>Total without tax (BT-109).</summary>
    public required decimal Net { get; init; }

    /// <summary>Total VAT (BT-110).</summary>
    public required decimal Tax { get; init; }

    /// <summary>Total VAT in the seller's currency when the document is in another (BT-111).</summary>
    public Money? TaxInAccountingCurrency { get; init; }

    /// <summary>Total with tax (BT-112).</summary>
    public required decimal Gross { get; init; }

    /// <summary>Already paid, credits included (BT-113).</summary>
    public decimal Prepaid { get; init; }

    /// <summary>Rounding amount (BT-114).</summary>
    public decimal Rounding { get; init; }

    /// <summary>What is left to pay (BT-115).</summary>
    public required decimal Due { get; init; }
}
