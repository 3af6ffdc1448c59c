using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Documents.EInvoicing;

/// <summary>BG-25.</summary>
public sealed record ElectronicLine
{
    /// <summary>BT-126.</summary>
    public required string Id { get; init; }

    /// <summary>BT-153.</summary>
    public required string Name { get; init; }

    /// <summary>BT-154.</summary>
    public string? Description { get; init; }

    /// <summary>BT-129; negative on a line that gives back.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>BT-130, UN/ECE Recommendation 20 or 21: C62, MON, ANN ...</summary>
    public required string UnitCode { get; init; }

    /// <summary>BT-146, without VAT, never negative, at most 6 decimals: for <see cref="BaseQuantity"/> units.</summary>
    public required decimal Price { get; init; }

    /// <summary>BT-149.</summary>
    public decimal BaseQuantity { get; init; } = 1m;

    /// <summary>BG-27 and BG-28, already in <see cref="Net"/>.</summary>
    public IReadOnlyList<ElectronicAdjustment> Adjustments { get; init; } = [];

    /// <summary>BT-151.</summary>
    public required VatCategory Category { get; init; }

    /// <summary>BT-152, percent; null for category O.</summary>
    public decimal? Rate { get; init; }

    /// <summary>BT-131.</summary>
    public required decimal Net { get; init; }

    /// <summary>BT-134, BT-135 (inclusive): null when it is the invoice's.</summary>
    public DateOnly? PeriodStart { get; init; }

    public DateOnly? PeriodEnd { get; init; }
}

/// <summary>An allowance or a charge: of the document (BG-20, BG-21) or of a line (BG-27, BG-28).</summary>
/// <param name="Amount">Positive for both (BT-92, BT-99, BT-136, BT-141).</param>
/// <param name="Reason">BT-97, BT-104, BT-139, BT-144.</param>
public sealed record ElectronicAdjustment(bool IsCharge, decimal Amount, string Reason)
{
    /// <summary>UNCL 5189 for allowances (95 discount), UNCL 7161 for charges.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>BT-95, BT-102: of the document's only.</summary>
    public VatCategory? Category { get; init; }

    /// <summary>BT-96, BT-103, percent; null for category O.</summary>
    public decimal? Rate { get; init; }
}

/// <summary>BG-23.</summary>
/// <param name="Category">BT-118.</param>
/// <param name="Rate">BT-119, percent; null for category O.</param>
/// <param name="Taxable">BT-116.</param>
/// <param name="Tax">BT-117.</param>
public sealed record ElectronicVat(VatCategory Category, decimal? Rate, decimal Taxable, decimal Tax)
{
    /// <summary>BT-120.</summary>
    public string? ExemptionReason { get; init; }

    /// <summary>BT-121, VATEX.</summary>
    public string? ExemptionCode { get; init; }
}
