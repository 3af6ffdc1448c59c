using TwinMcp.Core.Common;

namespace TwinMcp.Core.Subscriptions;

/// <summary>Pauses of monthly subscriptions: days without a fee.</summary>
public sealed class SubscriptionPauseService(SubscriptionWriting writing)
{
    public async Task<Result<Guid>> PauseAsync(Actor actor, SubscriptionTarget target, PauseSubscription input, CancellationToken ct)
    {
        if (Check(actor, input.On) is { } refused)
            return refused;
        return await writing.ChangeAsync(actor, target, (db, state) =>
        {
            var subscription = state.Subscription;
            var on = input.On ?? state.Today;
            if (Unpausable(state) is { } unpausable)
                return Answer(unpausable);
            if (SubscriptionChangeRules.CheckDay(state, on) is { } wrongDay)
                return Answer(wrongDay);
            subscription.Pauses.Add(new SubscriptionPause { UserId = subscription.UserId, SubscriptionId = subscription.Id, FromOn = on });
            subscription.Status = SubscriptionStatus.Paused;
            writing.Record(db, actor, "paused", subscription, new { On = on });
            return Answer(subscription.Id);
        }, ct);
    }

    public async Task<Result<Guid>> ResumeAsync(Actor actor, SubscriptionTarget target, ResumeSubscription input, CancellationToken ct)
    {
        if (Check(actor, input.On) is { } refused)
            return refused;
        return await writing.ChangeAsync(actor, target, (db, state) =>
        {
            var subscription = state.Subscription;
            var on = input.On ?? state.Today;
            if (subscription.OpenPause is not { } pause)
                return Answer(BillingError.Conflict("not_paused", "The subscription is not paused."));
            if (SubscriptionChangeRules.CheckDay(state, on) is { } wrongDay)
                return Answer(wrongDay);
            subscription.Unpause(pause, on);
            subscription.Status = SubscriptionStatus.Active;
            // what came due in the pause waited for this day
            if (subscription.ChangesOn < on)
                subscription.ChangesOn = on;
            writing.Record(db, actor, "resumed", subscription, new { On = on });
            return Answer(subscription.Id);
        }, ct);
    }

    static BillingError? Unpausable(SubscriptionState state)
    {
        if (state.Subscription.Interval == SubscriptionInterval.Year)
            return BillingError.Conflict("yearly_cannot_pause", "The year is paid for: a yearly subscription cannot pause.");
        if (!state.HasBegun)
            return BillingError.Conflict("subscription_not_begun", "The subscription has not begun.");
        return state.Subscription.OpenPause is null ? null : BillingError.Conflict("already_paused", "The subscription is paused.");
    }

    BillingError? Check(Actor actor, DateOnly? on)
    {
        if (Access.Check(actor, BillingAction.ChangeSubscriptions) is { } refused)
            return refused;
        return on > writing.Today ? BillingError.Invalid("on", "Not after today.") : null;
    }

    static Task<Result<Guid>> Answer(Result<Guid> result) => Task.FromResult(result);
}
