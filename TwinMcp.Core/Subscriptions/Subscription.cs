using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Subscriptions;

public enum SubscriptionStatus
{
    Active,
    Paused,

    /// <summary>Ended by the customer or by us.</summary>
    Cancelled,

    /// <summary>Came to its end: another one of the same customer went on in its place.</summary>
    Expired,
}

public enum SubscriptionInterval
{
    Month,
    Year,
}

/// <summary>A customer on a plan version, from a date. A change of plan ends it and begins another that goes on with its anchor.</summary>
public sealed class Subscription
{
    public required CustomerId UserId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PlanVersionId { get; set; }

    public PlanVersion? PlanVersion { get; internal set; }

    public required SubscriptionStatus Status { get; set; }

    public required SubscriptionInterval Interval { get; set; }

    /// <summary>1 to 31: the day of the month on which a period begins, clamped to the month.</summary>
    public required int AnchorDay { get; init; }

    /// <summary>First day, local to the seller.</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>The first day that is paid for; null without a trial. Until then neither fee nor usage is charged.</summary>
    public DateOnly? TrialEndsOn { get; set; }

    /// <summary>First day of the first year that is charged: years count from here. Of no meaning by the month.</summary>
    public DateOnly YearsFrom { get; set; }

    /// <summary>The day after the last; null while it runs.</summary>
    public DateOnly? EndsOn { get; set; }

    public bool CancelAtPeriodEnd { get; set; }

    /// <summary>The one that this one took over from; what was paid for its unused days is given back.</summary>
    public Guid? PreviousId { get; init; }

    /// <summary>A change that waits for <see cref="ChangesOn"/>.</summary>
    public Guid? NextPlanVersionId { get; set; }

    public SubscriptionInterval? NextInterval { get; set; }

    public DateOnly? ChangesOn { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The database's row version (xmin); the API's ETag carries it.</summary>
    public uint Version { get; private set; }

    public List<SubscriptionPause> Pauses { get; init; } = [];

    /// <summary>The first day that is charged.</summary>
    public DateOnly PaidFrom => TrialEndsOn ?? StartedOn;

    public bool IsRunning => Status is SubscriptionStatus.Active or SubscriptionStatus.Paused;

    public SubscriptionPause? OpenPause => Pauses.Find(p => p.ToOn is null);

    /// <summary>A change or an end whose day has come. A change that comes due in a pause waits for the end of the pause.</summary>
    public bool IsDue(DateOnly today) => IsRunning && (EndsOn <= today || (Status == SubscriptionStatus.Active && ChangesOn <= today));

    /// <summary>Ends it before a day. A pause does not outlast it.</summary>
    public void End(DateOnly day, SubscriptionStatus status)
    {
        (EndsOn, Status) = (day, status);
        ClearChange();
        if (OpenPause is { } pause)
            Unpause(pause, day);
    }

    /// <summary>Closes a pause; one of no day was none.</summary>
    public void Unpause(SubscriptionPause pause, DateOnly day)
    {
        if (pause.FromOn < day)
            pause.ToOn = day;
        else
            Pauses.Remove(pause);
    }

    /// <summary>Plan and interval from its first day on: nothing of it has been used.</summary>
    public void Replace(PlanTerms terms)
    {
        YearsFrom = YearsFromOf(terms.Interval, StartedOn);
        (PlanVersionId, Interval) = (terms.Version.Id, terms.Interval);
        ClearChange();
    }

    public void ChangeLater(PlanTerms terms, DateOnly day) => (NextPlanVersionId, NextInterval, ChangesOn) = (terms.Version.Id, terms.Interval, day);

    public void ClearChange() => (NextPlanVersionId, NextInterval, ChangesOn) = (null, null, null);

    /// <summary>The one that goes on in its place from a day: same anchor, same trial; a year that runs goes on, another begins.</summary>
    public Subscription Successor(Guid planVersionId, SubscriptionInterval interval, DateOnly day, DateTimeOffset now) => new()
    {
        UserId = UserId,
        Id = Guid.CreateVersion7(now),
        PlanVersionId = planVersionId,
        Status = SubscriptionStatus.Active,
        Interval = interval,
        AnchorDay = AnchorDay,
        StartedOn = day,
        TrialEndsOn = TrialEndsOn >= day ? TrialEndsOn : null,
        YearsFrom = YearsFromOf(interval, day),
        PreviousId = Id,
        CreatedAt = now,
    };

    DateOnly YearsFromOf(SubscriptionInterval next, DateOnly day)
    {
        if (Interval == SubscriptionInterval.Year && next == SubscriptionInterval.Year)
            return YearsFrom;
        return PaidFrom > day ? PaidFrom : day;
    }
}

/// <summary>Days on which no fee is charged. What is used on them still is.</summary>
public sealed class SubscriptionPause
{
    public required CustomerId UserId { get; init; }
    public required Guid SubscriptionId { get; init; }
    public required DateOnly FromOn { get; init; }

    /// <summary>The day it goes on; null while it is paused.</summary>
    public DateOnly? ToOn { get; set; }
}
