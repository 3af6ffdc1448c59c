using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Subscriptions;

/// <summary>Filter, order and page of the list of subscriptions: the query string of <c>GET /api/billing/subscriptions</c>.</summary>
public sealed record SubscriptionFilter
{
    public const int DefaultPageSize = 25;
    public const int MaxPageSize = 200;

    /// <summary>OFFSET reads everything before it.</summary>
    public const int MaxOffset = 10_000;

    public CustomerId? UserId { get; init; }
    public IReadOnlyList<SubscriptionStatus> Status { get; init; } = [];

    /// <summary>A plan's code.</summary>
    public string? Plan { get; init; }

    public int PageNumber { get; init; } = 1;
    public int PageSize { get; init; } = DefaultPageSize;

    internal BillingError? Validate()
    {
        var errors = new FieldErrors();
        errors.Require(PageSize is >= 1 and <= MaxPageSize, "pageSize", $"From 1 to {MaxPageSize}.");
        errors.Require(PageNumber >= 1, "page", "From 1.");
        errors.Require((long)(PageNumber - 1) * PageSize <= MaxOffset, "page", $"At most {MaxOffset} rows deep: filter.");
        errors.Require(Plan is null || (Plan.Length <= 40 && TextRules.IsOneLine(Plan)), "plan", "A plan's code.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>A subscription in a list.</summary>
public sealed record SubscriptionHead(Subscription Subscription, PlanVersion Version, string CustomerName)
{
    /// <summary>Of a change that waits.</summary>
    public PlanVersion? NextVersion { get; init; }

    /// <summary>What a month or year of it costs, without VAT.</summary>
    public decimal Fee => new PlanTerms(Version, Subscription.Interval).Fee;
}

/// <summary>The next day on which a fee is charged, and which.</summary>
public sealed record Renewal(DateOnly On, PlanTerms Terms);

/// <summary>One subscription, whole, as of a day.</summary>
/// <param name="History">Every subscription of the customer in order of their starts, at most 100.</param>
public sealed record SubscriptionDetail(SubscriptionHead Head, DateOnly Today, IReadOnlyList<SubscriptionHead> History)
{
    /// <summary>The trial, month or year that it is in; null when it is over.</summary>
    public DateRange? CurrentPeriod => Head.Subscription is { IsRunning: true } running ? SubscriptionPeriods.Of(running, Today) : null;

    /// <summary>Null when it ends or is paused.</summary>
    public Renewal? NextRenewal
    {
        get
        {
            var s = Head.Subscription;
            if (s.Status != SubscriptionStatus.Active || CurrentPeriod is not { } period)
                return null;
            // before its first day, and at the end of a trial, what comes is its own first period
            var on = Today < s.StartedOn && s.TrialEndsOn is null ? s.StartedOn : period.To;
            if (s.EndsOn <= on)
                return null;
            var changed = s.ChangesOn <= on && Head.NextVersion is not null;
            return new Renewal(on, changed ? new PlanTerms(Head.NextVersion!, s.NextInterval!.Value) : new PlanTerms(Head.Version, s.Interval));
        }
    }
}
