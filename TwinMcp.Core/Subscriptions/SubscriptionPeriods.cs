using TwinMcp.Core.Common;

namespace TwinMcp.Core.Subscriptions;

/// <summary>
/// The grid of months and years that a subscription is charged by. Months begin on the anchor day, clamped to the month: 31 January,
/// 28 February, 31 March. They tile: every date is in exactly one.
/// </summary>
public static class SubscriptionPeriods
{
    /// <summary>The month of the grid that a date is in.</summary>
    public static BillingPeriod MonthOf(int anchorDay, DateOnly date)
    {
        var start = Boundary(anchorDay, date.Year, date.Month);
        if (date < start)
            start = Before(anchorDay, start);
        return BillingPeriod.Stored(PeriodType.Monthly, start, After(anchorDay, start));
    }

    /// <summary>The month of the grid whose last day is in a calendar month: there is exactly one. A billing run of that month bills it.</summary>
    public static BillingPeriod EndingIn(int anchorDay, DateOnly month)
    {
        var end = anchorDay == 1 ? new DateOnly(month.Year, month.Month, 1).AddMonths(1) : Boundary(anchorDay, month.Year, month.Month);
        return BillingPeriod.Stored(PeriodType.Monthly, Before(anchorDay, end), end);
    }

    /// <summary>The year, counted from a date, that another is in; null before the first. 29 February comes back in leap years.</summary>
    public static DateRange? YearOf(DateOnly yearsFrom, DateOnly date)
    {
        if (date < yearsFrom)
            return null;
        var n = date.Year - yearsFrom.Year;
        if (yearsFrom.AddYears(n) > date)
            n--;
        return new DateRange(yearsFrom.AddYears(n), yearsFrom.AddYears(n + 1));
    }

    /// <summary>What a subscription is in on a day, as it is paid for: its trial, else a month or year of its grid, not before it is paid for.</summary>
    public static DateRange Of(Subscription subscription, DateOnly date)
    {
        if (date < subscription.StartedOn)
            date = subscription.StartedOn;
        if (date < subscription.PaidFrom)
            return new DateRange(subscription.StartedOn, subscription.PaidFrom);
        if (subscription.Interval == SubscriptionInterval.Year && YearOf(subscription.YearsFrom, date) is { } year)
            return From(year);
        var month = MonthOf(subscription.AnchorDay, date);
        return From(new DateRange(month.Start, month.End));

        DateRange From(DateRange whole) => whole.From < subscription.PaidFrom ? whole with { From = subscription.PaidFrom } : whole;
    }

    static DateOnly Boundary(int anchorDay, int year, int month) => new(year, month, Math.Min(anchorDay, DateTime.DaysInMonth(year, month)));

    static DateOnly Before(int anchorDay, DateOnly boundary)
    {
        var month = new DateOnly(boundary.Year, boundary.Month, 1).AddMonths(-1);
        return Boundary(anchorDay, month.Year, month.Month);
    }

    static DateOnly After(int anchorDay, DateOnly boundary)
    {
        var month = new DateOnly(boundary.Year, boundary.Month, 1).AddMonths(1);
        return Boundary(anchorDay, month.Year, month.Month);
    }
}
