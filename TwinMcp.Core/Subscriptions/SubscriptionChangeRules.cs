using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Subscriptions;

/// <summary>What a subscription is on: a version, by the month or by the year.</summary>
public readonly record struct PlanTerms(PlanVersion Version, SubscriptionInterval Interval)
{
    public decimal Fee => Interval == SubscriptionInterval.Year ? Version.FeeOfAYear : Version.MonthlyFee;
}

public enum ChangeKind
{
    None,

    /// <summary>At once.</summary>
    Upgrade,

    /// <summary>At the end of what is paid for.</summary>
    Downgrade,

    /// <summary>At the end of what is paid for, because an invoice has one currency.</summary>
    OtherCurrency,
}

/// <summary>What a change of plan is, by rule and not by comparing daily prices, and from which day it can be.</summary>
public static class SubscriptionChangeRules
{
    public static ChangeKind Classify(PlanTerms from, PlanTerms to)
    {
        if (from.Version.Id == to.Version.Id && from.Interval == to.Interval)
            return ChangeKind.None;
        if (from.Version.Currency != to.Version.Currency)
            return ChangeKind.OtherCurrency;
        return (from.Interval, to.Interval) switch
        {
            (SubscriptionInterval.Month, SubscriptionInterval.Year) => ChangeKind.Upgrade,
            (SubscriptionInterval.Year, SubscriptionInterval.Month) => ChangeKind.Downgrade,
            _ => to.Fee > from.Fee ? ChangeKind.Upgrade : ChangeKind.Downgrade,
        };
    }

    /// <summary>When it takes effect unless the caller says so: an explicit day is that day, and before the first day nothing has run yet.</summary>
    public static ChangeTime TimeOf(ChangeKind kind, ChangeSubscription input, bool hasBegun) =>
        input.When ?? (kind == ChangeKind.Upgrade || input.On is not null || !hasBegun ? ChangeTime.Now : ChangeTime.PeriodEnd);

    /// <summary>Why a change cannot take effect within a period; null when it can.</summary>
    public static BillingError? CheckNow(ChangeKind kind, SubscriptionState state, DateOnly day)
    {
        var subscription = state.Subscription;
        var isFirst = day == subscription.StartedOn && subscription.PreviousId is null;
        if (kind == ChangeKind.OtherCurrency && !isFirst)
            return BillingError.Conflict("other_currency", "The plan is in another currency, and an invoice has one: change at the end of the period.");
        var isPaid = state.HasBegun && day >= subscription.PaidFrom && subscription.Interval == SubscriptionInterval.Year;
        return kind == ChangeKind.Downgrade && isPaid
            ? BillingError.Conflict("yearly_downgrade_now", "The year is paid for: it goes down at the end of the year. To end it now, cancel it and give money back by a credit note.")
            : null;
    }

    /// <summary>Null when a day may be the first of something new: not before it began, a pause or an invoice.</summary>
    public static BillingError? CheckDay(SubscriptionState state, DateOnly day)
    {
        var subscription = state.Subscription;
        if (day < state.InvoicedUntil)
            return Invoiced(state.InvoicedUntil.Value);
        var edge = subscription.Pauses.Select(p => p.ToOn ?? p.FromOn).Append(subscription.StartedOn).Max();
        return day < edge ? BillingError.Invalid("on", $"Not before {edge:yyyy-MM-dd}: it began then, or its last pause did or ended.") : null;
    }

    public static BillingError Invoiced(DateOnly until) =>
        BillingError.Conflict("period_invoiced", $"Days before {until:yyyy-MM-dd} are invoiced and cannot change; what went wrong there is put right by a credit note.");
}

/// <summary>A subscription as a change finds it.</summary>
/// <param name="InvoicedUntil">The day after the last that is on an issued invoice of the customer; null before the first invoice.</param>
public sealed record SubscriptionState(Subscription Subscription, DateOnly Today, DateOnly? InvoicedUntil)
{
    public bool HasBegun => Subscription.StartedOn <= Today;
}
