using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Subscriptions;

/// <summary>Upgrades, downgrades and changes of interval, by the rules of ADR 13.</summary>
public sealed class SubscriptionChangeService(SubscriptionWriting writing)
{
    /// <summary>Changes plan or interval. Returns the subscription that the customer is on: another one when it took effect now.</summary>
    public async Task<Result<Guid>> ChangeAsync(Actor actor, SubscriptionTarget target, ChangeSubscription input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeSubscriptions) is { } refused)
            return refused;
        if (input.Validate(writing.Today) is { } invalid)
            return invalid;
        return await writing.ChangeAsync(actor, target, (db, state) => DecideAsync(db, actor, state, input, ct), ct);
    }

    /// <summary>Takes back a change that waits for its day.</summary>
    public async Task<Result<Guid>> WithdrawAsync(Actor actor, SubscriptionTarget target, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeSubscriptions) is { } refused)
            return refused;
        return await writing.ChangeAsync(actor, target, (db, state) =>
        {
            if (state.Subscription.ChangesOn is not { } on)
                return Task.FromResult<Result<Guid>>(BillingError.Conflict("no_pending_change", "No change is waiting."));
            state.Subscription.ClearChange();
            writing.Record(db, actor, "change_withdrawn", state.Subscription, new { On = on });
            return Task.FromResult<Result<Guid>>(state.Subscription.Id);
        }, ct);
    }

    async Task<Result<Guid>> DecideAsync(BillingDbContext db, Actor actor, SubscriptionState state, ChangeSubscription input, CancellationToken ct)
    {
        var subscription = state.Subscription;
        if (subscription.Status == SubscriptionStatus.Paused)
            return BillingError.Conflict("subscription_paused", "The subscription is paused: resume it first.");
        if (subscription.EndsOn is not null)
            return BillingError.Conflict("subscription_ending", "The subscription is cancelled at the end of its period: reactivate it first.");
        var day = input.On ?? (state.HasBegun ? state.Today : subscription.StartedOn);
        if (await UndoneAsync(db, state, input, day, ct) is { } before)
            return Undo(db, actor, subscription, before);
        var from = new PlanTerms(await PlanChoiceQueries.OfAsync(db, subscription.PlanVersionId, ct), subscription.Interval);
        var chosen = await TermsAsync(db, subscription, input, day, ct);
        if (chosen.Error is { } none)
            return none;
        var kind = SubscriptionChangeRules.Classify(from, chosen.Value);
        if (SubscriptionChangeRules.TimeOf(kind, input, state.HasBegun) == ChangeTime.PeriodEnd)
        {
            // prices may change until then
            day = SubscriptionPeriods.Of(subscription, state.Today).To;
            chosen = await TermsAsync(db, subscription, input, day, ct);
            if (chosen.Error is { } noneThen)
                return noneThen;
            return SubscriptionChangeRules.Classify(from, chosen.Value) == ChangeKind.None ? NoChange : Later(db, actor, subscription, (chosen.Value, day));
        }
        if (kind == ChangeKind.None)
            return NoChange;
        if ((SubscriptionChangeRules.CheckDay(state, day) ?? SubscriptionChangeRules.CheckNow(kind, state, day)) is { } forbidden)
            return forbidden;
        if (day > state.Today && day > subscription.StartedOn)
            return Later(db, actor, subscription, (chosen.Value, day));
        return await NowAsync(db, actor, subscription, (chosen.Value, day), ct);
    }

    /// <summary>The one before, when the customer goes back to it on the very day that this one took over.</summary>
    static async Task<Subscription?> UndoneAsync(BillingDbContext db, SubscriptionState state, ChangeSubscription input, DateOnly day, CancellationToken ct)
    {
        var subscription = state.Subscription;
        if (subscription.PreviousId is not { } previousId || day != subscription.StartedOn || input.When == ChangeTime.PeriodEnd || day < state.InvoicedUntil || subscription.Pauses.Count > 0)
            return null;
        var interval = input.Interval ?? subscription.Interval;
        return await db.Subscriptions.Include(s => s.Pauses).SingleOrDefaultAsync(
            s => s.UserId == subscription.UserId && s.Id == previousId && s.Interval == interval && s.PlanVersion!.Plan!.Code == input.Plan && s.EndsOn == day, ct);
    }

    Guid Undo(BillingDbContext db, Actor actor, Subscription subscription, Subscription before)
    {
        db.Subscriptions.Remove(subscription);
        (before.EndsOn, before.Status) = (null, SubscriptionStatus.Active);
        writing.Record(db, actor, "change_undone", before, new { Removed = subscription.Id });
        return before.Id;
    }

    static async Task<Result<PlanTerms>> TermsAsync(BillingDbContext db, Subscription subscription, ChangeSubscription input, DateOnly day, CancellationToken ct)
    {
        var currency = await db.Customers.Where(c => c.UserId == subscription.UserId).Select(c => c.Currency).SingleAsync(ct);
        var version = await PlanChoiceQueries.NewestAsync(db, input.Plan!, currency, day, ct);
        return version.Map(v => new PlanTerms(v, input.Interval ?? subscription.Interval));
    }

    Guid Later(BillingDbContext db, Actor actor, Subscription subscription, (PlanTerms Terms, DateOnly On) change)
    {
        subscription.ChangeLater(change.Terms, change.On);
        writing.Record(db, actor, "change_set", subscription, Told(change.Terms, change.On));
        return subscription.Id;
    }

    async Task<Guid> NowAsync(BillingDbContext db, Actor actor, Subscription subscription, (PlanTerms Terms, DateOnly On) change, CancellationToken ct)
    {
        var (terms, day) = change;
        if (day == subscription.StartedOn)
        {
            subscription.Replace(terms);
            writing.Record(db, actor, "changed", subscription, Told(terms, day));
            return subscription.Id;
        }
        var successor = subscription.Successor(terms.Version.Id, terms.Interval, day, writing.Now);
        subscription.End(day, SubscriptionStatus.Expired);
        // the old one first: a customer has one that runs
        await db.SaveChangesAsync(ct);
        db.Subscriptions.Add(successor);
        writing.Record(db, actor, "changed", successor, Told(terms, day));
        return successor.Id;
    }

    static object Told(PlanTerms terms, DateOnly on) => new { Plan = terms.Version.Plan!.Code, Version = terms.Version.Number, terms.Interval, On = on };

    static BillingError NoChange => BillingError.Conflict("no_change", "The subscription is on this version of the plan already.");
}
