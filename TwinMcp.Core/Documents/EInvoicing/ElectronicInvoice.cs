using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>
/// An invoice or credit note as EN 16931 means it, before it is CII or UBL: what we use of the standard's terms (BT) and groups (BG).
/// Everything is as it is written: prices already for their base quantity, texts already clean, amounts rounded. Nothing is computed from it.
/// </summary>
public sealed record ElectronicInvoice
{
    /// <summary>BT-1.</summary>
    public required string Number { get; init; }

    /// <summary>BT-3.</summary>
    public required ElectronicInvoiceType Type { get; init; }

    /// <summary>BT-2.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>BT-9. A credit note has none.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>BT-5.</summary>
    public required Currency Currency { get; init; }

    /// <summary>BT-111, total VAT in the seller's currency (BT-6), when that is another than <see cref="Currency"/>.</summary>
    public Money? AccountingTax { get; init; }

    /// <summary>BT-7. Never together with <see cref="VatOnDebits"/> (BR-CO-03).</summary>
    public DateOnly? TaxPointDate { get; init; }

    /// <summary>BT-8: VAT is due by the invoice's date, not by its payment. Code 5 in CII, 3 in UBL; not written when false.</summary>
    public bool VatOnDebits { get; init; }

    /// <summary>BT-10.</summary>
    public string? BuyerReference { get; init; }

    /// <summary>BT-13.</summary>
    public string? PurchaseOrder { get; init; }

    /// <summary>BG-3: of a credit note the invoice that it is about.</summary>
    public IReadOnlyList<PrecedingInvoice> Preceding { get; init; } = [];

    /// <summary>BT-73, the first day billed.</summary>
    public DateOnly? PeriodStart { get; init; }

    /// <summary>BT-74, the last day billed, inclusive.</summary>
    public DateOnly? PeriodEnd { get; init; }

    /// <summary>BT-23 as France reads it: S1 services, S2 services already paid in full. Peppol has its own.</summary>
    public required string Process { get; init; }

    /// <summary>BG-1.</summary>
    public IReadOnlyList<ElectronicNote> Notes { get; init; } = [];

    /// <summary>BG-4.</summary>
    public required ElectronicParty Seller { get; init; }

    /// <summary>BG-7.</summary>
    public required ElectronicParty Buyer { get; init; }

    /// <summary>BG-13.</summary>
    public ElectronicDelivery? Delivery { get; init; }

    /// <summary>BG-16, BT-20.</summary>
    public required ElectronicPayment Payment { get; init; }

    /// <summary>BG-20 and BG-21.</summary>
    public IReadOnlyList<ElectronicAdjustment> Adjustments { get; init; } = [];

    /// <summary>BG-23.</summary>
    public required IReadOnlyList<ElectronicVat> Vat { get; init; }

    /// <summary>BG-22.</summary>
    public required ElectronicTotals Totals { get; init; }

    /// <summary>BG-25.</summary>
    public required IReadOnlyList<ElectronicLine> Lines { get; init; }
}

/// <summary>UNTDID 1001; the number is the code.</summary>
public enum ElectronicInvoiceType
{
    Invoice = 380,
    CreditNote = 381,
    Corrected = 384,
}

/// <param name="Number">BT-25.</param>
/// <param name="IssueDate">BT-26.</param>
public sealed record PrecedingInvoice(string Number, DateOnly? IssueDate);

/// <param name="Subject">BT-21, UNTDID 4451: PMT, PMD, AAB, ABL, REG, BAR; null: no subject.</param>
/// <param name="Text">BT-22.</param>
public sealed record ElectronicNote(string? Subject, string Text)
{
    /// <summary>How a French platform treats the document (BR-FR-20): a code, not words.</summary>
    public const string Treatment = "BAR";
}

/// <summary>BG-13.</summary>
/// <param name="Date">BT-72.</param>
/// <param name="Address">BG-15, where it is not the buyer's own.</param>
public sealed record ElectronicDelivery(DateOnly? Date, ElectronicPostalAddress? Address)
{
    /// <summary>BT-70.</summary>
    public string? Name { get; init; }
}

/// <summary>How it is to be paid.</summary>
public sealed record ElectronicPayment
{
    /// <summary>BT-81: 58 SEPA transfer, 30 other transfer; null: there is nothing to transfer, or no account.</summary>
    public int? MeansCode { get; init; }

    /// <summary>BT-84, without spaces.</summary>
    public string? Iban { get; init; }

    /// <summary>BT-85.</summary>
    public string? AccountName { get; init; }

    /// <summary>BT-86.</summary>
    public string? Bic { get; init; }

    /// <summary>BT-83: what the payer writes on the transfer.</summary>
    public string? Reference { get; init; }

    /// <summary>BT-20.</summary>
    public string? Terms { get; init; }
}

/// <summary>BG-22. All in the invoice's currency.</summary>
public sealed record ElectronicTotals
{
    /// <summary>BT-106, sum of line nets (BR-CO-10).</summary>
    public required decimal Lines { get; init; }

    /// <summary>BT-107.</summary>
    public decimal Allowances { get; init; }

    /// <summary>BT-108.</summary>
    public decimal Charges { get; init; }

    /// <summary>BT-109 (BR-CO-13).</summary>
    public required decimal Net { get; init; }

    /// <summary>BT-110 (BR-CO-14).</summary>
    public required decimal Tax { get; init; }

    /// <summary>BT-112 (BR-CO-15).</summary>
    public required decimal Gross { get; init; }

    /// <summary>BT-113.</summary>
    public decimal Prepaid { get; init; }

    /// <summary>BT-114.</summary>
    public decimal Rounding { get; init; }

    /// <summary>BT-115 (BR-CO-16).</summary>
    public required decimal Due { get; init; }
}
