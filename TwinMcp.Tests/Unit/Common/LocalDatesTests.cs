using System.Globalization;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Common;

public sealed class LocalDatesTests
{
    static readonly string[] Zones =
    [
        "Europe/Paris", "Europe/London", "Europe/Lisbon", "America/New_York", "America/Santiago", "America/Asuncion", "America/Havana",
        "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut", "Asia/Tehran", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Kiritimati", "UTC",
    ];

    [Theory]
    [InlineData("Europe/Paris", "2026-01-01", "2025-12-31T23:00:00Z", 24)]
    [InlineData("Europe/Paris", "2026-03-29", "2026-03-28T23:00:00Z", 23)]
    [InlineData("Europe/Paris", "2026-03-30", "2026-03-29T22:00:00Z", 24)]
    [InlineData("Europe/Paris", "2026-10-25", "2026-10-24T22:00:00Z", 25)]
    [InlineData("Europe/Paris", "2026-10-26", "2026-10-25T23:00:00Z", 24)]
    // clocks go from 24:00 to 01:00: the day has no midnight
    [InlineData("America/Santiago", "2025-09-07", "2025-09-07T04:00:00Z", 23)]
    [InlineData("Africa/Cairo", "2025-04-25", "2025-04-24T22:00:00Z", 23)]
    [InlineData("Asia/Beirut", "2025-03-30", "2025-03-29T22:00:00Z", 23)]
    // the same, because the standard time changed
    [InlineData("America/Asuncion", "2024-10-06", "2024-10-06T04:00:00Z", 23)]
    // clocks go back from 24:00 to 23:00: the day before has 25 hours
    [InlineData("America/Santiago", "2026-04-04", "2026-04-04T03:00:00Z", 25)]
    [InlineData("America/Santiago", "2026-04-05", "2026-04-05T04:00:00Z", 24)]
    [InlineData("Africa/Cairo", "2025-10-30", "2025-10-29T21:00:00Z", 25)]
    // clocks go back from 01:00 to 00:00: midnight comes twice, the day begins with the first
    [InlineData("America/Havana", "2025-11-02", "2025-11-02T04:00:00Z", 25)]
    [InlineData("Asia/Kathmandu", "2026-01-01", "2025-12-31T18:15:00Z", 24)]
    [InlineData("UTC", "2026-01-01", "2026-01-01T00:00:00Z", 24)]
    public void StartOf_Date_IsItsFirstInstant(string zone, string date, string utc, int hours)
    {
        var (dates, day) = (In(zone), Exact.Date(date));
        Assert.Equal(Instant(utc), dates.StartOf(day));
        Assert.Equal(TimeSpan.FromHours(hours), dates.StartOf(day.AddDays(1)) - dates.StartOf(day));
    }

    [Theory]
    [InlineData("2026-12-31T22:59:59.9999999Z", "2026-12-31")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01")]
    [InlineData("2026-03-29T00:59:59Z", "2026-03-29")]
    [InlineData("2026-03-29T21:59:59Z", "2026-03-29")]
    [InlineData("2026-03-29T22:00:00Z", "2026-03-30")]
    [InlineData("2026-10-25T22:59:59Z", "2026-10-25")]
    [InlineData("2026-10-25T23:00:00Z", "2026-10-26")]
    [InlineData("2028-02-28T23:00:00Z", "2028-02-29")]
    public void DateOf_InstantInParis_IsTheLocalDate(string utc, string date) => Assert.Equal(Exact.Date(date), In("Europe/Paris").DateOf(Instant(utc)));

    [Fact]
    public void Today_ClockMovesOverMidnight_Changes()
    {
        var clock = new TestClock(Instant("2026-12-31T22:59:59Z"));
        var dates = new LocalDates(clock, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
        Assert.Equal(new DateOnly(2026, 12, 31), dates.Today);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((new DateOnly(2027, 1, 1), Instant("2026-12-31T23:00:00Z")), (dates.Today, dates.Now));
    }

    [Fact]
    public void StartOf_AnyDateAndZone_IsTheEdgeBetweenTwoDates() => Property.Holds(
        from date in Any.Date.Where(d => d.Year >= 2010) from zone in Gen.Elements(Zones) select (date, zone),
        t =>
        {
            var dates = In(t.zone);
            var start = dates.StartOf(t.date);
            return dates.DateOf(start) == t.date && dates.DateOf(start.AddTicks(-1)) == t.date.AddDays(-1);
        });

    [Fact]
    public void StartOf_EveryDayOfAYear_TilesInEveryZone() => Assert.All(Zones, zone =>
    {
        var dates = In(zone);
        var days = Enumerable.Range(0, 365).Select(n => new DateOnly(2026, 1, 1).AddDays(n));
        Assert.All(days, d => Assert.True(dates.StartOf(d) < dates.StartOf(d.AddDays(1)) && dates.StartOf(d).Offset == TimeSpan.Zero));
    });

    /// <summary>Samoa went to the other side of the date line: 30 December 2011 never was.</summary>
    [Fact]
    public void StartOf_DateThatNeverWas_IsEmpty()
    {
        var apia = In("Pacific/Apia");
        Assert.Equal(apia.StartOf(new(2011, 12, 31)), apia.StartOf(new(2011, 12, 30)));
        Assert.Equal(TimeSpan.FromHours(24), apia.StartOf(new(2011, 12, 30)) - apia.StartOf(new(2011, 12, 29)));
    }

    static LocalDates In(string zone) => new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById(zone));

    static DateTimeOffset Instant(string utc) => DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
