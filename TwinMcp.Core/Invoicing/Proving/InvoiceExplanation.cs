using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Proving;

/// <summary>Why an invoice is what it is, computed again from what is stored with it.</summary>
public sealed record InvoiceExplanation(InvoiceId Id, string? Number, Currency Currency, IReadOnlyList<LineExplanation> Lines)
{
    /// <summary>The usage that it accounts for, by tool and days of a month.</summary>
    public required IReadOnlyList<InvoiceUsage> Usage { get; init; }

    /// <summary>The rules by which it is taxed, with their evidence.</summary>
    public required IReadOnlyList<TaxDecision> Tax { get; init; }
}

/// <summary>Why a line is what it is. A free line has neither plan nor days.</summary>
public sealed record LineExplanation(InvoiceLine Line)
{
    public BasisKind? Kind { get; init; }
    public PlanReference? Plan { get; init; }

    /// <summary>The days that the line is for.</summary>
    public DateRange? Days { get; init; }

    /// <summary>The month or year that they are a part of.</summary>
    public DateRange? Whole { get; init; }

    /// <summary>"900000 x 0.80 / 1000000".</summary>
    public string? Arithmetic { get; init; }

    /// <summary>All parts of the line's component: its tiers.</summary>
    public IReadOnlyList<PricedPart> Tiers { get; init; } = [];

    /// <summary>The counted usage that it is about.</summary>
    public IReadOnlyList<InvoiceUsage> Usage { get; init; } = [];
}

/// <summary>The immutable version that priced a line.</summary>
public sealed record PlanReference(string Code, string Name, int Version, DateOnly EffectiveFrom);
