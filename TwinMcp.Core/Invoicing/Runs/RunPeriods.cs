using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>Which period a run of a month bills for a customer. Pure.</summary>
static class RunPeriods
{
    /// <summary>
    /// The grid month whose last day is in the calendar month. After a subscription with another anchor it begins where the last
    /// billed period ended, so that no day is left out and none is billed twice. Null when no subscription runs in it.
    /// </summary>
    /// <param name="lastEnd">Where the customer's last billed period before the end of this one ended; null when there is none.</param>
    public static BillingPeriod? Of(IReadOnlyList<Subscription> subscriptions, DateOnly month, DateOnly? lastEnd)
    {
        if (subscriptions.Count == 0)
            return null;
        var anchor = subscriptions[^1].AnchorDay;
        var grid = SubscriptionPeriods.EndingIn(anchor, month);
        var before = subscriptions.Where(s => s.AnchorDay != anchor && s.StartedOn < grid.Start).ToList();
        var start = grid.Start;
        if (lastEnd is { } end && end < grid.End && (end > grid.Start || before.Exists(s => !PricingWindows.Lifetime(s).Within(new DateRange(end, grid.Start)).IsEmpty)))
            start = end;
        var period = BillingPeriod.Stored(PeriodType.Monthly, start, grid.End);
        var days = new DateRange(period.Start, period.End);
        return subscriptions.Any(s => !PricingWindows.Lifetime(s).Within(days).IsEmpty) ? period : null;
    }
}
