using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Subscriptions;

/// <param name="StatusCode">201; a replay repeats it.</param>
public sealed record StartedSubscription(Guid Id, int StatusCode);

/// <summary>Begins and ends subscriptions.</summary>
public sealed class SubscriptionService(SubscriptionWriting writing, LocalDates dates)
{
    /// <summary>Begins one, with or without a trial; a customer has one that runs. Idempotent by key.</summary>
    public async Task<Result<StartedSubscription>> StartAsync(Actor actor, StartSubscription input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeSubscriptions) is { } refused)
            return refused;
        if (input.Validate(writing.Today) is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<StartedSubscription>(async db =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is { } before)
                return new StartedSubscription(before.ResultId, before.StatusCode);
            var userId = input.UserId!.Value;
            await SubscriptionWriting.LockAsync(db, userId, ct);
            if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == userId, ct) is not { } customer)
                return BillingError.Invalid("userId", "No such customer.");
            await SubscriptionRenewing.ApplyDueAsync(db, dates, [userId], ct);
            var built = await BuildAsync(db, customer, input, ct);
            if (built.Error is { } error)
                return error;
            var subscription = built.Value;
            db.Subscriptions.Add(subscription);
            writing.Record(db, actor, "started", subscription, new { input.Plan, subscription.Interval, subscription.StartedOn, subscription.TrialEndsOn, subscription.AnchorDay });
            IdempotencyStore.Add(db, actor, key, (userId, subscription.Id, 201), writing.Now);
            return new StartedSubscription(subscription.Id, 201);
        }, ct);
    }

    /// <summary>Takes back one that has not begun: it had no day, so nothing stays of it but the audit log.</summary>
    public async Task<Result<Guid>> WithdrawAsync(Actor actor, SubscriptionTarget target, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeSubscriptions) is { } refused)
            return refused;
        return await writing.ChangeAsync(actor, target, (db, state) =>
        {
            if (state.HasBegun)
                return Answer(BillingError.Conflict("subscription_begun", "The subscription has begun: cancel it."));
            db.Subscriptions.Remove(state.Subscription);
            writing.Record(db, actor, "withdrawn", state.Subscription, new { state.Subscription.StartedOn });
            return Answer(target.Id);
        }, ct);
    }

    /// <summary>Ends one now or at the end of what is paid for. A customer does the latter himself.</summary>
    public async Task<Result<Guid>> CancelAsync(Actor actor, SubscriptionTarget target, CancelSubscription input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.CancelSubscription) is { } refused)
            return refused;
        if (input.Validate() is { } invalid)
            return invalid;
        if (input.When == ChangeTime.Now && Access.Check(actor, BillingAction.ChangeSubscriptions) is { } mayNot)
            return mayNot;
        return await writing.ChangeAsync(actor, target, (db, state) =>
        {
            if (!state.HasBegun)
                return Answer(BillingError.Conflict("subscription_not_begun", "The subscription has not begun: withdraw it (DELETE)."));
            return Answer(input.When == ChangeTime.Now ? EndNow(db, actor, state) : EndLater(db, actor, state));
        }, ct);
    }

    /// <summary>Takes a cancellation at the end of the period back, as long as it runs.</summary>
    public async Task<Result<Guid>> ReactivateAsync(Actor actor, SubscriptionTarget target, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.CancelSubscription) is { } refused)
            return refused;
        return await writing.ChangeAsync(actor, target, (db, state) =>
        {
            var subscription = state.Subscription;
            if (!subscription.CancelAtPeriodEnd)
                return Answer(BillingError.Conflict("subscription_not_ending", "The subscription is not cancelled."));
            (subscription.EndsOn, subscription.CancelAtPeriodEnd) = (null, false);
            writing.Record(db, actor, "reactivated", subscription);
            return Answer(subscription.Id);
        }, ct);
    }

    Result<Guid> EndNow(BillingDbContext db, Actor actor, SubscriptionState state)
    {
        var subscription = state.Subscription;
        // one that began today has this one day: no range is empty
        var day = state.Today > subscription.StartedOn ? state.Today : subscription.StartedOn.AddDays(1);
        if (day < state.InvoicedUntil)
            return SubscriptionChangeRules.Invoiced(state.InvoicedUntil.Value);
        subscription.End(day, SubscriptionStatus.Cancelled);
        writing.Record(db, actor, "cancelled", subscription, new { On = day });
        return subscription.Id;
    }

    Result<Guid> EndLater(BillingDbContext db, Actor actor, SubscriptionState state)
    {
        var subscription = state.Subscription;
        if (subscription.EndsOn is not null)
            return BillingError.Conflict("subscription_ending", "The subscription is cancelled already.");
        subscription.ClearChange();
        (subscription.EndsOn, subscription.CancelAtPeriodEnd) = (SubscriptionPeriods.Of(subscription, state.Today).To, true);
        writing.Record(db, actor, "cancel_set", subscription, new { On = subscription.EndsOn });
        return subscription.Id;
    }

    async Task<Result<Subscription>> BuildAsync(BillingDbContext db, Customer customer, StartSubscription input, CancellationToken ct)
    {
        var last = await db.Subscriptions.AsNoTracking().Where(s => s.UserId == customer.UserId)
            .OrderByDescending(s => s.EndsOn == null).ThenByDescending(s => s.EndsOn).FirstOrDefaultAsync(ct);
        var day = input.StartsOn ?? (last?.EndsOn > writing.Today ? last.EndsOn.Value : writing.Today);
        if (last is not null && (last.IsRunning || last.EndsOn > day))
            return BillingError.Conflict("already_subscribed", last.IsRunning
                ? "The customer has a subscription: change it."
                : $"The customer's last subscription runs until {last.EndsOn!.Value.AddDays(-1):yyyy-MM-dd}.");
        if (await InvoicedDaysSql.UntilAsync(db, customer.UserId, ct) is { } invoiced && day < invoiced)
            return SubscriptionChangeRules.Invoiced(invoiced);
        var version = await PlanChoiceQueries.NewestAsync(db, input.Plan!, customer.Currency, day, ct);
        if (version.Error is { } none)
            return none;
        var trialEndsOn = input.TrialDays is > 0 ? day.AddDays(input.TrialDays.Value) : (DateOnly?)null;
        var paidFrom = trialEndsOn ?? day;
        return new Subscription
        {
            UserId = customer.UserId,
            Id = Guid.CreateVersion7(writing.Now),
            PlanVersionId = version.Value.Id,
            Status = SubscriptionStatus.Active,
            Interval = input.Interval ?? SubscriptionInterval.Month,
            AnchorDay = input.AnchorDay ?? AnchorAfter(last, day) ?? paidFrom.Day,
            StartedOn = day,
            TrialEndsOn = trialEndsOn,
            YearsFrom = paidFrom,
            CreatedAt = writing.Now,
        };
    }

    /// <summary>Who comes back within the month that his last one ended in keeps its anchor: his months go on tiling.</summary>
    static int? AnchorAfter(Subscription? last, DateOnly day) =>
        last?.EndsOn is { } end && day < SubscriptionPeriods.MonthOf(last.AnchorDay, end.AddDays(-1)).End ? last.AnchorDay : null;

    static Task<Result<Guid>> Answer(Result<Guid> result) => Task.FromResult(result);
}
