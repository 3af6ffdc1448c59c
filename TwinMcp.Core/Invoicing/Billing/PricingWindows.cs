using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>Cuts periods into the windows that usage is priced in. Pure.</summary>
static class PricingWindows
{
    /// <summary>Of the period itself.</summary>
    public static IEnumerable<PricingWindow> Of(IReadOnlyList<Subscription> subscriptions, DateRange period) =>
        subscriptions.SelectMany(s => Of(s, period));

    /// <summary>Of the closed periods before it in which an open month lies: the windows that they were billed by.</summary>
    public static IEnumerable<PricingWindow> Before(BillingAccount account, DateOnly periodStart)
    {
        var open = account.Usage.OpenMonths.Where(m => m < periodStart).Select(UsageBook.Whole).ToList();
        if (open.Count == 0)
            return [];
        return account.ClosedPeriods.Where(p => p.To <= periodStart && open.Exists(m => !m.Within(p).IsEmpty)).OrderBy(p => p.From)
            .SelectMany(p => Of(account.Subscriptions, p));
    }

    static IEnumerable<PricingWindow> Of(Subscription subscription, DateRange period)
    {
        if (!subscription.PlanVersion!.Prices.TrueForAll(IsLinear))
            return ByMonth(subscription, period);
        var days = Lifetime(subscription).Within(period);
        return Split(subscription, days, null);
    }

    /// <summary>The subscription's days within a range, month by month of its grid.</summary>
    static IEnumerable<PricingWindow> ByMonth(Subscription subscription, DateRange range)
    {
        var days = Lifetime(subscription).Within(range);
        for (var from = days.From; from < days.To;)
        {
            var month = SubscriptionPeriods.MonthOf(subscription.AnchorDay, from);
            var whole = new DateRange(month.Start, month.End);
            foreach (var window in Split(subscription, whole.Within(days), whole))
                yield return window;
            from = month.End;
        }
    }

    /// <summary>The trial apart from the rest.</summary>
    static IEnumerable<PricingWindow> Split(Subscription subscription, DateRange days, DateRange? month)
    {
        var trial = new DateRange(subscription.StartedOn, subscription.PaidFrom).Within(days);
        if (!trial.IsEmpty)
            yield return new PricingWindow(subscription, trial, month, true);
        var paid = new DateRange(subscription.PaidFrom, DateOnly.MaxValue).Within(days);
        if (!paid.IsEmpty)
            yield return new PricingWindow(subscription, paid, month, false);
    }

    public static DateRange Lifetime(Subscription subscription) => new(subscription.StartedOn, subscription.EndsOn ?? DateOnly.MaxValue);

    /// <summary>Every unit costs the same: it does not matter which stretch is priced at once.</summary>
    static bool IsLinear(PlanPrice price) => price is { Model: PriceModelKind.PerUnit, IncludedQuantity: 0, MinimumAmount: 0 };
}
