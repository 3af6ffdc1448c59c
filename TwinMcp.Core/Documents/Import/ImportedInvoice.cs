using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Documents.Import;

/// <summary>How the document that was read is written.</summary>
public enum ImportedSyntax
{
    /// <summary>UN/CEFACT Cross Industry Invoice: Factur-X, ZUGFeRD, XRechnung.</summary>
    Cii,

    /// <summary>UBL 2.1 Invoice or CreditNote: Peppol, XRechnung.</summary>
    Ubl,
}

/// <summary>Somebody's EN 16931 invoice as it states itself: nothing is computed, completed or believed. BT and BG are the standard's numbers.</summary>
public sealed record ImportedInvoice
{
    public required ImportedSyntax Syntax { get; init; }

    /// <summary>BT-24.</summary>
    public string? Guideline { get; init; }

    /// <summary>BT-23.</summary>
    public string? Process { get; init; }

    /// <summary>BT-1.</summary>
    public required string Number { get; init; }

    /// <summary>BT-3, UNTDID 1001: 380 invoice, 381 credit note, and many more.</summary>
    public required string TypeCode { get; init; }

    /// <summary>BT-2.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>BT-9.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>BT-5. All amounts are in it.</summary>
    public required Currency Currency { get; init; }

    /// <summary>BT-10.</summary>
    public string? BuyerReference { get; init; }

    /// <summary>BT-13.</summary>
    public string? PurchaseOrder { get; init; }

    /// <summary>BG-3.</summary>
    public IReadOnlyList<PrecedingInvoice> Preceding { get; init; } = [];

    /// <summary>BT-73.</summary>
    public DateOnly? PeriodStart { get; init; }

    /// <summary>BT-74, inclusive.</summary>
    public DateOnly? PeriodEnd { get; init; }

    /// <summary>BG-1.</summary>
    public IReadOnlyList<ElectronicNote> Notes { get; init; } = [];

    /// <summary>BG-4.</summary>
    public required ImportedParty Seller { get; init; }

    /// <summary>BG-7.</summary>
    public required ImportedParty Buyer { get; init; }

    /// <summary>BG-16.</summary>
    public ImportedPayment Payment { get; init; } = new(null, null, null, null);

    /// <summary>BG-20 and BG-21.</summary>
    public IReadOnlyList<ImportedAdjustment> Adjustments { get; init; } = [];

    /// <summary>BG-23.</summary>
    public IReadOnlyList<ImportedVat> Vat { get; init; } = [];

    /// <summary>BG-22.</summary>
    public required ImportedTotals Totals { get; init; }

    /// <summary>BG-25.</summary>
    public required IReadOnlyList<ImportedLine> Lines { get; init; }
}

/// <summary>A seller or buyer. Only the name is sure to be there.</summary>
public sealed record ImportedParty(string Name)
{
    public string? TradingName { get; init; }

    /// <summary>BT-30, BT-47.</summary>
    public string? LegalId { get; init; }

    /// <summary>BT-31, BT-48.</summary>
    public string? VatId { get; init; }

    /// <summary>BT-34, BT-49.</summary>
    public string? ElectronicAddress { get; init; }

    public string? Line1 { get; init; }
    public string? Line2 { get; init; }
    public string? PostalCode { get; init; }
    public string? City { get; init; }
    public string? Country { get; init; }
}

/// <param name="MeansCode">BT-81, UNTDID 4461.</param>
/// <param name="Iban">BT-84, masked: country and last four characters.</param>
/// <param name="Reference">BT-83.</param>
/// <param name="Terms">BT-20.</param>
public sealed record ImportedPayment(string? MeansCode, string? Iban, string? Reference, string? Terms);

/// <summary>An allowance or a charge of the document or of a line.</summary>
/// <param name="Vat">Of the document's only.</param>
public sealed record ImportedAdjustment(bool IsCharge, decimal Amount, string? Reason, ImportedTax? Vat);

/// <param name="Rate">Percent; 0 when it is not said.</param>
public sealed record ImportedTax(VatCategory Category, decimal Rate);

/// <param name="Taxable">BT-116.</param>
/// <param name="Tax">BT-117.</param>
public sealed record ImportedVat(ImportedTax Vat, decimal Taxable, decimal Tax)
{
    /// <summary>BT-120, else BT-121.</summary>
    public string? Exemption { get; init; }
}

/// <summary>What a document does not state (BT-107, 108, 110, 113, 114) is 0.</summary>
public sealed record ImportedTotals
{
    public required decimal Lines { get; init; }
    public decimal Allowances { get; init; }
    public decimal Charges { get; init; }
    public required decimal Net { get; init; }
    public decimal Tax { get; init; }
    public required decimal Gross { get; init; }
    public decimal Prepaid { get; init; }
    public decimal Rounding { get; init; }
    public required decimal Due { get; init; }
}

public sealed record ImportedLine(string Id, string Name, ImportedTax Vat)
{
    /// <summary>BT-154.</summary>
    public string? Description { get; init; }

    /// <summary>BT-129.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>BT-130.</summary>
    public string? UnitCode { get; init; }

    /// <summary>BT-146, for <see cref="BaseQuantity"/> units.</summary>
    public required decimal Price { get; init; }

    /// <summary>BT-149.</summary>
    public decimal BaseQuantity { get; init; } = 1m;

    public IReadOnlyList<ImportedAdjustment> Adjustments { get; init; } = [];

    /// <summary>BT-131.</summary>
    public required decimal Net { get; init; }
}
