using TwinMcp.Core.Common;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>
/// What a customer's subscriptions cost in a period: fees, usage, and usage of closed periods that came in late. One engine for a single
/// invoice, a preview and a billing run. Pure: the same account and period always give the same bill.
/// </summary>
public static class SubscriptionBillCalculator
{
    /// <summary>More lines a day than this for one subscription is a definition gone wrong.</summary>
    const int MostLinesADay = 15;

    public static BillOutcome Compute(BillingAccount account, BillingPeriod billed)
    {
        var period = new DateRange(billed.Start, billed.End);
        var subscriptions = Charged(account, period);
        if (subscriptions.Count == 0)
            return BillOutcome.Nothing;
        if (Unsound(account, subscriptions, period) is { } reason)
            return new BillOutcome(null, reason);
        var texts = new LineTexts(account.Customer.Language, account.Vat);
        var (lines, shares) = (new List<LineInput>(), new List<UsageShare>());
        foreach (var subscription in subscriptions)
            AddPeriod(account, subscription, period, (texts, lines, shares));
        AddLate(account, period, (texts, lines, shares));
        var current = subscriptions[^1].PlanVersion!;
        var bill = new SubscriptionBill(new InvoiceInput(current.Currency, lines), current.Plan!.Name, shares);
        return lines.Count == 0 ? BillOutcome.Nothing : Bounded(bill, subscriptions.Count * period.Days);
    }

    /// <summary>What of the period's own usage belongs on its invoice.</summary>
    public static IEnumerable<UsageShare> UsageOf(BillingAccount account, DateRange period) =>
        PricingWindows.Of(account.Subscriptions, period).SelectMany(w => UsageLines.Shares(w, account.Usage, w.IsTrial ? UsageShareKind.Free : UsageShareKind.Regular));

    /// <summary>The net amounts of the period's fees, in the order of its lines.</summary>
    public static IEnumerable<decimal> FeesOf(BillingAccount account, DateRange period)
    {
        var texts = new LineTexts(account.Customer.Language, account.Vat);
        return account.Subscriptions.SelectMany(s => FeeLines.Of(s, period, IsReplaced(account, s), texts).Select(f => InvoiceCalculator.Net(f, s.PlanVersion!.Currency)));
    }

    /// <summary>The net amounts of all that the period itself is charged, in the order of its lines: what came in late stands after them.</summary>
    public static IEnumerable<decimal> NetsOf(BillingAccount account, DateRange period)
    {
        var (lines, shares) = (new List<LineInput>(), new List<UsageShare>());
        foreach (var subscription in Charged(account, period))
            AddPeriod(account, subscription, period, (new LineTexts(account.Customer.Language, account.Vat), lines, shares));
        return lines.Select(l => InvoiceCalculator.Net(l, account.Subscriptions[^1].PlanVersion!.Currency));
    }

    static List<Subscription> Charged(BillingAccount account, DateRange period) =>
        [.. account.Subscriptions.Where(s => !PricingWindows.Lifetime(s).Within(period).IsEmpty || GivesBack(account, s, period.From))];

    /// <summary>Another one took over on the day that it ended.</summary>
    static bool IsReplaced(BillingAccount account, Subscription subscription) =>
        account.Subscriptions.Any(s => s.PreviousId == subscription.Id && s.StartedOn == subscription.EndsOn);

    /// <summary>It ended before the period's first day, within a year that was charged: what is left of that is given back by this period.</summary>
    static bool GivesBack(BillingAccount account, Subscription subscription, DateOnly day) =>
        subscription.Interval == SubscriptionInterval.Year && subscription.EndsOn == day && IsReplaced(account, subscription)
        && SubscriptionPeriods.YearOf(subscription.YearsFrom, day) is { } year && year.From < day;

    static void AddPeriod(BillingAccount account, Subscription subscription, DateRange period, (LineTexts Texts, List<LineInput> Lines, List<UsageShare> Shares) to)
    {
        var currency = subscription.PlanVersion!.Currency;
        var fees = FeeLines.Of(subscription, period, IsReplaced(account, subscription), to.Texts).ToList();
        to.Lines.AddRange(fees);
        var charges = fees.Sum(f => InvoiceCalculator.Net(f, currency));
        foreach (var window in PricingWindows.Of([subscription], period))
        {
            to.Shares.AddRange(UsageLines.Shares(window, account.Usage, window.IsTrial ? UsageShareKind.Free : UsageShareKind.Regular));
            if (window.IsTrial)
                continue;
            to.Lines.AddRange(UsageLines.Of(window, account.Usage, charges, to.Texts));
            charges = 0;
        }
    }

    static void AddLate(BillingAccount account, DateRange period, (LineTexts Texts, List<LineInput> Lines, List<UsageShare> Shares) to)
    {
        foreach (var window in PricingWindows.Before(account, period.From))
        {
            var late = UsageLines.Shares(window, account.Usage, window.IsTrial ? UsageShareKind.Free : UsageShareKind.Late).ToList();
            to.Shares.AddRange(late);
            if (!window.IsTrial && late.Count > 0)
                to.Lines.AddRange(UsageLines.Late(window, account.Usage, to.Texts));
        }
    }

    /// <summary>What must not be billed before somebody has looked.</summary>
    static ParkReason? Unsound(BillingAccount account, List<Subscription> subscriptions, DateRange period)
    {
        foreach (var (first, second) in subscriptions.Zip(subscriptions.Skip(1)))
        {
            if (!PricingWindows.Lifetime(first).Within(PricingWindows.Lifetime(second)).IsEmpty)
                return new ParkReason("two_recurring_lines", $"Subscriptions {first.Id} and {second.Id} run on the same days.");
        }
        if (subscriptions.Select(s => s.PlanVersion!.Currency).Distinct().Count() > 1)
            return new ParkReason("mixed_currencies", "The subscriptions of the period are in different currencies.");
        foreach (var days in PricingWindows.Of(subscriptions, period).Concat(PricingWindows.Before(account, period.From)).SelectMany(w => w.Stretches))
        {
            foreach (var tool in account.Usage.Tools)
            {
                if (account.Usage.Open(days, tool) is { Requests: < 0 } or { Tokens: < 0 })
                    return new ParkReason("usage_below_billed", $"{tool}, {days.From:yyyy-MM-dd} to {days.To.AddDays(-1):yyyy-MM-dd}: less usage than invoices hold.");
            }
        }
        return null;
    }

    static BillOutcome Bounded(SubscriptionBill bill, int days)
    {
        if (bill.Input.Lines.Count > MostLinesADay * days)
            return BillOutcome.Park("too_many_lines", $"{bill.Input.Lines.Count} lines for {days} days.");
        var total = bill.Input.Lines.Sum(l => InvoiceCalculator.Net(l, bill.Input.Currency));
        return total < 0
            ? BillOutcome.Park("negative_total", $"The lines sum to {new Money(total, bill.Input.Currency)}.")
            : new BillOutcome(bill, null);
    }
}
