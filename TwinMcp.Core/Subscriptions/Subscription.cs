using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Subscriptions;

public enum SubscriptionStatus
{
    Active,
    Paused,
    Cancelled,
    Expired,
}

public enum SubscriptionInterval
{
    Month,
    Year,
}

/// <summary>A customer on a plan version, from a date, with an anchor day that its periods keep.</summary>
public sealed class Subscription
{
    public required CustomerId UserId { get; init; }

    public required Guid Id { get; init; }

    public required Guid PlanVersionId { get; init; }

    public PlanVersion? PlanVersion { get; init; }

    public required SubscriptionStatus Status { get; set; }

    public required SubscriptionInterval Interval { get; init; }

    /// <summary>1 to 31: the day of the month on which a period begins, clamped to the month.</summary>
    public required int AnchorDay { get; init; }

    /// <summary>First day, local to the seller.</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>The day after the last; null while it runs.</summary>
    public DateOnly? EndsOn { get; set; }

    public bool CancelAtPeriodEnd { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
}
