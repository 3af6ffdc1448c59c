using TwinMcp.Core.Common;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>The demo's time, seen from the moment it was begun: 13 finished months and the current one up to yesterday.</summary>
internal sealed class DemoCalendar
{
    public const int FinishedMonths = 13;

    readonly LocalDates dates;

    public DemoCalendar(DateTimeOffset asOf, TimeZoneInfo zone)
    {
        Clock = new DemoClock(asOf);
        dates = new LocalDates(Clock, zone);
        (AsOf, Today) = (Clock.Now, dates.Today);
        var current = BillingPeriod.MonthOf(Today);
        Months = [.. Enumerable.Range(1, FinishedMonths).Reverse().Select(n => BillingPeriod.MonthOf(current.Start.AddMonths(-n)))];
    }

    public DemoClock Clock { get; }

    public DateTimeOffset AsOf { get; }

    public DateOnly Today { get; }

    /// <summary>The finished ones, oldest first.</summary>
    public IReadOnlyList<BillingPeriod> Months { get; }

    public DateOnly FirstDay => Months[0].Start;

    /// <summary>The last finished month, in which customer A has neither usage nor invoice: left for trying things out.</summary>
    public BillingPeriod OpenPeriod => Months[^1];

    /// <summary>Local dates by the settable clock.</summary>
    public LocalDates Dates => dates;

    /// <summary>An hour of a local day; never after the demo's own present.</summary>
    public DateTimeOffset At(DateOnly date, TimeSpan time)
    {
        var at = dates.StartOf(date) + time;
        return at < AsOf ? at : AsOf;
    }
}
