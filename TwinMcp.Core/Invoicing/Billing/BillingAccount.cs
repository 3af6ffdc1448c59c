using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>All that a subscription invoice is computed from, loaded before anything is computed.</summary>
/// <param name="Subscriptions">With plan versions, prices and pauses, in order of their starts.</param>
/// <param name="ClosedPeriods">That have an invoice, or were found to need none: usage that comes in for them is late.</param>
public sealed record BillingAccount(Customer Customer, IReadOnlyList<Subscription> Subscriptions, UsageBook Usage, IReadOnlyList<DateRange> ClosedPeriods)
{
    public required VatTreatment Vat { get; init; }
}

/// <summary>An invoice's content for a period, and the usage that it accounts for.</summary>
public sealed record SubscriptionBill(InvoiceInput Input, string PlanName, IReadOnlyList<UsageShare> Usage);

/// <summary>Why an account was not billed: a person has to look first. The others go on.</summary>
/// <param name="Code">Stable: "negative_total".</param>
public sealed record ParkReason(string Code, string Detail);

/// <summary>A bill, or the reason that there is none; neither when nothing is to be billed.</summary>
public readonly record struct BillOutcome(SubscriptionBill? Bill, ParkReason? Parked)
{
    public static BillOutcome Nothing => default;

    public static BillOutcome Park(string code, string detail) => new(null, new ParkReason(code, detail));
}

/// <summary>Days of one subscription that are priced together: tiers, included units and minimums count within them.</summary>
/// <param name="Month">The month of the subscription's grid that they are in; null when prices are linear and longer stretches are one.</param>
/// <param name="IsTrial">Accounted for, not charged.</param>
readonly record struct PricingWindow(Subscription Subscription, DateRange Days, DateRange? Month, bool IsTrial)
{
    /// <summary>Stretches of one calendar month each, as usage is counted.</summary>
    public IEnumerable<DateRange> Stretches => Days.ByMonth();
}
