using System.Globalization;
using TwinMcp.Web.Commands.Demo;
using Xunit;

namespace TwinMcp.Tests.Unit.Demo;

public sealed class DemoBillsTests
{
    const string OrdinaryDay = "2026-11-23T08:00:00Z";

    static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>An ordinary day, the minute after a month's end, the last of February, the night the hours change, a leap year.</summary>
    public static TheoryData<string> Moments => [OrdinaryDay, "2026-02-28T23:01:00Z", "2026-02-28T12:00:00Z", "2026-10-25T00:30:00Z", "2028-03-01T03:00:00Z"];

    [Theory]
    [MemberData(nameof(Moments))]
    public void Of_AnyMoment_PlansNothingAfterIt(string moment)
    {
        var calendar = At(moment);
        Assert.All(DemoBills.Of(calendar), b => Assert.True(b.At <= calendar.AsOf && (b.PaidAt ?? b.At) <= calendar.AsOf));
        Assert.All(DemoOneOffs.Of(calendar), o => Assert.True(o.At <= calendar.AsOf && (o.PaidAt ?? o.At) <= calendar.AsOf));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Of_AnyMoment_BillsEachMonthOfEachSubscriptionOnce(string moment)
    {
        var calendar = At(moment);
        var bills = DemoBills.Of(calendar).ToList();
        var months = DemoCustomers.All.Sum(c => calendar.Months.Count(m => m.Start >= c.StartedOn(calendar)));
        Assert.Equal(months - 1, bills.Select(b => (b.Customer.UserId, b.Period.Start)).Distinct().Count());
        Assert.Equal(months - 1, bills.Count);
        Assert.DoesNotContain(bills, b => b.Customer == DemoCustomers.A && b.Period == calendar.OpenPeriod);
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Of_AnyMoment_BillsOnTheDayAfterTheMonth(string moment)
    {
        var calendar = At(moment);
        Assert.All(DemoBills.Of(calendar), b => Assert.Equal(b.Period.End, calendar.Dates.DateOf(b.At)));
    }

    [Fact]
    public void Of_LastMonth_LeavesAThirdAsDrafts()
    {
        var calendar = At(OrdinaryDay);
        var bills = DemoBills.Of(calendar).ToLookup(b => b.Period == calendar.OpenPeriod);
        Assert.Equal(13, bills[true].Count(b => !b.IsIssued));
        Assert.Equal(39, bills[true].Count());
        Assert.All(bills[false], b => Assert.True(b.IsIssued));
    }

    [Theory]
    [MemberData(nameof(Moments))]
    public void Of_Drafts_AreNotPaid(string moment) => Assert.DoesNotContain(DemoBills.Of(At(moment)), b => !b.IsIssued && b.PaidAt is not null);

    [Theory]
    [MemberData(nameof(Moments))]
    public void Of_Cancelled_AreSix(string moment) => Assert.Equal(6, DemoBills.Of(At(moment)).Count(b => b.IsCancelledFirst));

    [Fact]
    public void Of_Payments_ComeAfterThreeToThirtyFiveDays()
    {
        var calendar = At(OrdinaryDay);
        var days = DemoBills.Of(calendar).Where(b => b.PaidAt is not null).Select(b => calendar.Dates.DateOf(b.PaidAt!.Value).DayNumber - b.Period.End.DayNumber).ToList();
        Assert.Equal((3, 35), (days.Min(), days.Max()));
    }

    static DemoCalendar At(string moment) => new(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture), Paris);
}
