using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Invoicing.Proving;
using TwinMcp.Core.Pricing.Models;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Web.Api;

/// <summary>Why an invoice is what it is.</summary>
internal sealed record ExplanationWire(InvoiceId Id, string? Number, Currency Currency, IReadOnlyList<LineExplanationWire> Lines)
{
    public required IReadOnlyList<UsageShareWire> Usage { get; init; }
    public required IReadOnlyList<TaxDecisionWire> Tax { get; init; }

    public static ExplanationWire Of(InvoiceExplanation e) => new(e.Id, e.Number, e.Currency, [.. e.Lines.Select(l => LineExplanationWire.Of(l, e))])
    {
        Usage = [.. e.Usage.Select(UsageShareWire.Of)],
        Tax = [.. e.Tax.Select(TaxDecisionWire.Of)],
    };
}

/// <summary>Why a line is what it is.</summary>
internal sealed record LineExplanationWire(int LineNumber, string Description, decimal Net, BasisKind? Kind, string? Arithmetic)
{
    public required PlanReference? Plan { get; init; }
    public required DayRangeWire? Days { get; init; }

    /// <summary>The month or year that the days are a part of.</summary>
    public required DayRangeWire? Whole { get; init; }

    public required IReadOnlyList<TierWire> Tiers { get; init; }
    public required IReadOnlyList<UsageShareWire> Usage { get; init; }
    public required VatRuleWire Vat { get; init; }

    public static LineExplanationWire Of(LineExplanation line, InvoiceExplanation whole) => new(line.Line.LineNumber, line.Line.Description, whole.Currency.Wire(line.Line.Net), line.Kind, line.Arithmetic)
    {
        Plan = line.Plan,
        Days = DayRangeWire.Of(line.Days),
        Whole = DayRangeWire.Of(line.Whole),
        Tiers = [.. line.Tiers.Select(TierWire.Of)],
        Usage = [.. line.Usage.Select(UsageShareWire.Of)],
        Vat = new VatRuleWire(line.Line.VatCategory, line.Line.VatRate.Plain(), whole.Tax.FirstOrDefault(t => t.Vat.Category == line.Line.VatCategory && t.Vat.Rate == line.Line.VatRate)?.Rule),
    };
}

/// <param name="To">The last day, inclusive.</param>
internal sealed record DayRangeWire(DateOnly From, DateOnly To, int Count)
{
    public static DayRangeWire? Of(DateRange? days) => days is { } range ? new DayRangeWire(range.From, range.To.AddDays(-1), range.Days) : null;
}

/// <summary>A stretch of the usage at one price.</summary>
internal sealed record TierWire(decimal From, decimal To, decimal Quantity, decimal UnitPrice, decimal BaseQuantity, decimal FlatFee, bool Included)
{
    public static TierWire Of(PricedPart part) => new(part.From.Plain(), part.To.Plain(), part.Quantity.Plain(), part.Price.Amount.Plain(), part.Price.BaseQuantity.Plain(), part.FlatFee.Plain(), part.IsIncluded);
}

/// <param name="To">The last day, inclusive.</param>
internal sealed record UsageShareWire(DateOnly From, DateOnly To, string Tool, UsageShareKind Kind, long Requests, long Tokens)
{
    public static UsageShareWire Of(InvoiceUsage usage) => new(usage.FromOn, usage.ToOn.AddDays(-1), usage.Tool, usage.Kind, usage.Requests, usage.Tokens);
}

/// <param name="Rule">Its evidence is among the invoice's <c>tax</c>; null when the VAT was given with the line.</param>
internal sealed record VatRuleWire(VatCategory Category, decimal Rate, string? Rule);
