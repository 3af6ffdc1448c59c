using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;
using static TwinMcp.Tests.Unit.Invoicing.Billing.BillSamples;

namespace TwinMcp.Tests.Unit.Invoicing.Billing;

/// <summary>What somebody does to a subscription, some days after what was done before.</summary>
public readonly record struct StoryStep(int DaysLater, int Deed, int Plan, SubscriptionInterval Interval);

/// <summary>Lives through steps as the services do, in memory: whatever the rules allow.</summary>
sealed class SubscriptionStory
{
    static readonly PlanVersion[] Plans = [Version(0m), Version(10.01m), Version(29m), Version(99m), Version(499.99m)];

    readonly List<Subscription> lived = [];
    DateOnly today;

    SubscriptionStory(DateOnly start, int anchorDay, int trialDays, StoryStep first)
    {
        today = start;
        Begin(first, anchorDay, trialDays);
    }

    Subscription Current => lived[^1];

    public static IReadOnlyList<Subscription> Live(DateOnly start, int anchorDay, int trialDays, IReadOnlyList<StoryStep> steps)
    {
        var story = new SubscriptionStory(start, anchorDay, trialDays, steps[0]);
        foreach (var step in steps.Skip(1))
        {
            story.today = story.today.AddDays(step.DaysLater);
            story.Renew();
            if (story.Current.IsRunning)
                story.Do(step);
            else if (story.Current.EndsOn <= story.today)
                story.Begin(step, anchorDay, 0);
        }
        foreach (var subscription in story.lived)
            subscription.PlanVersion = Plans.Single(p => p.Id == subscription.PlanVersionId);
        return story.lived;
    }

    void Begin(StoryStep step, int anchorDay, int trialDays)
    {
        var paidFrom = today.AddDays(trialDays);
        lived.Add(new Subscription
        {
            UserId = new CustomerId(Guid.Empty),
            Id = Guid.NewGuid(),
            PlanVersionId = Plans[step.Plan].Id,
            Status = SubscriptionStatus.Active,
            Interval = step.Interval,
            AnchorDay = anchorDay,
            StartedOn = today,
            TrialEndsOn = trialDays > 0 ? paidFrom : null,
            YearsFrom = paidFrom,
        });
    }

    void Renew()
    {
        while (Current.IsDue(today))
        {
            if (Current.EndsOn is { } end)
                Current.End(end, SubscriptionStatus.Cancelled);
            else
                Continue(Current.NextPlanVersionId!.Value, Current.NextInterval!.Value, Current.ChangesOn!.Value);
        }
    }

    void Do(StoryStep step)
    {
        var state = new SubscriptionState(Current, today, null);
        switch (step.Deed)
        {
            case 0 when Current is { Interval: SubscriptionInterval.Month, OpenPause: null } && SubscriptionChangeRules.CheckDay(state, today) is null:
                Current.Pauses.Add(new SubscriptionPause { UserId = Current.UserId, SubscriptionId = Current.Id, FromOn = today });
                Current.Status = SubscriptionStatus.Paused;
                break;
            case 1 when Current.OpenPause is { } pause:
                Current.Unpause(pause, today);
                Current.Status = SubscriptionStatus.Active;
                if (Current.ChangesOn < today)
                    Current.ChangesOn = today;
                break;
            case 2 when step.Plan == 0:
                Current.End(today > Current.StartedOn ? today : Current.StartedOn.AddDays(1), SubscriptionStatus.Cancelled);
                break;
            case 3 when step.Plan == 0 && Current.EndsOn is null:
                Current.ClearChange();
                Current.EndsOn = SubscriptionPeriods.Of(Current, today).To;
                break;
            default:
                Change(state, new PlanTerms(Plans[step.Plan], step.Interval));
                break;
        }
    }

    void Change(SubscriptionState state, PlanTerms to)
    {
        if (Current.Status == SubscriptionStatus.Paused || Current.EndsOn is not null)
            return;
        var kind = SubscriptionChangeRules.Classify(new PlanTerms(Plans.Single(p => p.Id == Current.PlanVersionId), Current.Interval), to);
        if (kind == ChangeKind.None || SubscriptionChangeRules.CheckDay(state, today) is not null)
            return;
        if (SubscriptionChangeRules.TimeOf(kind, new ChangeSubscription(), hasBegun: true) == ChangeTime.PeriodEnd)
            Current.ChangeLater(to, SubscriptionPeriods.Of(Current, today).To);
        else if (today == Current.StartedOn)
            Current.Replace(to);
        else
            Continue(to.Version.Id, to.Interval, today);
    }

    void Continue(Guid version, SubscriptionInterval interval, DateOnly day)
    {
        var successor = Current.Successor(version, interval, day, DateTimeOffset.UnixEpoch);
        Current.End(day, SubscriptionStatus.Expired);
        lived.Add(successor);
    }
}
