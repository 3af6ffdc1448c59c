using TwinMcp.Core.Common;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Usage;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>Usage that an invoice accounts for: one tool on days of one calendar month. What is not on any invoice is still to be billed.</summary>
public sealed class InvoiceUsage
{
    public required CustomerId UserId { get; init; }
    public required InvoiceId InvoiceId { get; init; }
    public required DateOnly FromOn { get; init; }

    /// <summary>The day after the last.</summary>
    public required DateOnly ToOn { get; init; }

    public required string Tool { get; init; }
    public required UsageShareKind Kind { get; init; }
    public required long Requests { get; init; }
    public required long Tokens { get; init; }

    internal UsageShare ToShare() => new(new ToolUsage(new DateRange(FromOn, ToOn), Tool, new UsageTotals(Requests, Tokens)), Kind);

    internal static InvoiceUsage From(Invoice invoice, UsageShare share) => new()
    {
        UserId = invoice.UserId,
        InvoiceId = invoice.Id,
        FromOn = share.Usage.Days.From,
        ToOn = share.Usage.Days.To,
        Tool = share.Usage.Tool,
        Kind = share.Kind,
        Requests = share.Usage.Totals.Requests,
        Tokens = share.Usage.Totals.Tokens,
    };
}

/// <summary>A period of a customer that was found to need no invoice: usage that comes in for it afterwards is late.</summary>
public sealed class ClosedPeriod
{
    public required CustomerId UserId { get; init; }
    public required DateOnly PeriodStart { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateOnly PeriodEnd { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }
}
