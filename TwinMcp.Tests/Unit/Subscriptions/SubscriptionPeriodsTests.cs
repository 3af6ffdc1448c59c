using FsCheck.Fluent;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Unit.Invoicing.Billing.BillSamples;

namespace TwinMcp.Tests.Unit.Subscriptions;

public sealed class SubscriptionPeriodsTests
{
    [Theory]
    [InlineData(31, "2027-01-31", "2027-01-31", "2027-02-28")]
    [InlineData(31, "2027-01-30", "2026-12-31", "2027-01-31")]
    [InlineData(31, "2027-02-27", "2027-01-31", "2027-02-28")]
    [InlineData(31, "2027-02-28", "2027-02-28", "2027-03-31")]
    [InlineData(31, "2027-04-30", "2027-04-30", "2027-05-31")]
    [InlineData(30, "2028-02-29", "2028-02-29", "2028-03-30")] // a leap year
    [InlineData(30, "2028-02-28", "2028-01-30", "2028-02-29")]
    [InlineData(29, "2027-02-28", "2027-02-28", "2027-03-29")]
    [InlineData(29, "2028-02-28", "2028-01-29", "2028-02-29")]
    [InlineData(1, "2026-12-31", "2026-12-01", "2027-01-01")]
    [InlineData(28, "2027-03-28", "2027-03-28", "2027-04-28")] // the clocks go forward
    [InlineData(25, "2026-10-25", "2026-10-25", "2026-11-25")] // and back
    public void MonthOf_AnAnchor_IsKept(int anchor, string date, string from, string to)
    {
        var month = SubscriptionPeriods.MonthOf(anchor, Day(date));
        Assert.Equal((Day(from), Day(to)), (month.Start, month.End));
    }

    [Theory]
    [InlineData("2028-02-29", "2028-02-29", "2028-02-29", "2029-02-28")]
    [InlineData("2028-02-29", "2029-02-27", "2028-02-29", "2029-02-28")]
    [InlineData("2028-02-29", "2029-02-28", "2029-02-28", "2030-02-28")]
    [InlineData("2028-02-29", "2032-02-28", "2031-02-28", "2032-02-29")]
    [InlineData("2028-02-29", "2032-02-29", "2032-02-29", "2033-02-28")]
    [InlineData("2026-12-31", "2027-12-30", "2026-12-31", "2027-12-31")]
    public void YearOf_ADay_ComesBackOnIt(string yearsFrom, string date, string from, string to) =>
        Assert.Equal(Days(from, to), SubscriptionPeriods.YearOf(Day(yearsFrom), Day(date)));

    [Fact]
    public void YearOf_BeforeTheFirst_IsNone() => Assert.Null(SubscriptionPeriods.YearOf(Day("2028-02-29"), Day("2028-02-28")));

    [Theory]
    [InlineData("2026-01-01", "2026-01-05", "2026-01-19")] // before it begins, and in its trial
    [InlineData("2026-01-18", "2026-01-05", "2026-01-19")]
    [InlineData("2026-01-19", "2026-01-19", "2026-01-31")] // what is paid for of the month of the 31st
    [InlineData("2026-01-31", "2026-01-31", "2026-02-28")]
    public void Of_WithATrial_IsTheTrialAndThenMonths(string date, string from, string to)
    {
        var subscription = Subscription(Version("basic"), "2026-01-05", anchorDay: 31);
        subscription.TrialEndsOn = Day("2026-01-19");
        Assert.Equal(Days(from, to), SubscriptionPeriods.Of(subscription, Day(date)));
    }

    [Fact]
    public void Of_ByTheYear_IsTheYear() =>
        Assert.Equal(Days("2028-02-29", "2029-02-28"), SubscriptionPeriods.Of(Subscription(Version("basic"), "2028-02-29", anchorDay: 29, interval: SubscriptionInterval.Year), Day("2028-12-31")));

    [Fact]
    public void Months_OfEveryAnchorOverTenYears_Tile()
    {
        for (var anchor = 1; anchor <= 31; anchor++)
        {
            var end = SubscriptionPeriods.MonthOf(anchor, new DateOnly(2026, 1, 1)).Start;
            for (var day = end; day < new DateOnly(2036, 1, 1); day = day.AddDays(1))
            {
                var month = SubscriptionPeriods.MonthOf(anchor, day);
                Assert.True(month.Contains(day));
                if (day < end)
                    continue;
                Assert.Equal(end, month.Start);
                Assert.Equal(Math.Min(anchor, DateTime.DaysInMonth(day.Year, day.Month)), day.Day);
                Assert.Equal(month, SubscriptionPeriods.EndingIn(anchor, month.LastDay));
                end = month.End;
            }
        }
    }

    [Fact]
    public void Years_FromAnyDay_Tile() => Property.Holds(
        from start in Gen.OneOf(Any.Date, Any.MonthEnd) from later in Gen.Choose(0, 4_000) select (start, day: start.AddDays(later)),
        t =>
        {
            var year = SubscriptionPeriods.YearOf(t.start, t.day)!.Value;
            return year.Contains(t.day) && SubscriptionPeriods.YearOf(t.start, year.To)!.Value.From == year.To
                && (year.From == t.start || SubscriptionPeriods.YearOf(t.start, year.From.AddDays(-1))!.Value.To == year.From);
        },
        5_000);
}
