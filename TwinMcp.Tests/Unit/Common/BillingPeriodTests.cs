using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Common;

public sealed class BillingPeriodTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31")]
    [InlineData("2026-01-30", "2026-01-30 2026-02-28 2026-03-30 2026-04-30 2026-05-30")]
    [InlineData("2026-01-29", "2026-01-29 2026-02-28 2026-03-29 2026-04-29 2026-05-29")]
    [InlineData("2028-01-29", "2028-01-29 2028-02-29 2028-03-29 2028-04-29 2028-05-29")]
    [InlineData("2028-01-31", "2028-01-31 2028-02-29 2028-03-31 2028-04-30 2028-05-31")]
    [InlineData("2026-11-15", "2026-11-15 2026-12-15 2027-01-15 2027-02-15 2027-03-15")]
    public void Nth_MonthsOfAnAnchor_KeepTheAnchorDay(string anchor, string starts) =>
        Assert.Equal(starts, string.Join(' ', Enumerable.Range(0, 5).Select(n => $"{BillingPeriod.Nth(PeriodType.Monthly, Exact.Date(anchor), n).Start:yyyy-MM-dd}")));

    [Theory]
    [InlineData(PeriodType.Yearly, "2028-02-29", 1, "2029-02-28", "2030-02-28")]
    [InlineData(PeriodType.Yearly, "2028-02-29", 3, "2031-02-28", "2032-02-29")]
    [InlineData(PeriodType.Yearly, "2028-02-29", 4, "2032-02-29", "2033-02-28")]
    [InlineData(PeriodType.Quarterly, "2026-11-30", 1, "2027-02-28", "2027-05-30")]
    [InlineData(PeriodType.Quarterly, "2026-08-31", 0, "2026-08-31", "2026-11-30")]
    public void Nth_LongerPeriods_KeepTheAnchorDay(PeriodType type, string anchor, int n, string start, string end)
    {
        var period = BillingPeriod.Nth(type, Exact.Date(anchor), n);
        Assert.Equal((Exact.Date(start), Exact.Date(end)), (period.Start, period.End));
    }

    [Fact]
    public void Nth_AnyAnchor_Tiles() => Property.Holds(Tiles, t =>
    {
        var (type, anchor, n) = t;
        var (one, next) = (BillingPeriod.Nth(type, anchor, n), BillingPeriod.Nth(type, anchor, n + 1));
        return one.End == next.Start && one.Days > 0 && !one.Overlaps(next) && one.Contains(one.LastDay) && !one.Contains(next.Start) && next.Contains(next.Start);
    });

    [Fact]
    public void Nth_AnyDateAfterTheAnchor_IsInExactlyOne() => Property.Holds(
        from t in Tiles from days in Gen.Choose(0, 3000) select (t.Type, t.Anchor, Day: t.Anchor.AddDays(days)),
        t => Enumerable.Range(0, 110).Count(n => BillingPeriod.Nth(t.Type, t.Anchor, n).Contains(t.Day)) == 1);

    [Fact]
    public void Parse_AnyNthPeriod_IsAcceptedAsItIs() => Property.Holds(Tiles, t =>
    {
        var period = BillingPeriod.Nth(t.Type, t.Anchor, t.N);
        return BillingPeriod.Parse(t.Type, period.Start, period.LastDay) is { IsOk: true } parsed && parsed.Value == period;
    });

    [Fact]
    public void Parse_AnyOtherLength_IsRefused() => Property.Holds(
        from t in Tiles from wrong in Gen.Elements(-28, -7, -4, 4, 7, 28, 31) select (t.Type, t.Anchor, t.N, wrong),
        t => BillingPeriod.Nth(t.Type, t.Anchor, t.N) is var period
            && BillingPeriod.Parse(t.Type, period.Start, period.LastDay.AddDays(t.wrong)) is { IsOk: false } refused
            && refused.Error!.Fields!.ContainsKey("period.endDate"));

    [Theory]
    [InlineData(PeriodType.Monthly, "2026-01-01", "2026-01-31")]
    [InlineData(PeriodType.Monthly, "2026-02-01", "2026-02-28")]
    [InlineData(PeriodType.Monthly, "2028-02-01", "2028-02-29")]
    [InlineData(PeriodType.Monthly, "2026-02-28", "2026-03-27")]
    [InlineData(PeriodType.Monthly, "2026-02-28", "2026-03-30")]
    [InlineData(PeriodType.Monthly, "2026-01-15", "2026-02-14")]
    [InlineData(PeriodType.Quarterly, "2026-01-01", "2026-03-31")]
    [InlineData(PeriodType.Yearly, "2028-01-01", "2028-12-31")]
    [InlineData(PeriodType.Yearly, "2028-02-29", "2029-02-27")]
    [InlineData(PeriodType.Monthly, "9999-11-01", "9999-11-30")]
    public void Parse_WholePeriod_IsAccepted(PeriodType type, string start, string end)
    {
        var period = BillingPeriod.Parse(type, Exact.Date(start), Exact.Date(end)).Value;
        Assert.Equal((Exact.Date(start), Exact.Date(end), type), (period.Start, period.LastDay, period.Type));
    }

    [Theory]
    [InlineData(PeriodType.Monthly, "2026-01-01", "2025-12-31")]
    [InlineData(PeriodType.Monthly, "2026-01-01", "2026-01-01")]
    [InlineData(PeriodType.Monthly, "2026-01-01", "2026-01-30")]
    [InlineData(PeriodType.Monthly, "2026-01-01", "2026-02-01")]
    [InlineData(PeriodType.Monthly, "2026-01-01", "2026-03-31")]
    [InlineData(PeriodType.Monthly, "2028-02-01", "2028-02-28")]
    [InlineData(PeriodType.Monthly, "2026-02-27", "2026-03-28")]
    [InlineData(PeriodType.Monthly, "2026-02-28", "2026-03-31")]
    [InlineData(PeriodType.Quarterly, "2026-01-01", "2026-01-31")]
    [InlineData(PeriodType.Yearly, "2026-01-01", "2026-12-30")]
    [InlineData(PeriodType.Monthly, "9999-01-01", "9999-12-31")]
    [InlineData(PeriodType.Monthly, "9999-12-01", "9999-12-31")]
    [InlineData(PeriodType.Yearly, "9999-06-01", "9999-12-31")]
    public void Parse_NotAWholePeriod_IsRefusedAsAValue(PeriodType type, string start, string end)
    {
        var error = BillingPeriod.Parse(type, Exact.Date(start), Exact.Date(end)).Error;
        Assert.Equal(ErrorKind.Validation, error?.Kind);
    }

    [Theory]
    [InlineData("2026-02-14", "2026-02-01", "2026-03-01", 28)]
    [InlineData("2028-02-29", "2028-02-01", "2028-03-01", 29)]
    [InlineData("2026-12-31", "2026-12-01", "2027-01-01", 31)]
    public void MonthOf_Date_IsItsCalendarMonth(string date, string start, string end, int days)
    {
        var month = BillingPeriod.MonthOf(Exact.Date(date));
        Assert.Equal((Exact.Date(start), Exact.Date(end), days, true), (month.Start, month.End, month.Days, month.IsCalendar));
    }

    [Fact]
    public void Overlaps_Neighbours_DoNotAndThemselvesDo()
    {
        var (january, february) = (BillingPeriod.MonthOf(new(2026, 1, 1)), BillingPeriod.MonthOf(new(2026, 2, 1)));
        var quarter = BillingPeriod.StartingAt(PeriodType.Quarterly, new(2026, 1, 1));
        Assert.False(january.Overlaps(february));
        Assert.True(january.Overlaps(january));
        Assert.True(quarter.Overlaps(february) && february.Overlaps(quarter));
    }

    static FsCheck.Gen<(PeriodType Type, DateOnly Anchor, int N)> Tiles { get; } =
        from type in Any.PeriodType
        from anchor in Gen.OneOf(Any.Date, Any.MonthEnd)
        from n in Gen.Choose(0, 60)
        select (type, anchor, n);
}
