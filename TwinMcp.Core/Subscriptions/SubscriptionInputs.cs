using TwinMcp.Core.Common;

namespace TwinMcp.Core.Subscriptions;

/// <summary>The body of <c>POST /api/billing/subscriptions</c>.</summary>
public sealed record StartSubscription
{
    public const int MostTrialDays = 365;

    public CustomerId? UserId { get; init; }

    /// <summary>The plan's code: "premium".</summary>
    public string? Plan { get; init; }

    /// <summary>MONTH when not given.</summary>
    public SubscriptionInterval? Interval { get; init; }

    /// <summary>First day; today when not given. A year back to a year ahead.</summary>
    public DateOnly? StartsOn { get; init; }

    /// <summary>1 to 31; when not given the day of the first day that is paid for.</summary>
    public int? AnchorDay { get; init; }

    public int? TrialDays { get; init; }

    internal BillingError? Validate(DateOnly today)
    {
        var errors = new FieldErrors();
        errors.Require(UserId is not null, "userId", "Required.");
        PlanRules.Check(errors, Plan);
        errors.Require(AnchorDay is null or (>= 1 and <= 31), "anchorDay", "From 1 to 31.");
        errors.Require(TrialDays is null or (>= 0 and <= MostTrialDays), "trialDays", $"From 0 to {MostTrialDays}.");
        errors.Require(StartsOn is null || (StartsOn >= today.AddYears(-1) && StartsOn <= today.AddYears(1)), "startsOn", "At most a year back or ahead.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>On the wire <c>now</c> and <c>period_end</c>.</summary>
public enum ChangeTime
{
    Now,
    PeriodEnd,
}

/// <summary>The body of <c>POST /api/billing/subscriptions/{id}/change</c>.</summary>
public sealed record ChangeSubscription
{
    public string? Plan { get; init; }

    /// <summary>As it is when not given.</summary>
    public SubscriptionInterval? Interval { get; init; }

    /// <summary>By rule when not given: an upgrade now, a downgrade at the end of what is paid for.</summary>
    public ChangeTime? When { get; init; }

    /// <summary>The first day of the new plan, in place of today; a day to come makes the change wait.</summary>
    public DateOnly? On { get; init; }

    internal BillingError? Validate(DateOnly today)
    {
        var errors = new FieldErrors();
        PlanRules.Check(errors, Plan);
        errors.Require(On is null || When is not ChangeTime.PeriodEnd, "on", "Only with now: the end of the period is a day of its own.");
        errors.Require(On is null || On <= today.AddYears(1), "on", "At most a year ahead.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>The body of a pause.</summary>
public sealed record PauseSubscription
{
    /// <summary>First day of the pause; today when not given, never later.</summary>
    public DateOnly? On { get; init; }
}

/// <summary>The body of a resume.</summary>
public sealed record ResumeSubscription
{
    /// <summary>The day it goes on; today when not given, never later.</summary>
    public DateOnly? On { get; init; }
}

/// <summary>The body of a cancellation.</summary>
public sealed record CancelSubscription
{
    public ChangeTime? When { get; init; }

    internal BillingError? Validate() => When is null ? BillingError.Invalid("when", "Required: now or period_end.") : null;
}

/// <summary>The body of a reactivation: nothing.</summary>
public sealed record ReactivateSubscription;

static class PlanRules
{
    public static void Check(FieldErrors errors, string? plan) =>
        errors.Require(plan is { Length: >= 1 and <= 40 } && TextRules.IsOneLine(plan), "plan", "Required: a plan's code.");
}
