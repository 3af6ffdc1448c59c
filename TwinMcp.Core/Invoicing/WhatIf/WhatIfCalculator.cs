using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing.WhatIf;

/// <summary>What one customer would pay: the bill that the month's run makes, computed twice by the one engine. Pure but for the account, which is used up.</summary>
static class WhatIfCalculator
{
    /// <summary>Null when the customer is not on the plan in the period that the month's run bills; without a bill when one of the two is parked.</summary>
    /// <param name="planId">Whose subscriptions go over to <paramref name="version"/>, whichever version in its currency they are on.</param>
    public static (CustomerWhatIf? Bill, ParkReason? Parked)? Compare(BillingAccount account, DateOnly month, Guid planId, PlanVersion version)
    {
        var moved = account.Subscriptions.Where(s => s.PlanVersion!.PlanId == planId && s.PlanVersion.Currency == version.Currency).ToList();
        if (moved.Count == 0)
            return null;
        var period = SubscriptionPeriods.EndingIn(moved[^1].AnchorDay, month);
        if (moved.TrueForAll(s => PricingWindows.Lifetime(s).Within(new DateRange(period.Start, period.End)).IsEmpty))
            return null;
        var now = SubscriptionBillCalculator.Compute(account, period);
        foreach (var subscription in moved)
            subscription.PlanVersion = version;
        var then = SubscriptionBillCalculator.Compute(account, period);
        return (now.Parked ?? then.Parked) is { } parked
            ? (null, parked)
            : (new CustomerWhatIf(account.Customer.UserId, account.Customer.Name, Total(now), Total(then)), null);
    }

    static decimal Total(BillOutcome outcome) => outcome.Bill is { } bill ? bill.Input.Lines.Sum(l => InvoiceCalculator.Net(l, bill.Input.Currency)) : 0m;
}
