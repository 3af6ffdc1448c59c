using TwinMcp.Core.Common;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Web.Api;

/// <summary>A subscription in a list. The fee is without VAT, of a month or a year.</summary>
internal record SubscriptionHeadWire
{
    protected SubscriptionHeadWire(SubscriptionHead head)
    {
        var (s, version) = (head.Subscription, head.Version);
        (Id, UserId, CustomerName, Status) = (s.Id, s.UserId, head.CustomerName, s.Status);
        (Plan, PlanName, PlanVersion, Interval) = (version.Plan!.Code, version.Plan.Name, version.Number, s.Interval);
        (Currency, Fee) = (version.Currency, version.Currency.Wire(head.Fee));
        (AnchorDay, StartedOn, TrialEndsOn, EndsOn, CancelAtPeriodEnd) = (s.AnchorDay, s.StartedOn, s.TrialEndsOn, s.EndsOn, s.CancelAtPeriodEnd);
        PendingChange = head.NextVersion is { } next ? new PendingChangeWire(next.Plan!.Code, next.Plan.Name, s.NextInterval!.Value, s.ChangesOn!.Value) : null;
    }

    public Guid Id { get; }
    public CustomerId UserId { get; }
    public string CustomerName { get; }
    public string Plan { get; }
    public string PlanName { get; }
    public int PlanVersion { get; }
    public SubscriptionInterval Interval { get; }
    public SubscriptionStatus Status { get; }
    public Currency Currency { get; }
    public decimal Fee { get; }
    public int AnchorDay { get; }
    public DateOnly StartedOn { get; }

    /// <summary>The first day that is paid for.</summary>
    public DateOnly? TrialEndsOn { get; }

    /// <summary>The first day on which it does not run.</summary>
    public DateOnly? EndsOn { get; }

    public bool CancelAtPeriodEnd { get; }
    public PendingChangeWire? PendingChange { get; }

    public static SubscriptionHeadWire Of(SubscriptionHead head) => new(head);
}

/// <summary>One subscription, whole.</summary>
internal sealed record SubscriptionWire : SubscriptionHeadWire
{
    SubscriptionWire(SubscriptionDetail detail) : base(detail.Head)
    {
        var s = detail.Head.Subscription;
        (PreviousId, CreatedAt) = (s.PreviousId, s.CreatedAt.ToUniversalTime());
        CurrentPeriod = detail.CurrentPeriod is { } period ? new DaysWire(period.From, period.To.AddDays(-1)) : null;
        NextRenewal = detail.NextRenewal is { } renewal
            ? new RenewalWire(renewal.On, renewal.Terms.Version.Plan!.Code, renewal.Terms.Interval, renewal.Terms.Version.Currency.Wire(renewal.Terms.Fee))
            : null;
        Pauses = [.. s.Pauses.OrderBy(p => p.FromOn).Select(p => new PauseWire(p.FromOn, p.ToOn))];
        History = [.. detail.History.Select(Of)];
    }

    public Guid? PreviousId { get; }
    public DaysWire? CurrentPeriod { get; }
    public RenewalWire? NextRenewal { get; }
    public IReadOnlyList<PauseWire> Pauses { get; }
    public IReadOnlyList<SubscriptionHeadWire> History { get; }
    public DateTimeOffset CreatedAt { get; }

    public static SubscriptionWire Of(SubscriptionDetail detail) => new(detail);
}

internal sealed record PendingChangeWire(string Plan, string PlanName, SubscriptionInterval Interval, DateOnly On);

/// <param name="EndDate">Inclusive, as in a period that is invoiced.</param>
internal sealed record DaysWire(DateOnly StartDate, DateOnly EndDate);

internal sealed record RenewalWire(DateOnly On, string Plan, SubscriptionInterval Interval, decimal Fee);

/// <param name="ResumesOn">The day it goes on; null while it is paused.</param>
internal sealed record PauseWire(DateOnly PausedOn, DateOnly? ResumesOn);
