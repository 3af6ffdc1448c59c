using TwinMcp.Core.Common;
using TwinMcp.Core.Usage;
using TwinMcp.Web.Commands.Demo;
using Xunit;

namespace TwinMcp.Tests.Unit.Demo;

public sealed class DemoUsageTests
{
    static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");
    static readonly DemoCalendar Calendar = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero), Paris);
    static readonly List<DemoUsageRecord> Records = [.. new DemoUsage(Calendar).All()];

    [Fact]
    public void All_Count_IsAbout200000AndEveryIdIsItsOwn()
    {
        Assert.InRange(Records.Count, 190_000, 210_000);
        Assert.Equal(Records.Count, Records.Select(r => r.Id).Distinct().Count());
    }

    [Fact]
    public void All_SameCalendar_GivesTheSameRecords() => Assert.Equal(Records.Take(20_000), new DemoUsage(Calendar).All().Take(20_000));

    [Fact]
    public void All_Times_LieFromTheFirstDayToYesterday()
    {
        Assert.Equal(new DateOnly(2025, 10, 1), Records.Min(LocalDay));
        Assert.Equal(new DateOnly(2026, 11, 22), Records.Max(LocalDay));
        Assert.Equal(14, Records.Select(r => (LocalDay(r).Year, LocalDay(r).Month)).Distinct().Count());
    }

    [Fact]
    public void All_CustomerA_HasNoneInTheOpenPeriodAndSomeAround()
    {
        var days = Records.Where(r => r.UserId == DemoCustomers.A.UserId).Select(LocalDay).ToList();
        Assert.DoesNotContain(days, Calendar.OpenPeriod.Contains);
        Assert.Contains(days, d => d < Calendar.OpenPeriod.Start);
        Assert.Contains(days, d => d >= Calendar.OpenPeriod.End);
    }

    [Fact]
    public void All_LaterStarter_HasNoneBefore() => Assert.All(
        DemoCustomers.All.Where(c => c.StartMonth > 0),
        c => Assert.True(Records.Where(r => r.UserId == c.UserId).Min(LocalDay) >= c.StartedOn(Calendar)));

    [Fact]
    public void All_Shape_IsThatOfWork()
    {
        var weekend = Records.Count(r => LocalDay(r).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        var night = Records.Count(r => TimeZoneInfo.ConvertTime(r.At, Paris).Hour < 6);
        Assert.InRange(weekend * 100 / Records.Count, 4, 12);
        Assert.InRange(night * 100 / Records.Count, 0, 3);
    }

    [Fact]
    public void All_Tokens_FitToolAndPlan()
    {
        var enterprise = DemoCustomers.All.Where(c => c.Plan == "enterprise").Select(c => c.UserId).ToHashSet();
        Assert.DoesNotContain(Records, r => r.Tokens < Least(r) || r.Tokens > Most(r));
        Assert.Contains(Records, r => r.Tokens > 1_000_000);

        static long Least(DemoUsageRecord record) => record.Tool == UsageTools.ResolveLibraryId ? 40 : 1_000;

        long Most(DemoUsageRecord record) => record.Tool == UsageTools.ResolveLibraryId ? 400 : enterprise.Contains(record.UserId) ? 4_000_000 : 900_000;
    }

    [Fact]
    public void All_Libraries_AreInTheCatalogue() =>
        Assert.Subset(DemoLibraries.All.Select(l => l.Id).ToHashSet(), Records.Select(r => r.LibraryId).ToHashSet());

    [Fact]
    public void All_OnTheFirstOfAMonth_EndsWithTheMonthBefore()
    {
        var calendar = new DemoCalendar(new DateTimeOffset(2026, 3, 1, 0, 30, 0, TimeSpan.FromHours(1)), Paris);
        Assert.Equal(new DateOnly(2026, 2, 28), new DemoUsage(calendar).All().Max(LocalDay));
        Assert.Equal(new DateOnly(2026, 2, 1), calendar.OpenPeriod.Start);
    }

    static DateOnly LocalDay(DemoUsageRecord record) => Calendar.Dates.DateOf(record.At);
}
