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

    public required Guid PlanVersionId { get; init; }

    public PlanVersion? PlanVersion { get; internal set; }

    public required SubscriptionStatus Status { get; set; }

    public required SubscriptionInterval Interval { get; init; }

    /// <summary>1 to 31: the day of the month on which a period begins, clamped to the month.</summary>
    public required int AnchorDay { get; init; }

    /// <summary>First day, local to the seller.</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>The first day that is paid for; null without a trial. Until then neither fee nor usage is charged.</summary>
    public DateOnly? TrialEndsOn { get; set; }

    /// <summary>First day of the first year that is charged: years count from here. Of no meaning by the month.</summary>
    public DateOnly YearsFrom { get; init; }

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
