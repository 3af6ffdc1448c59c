using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Common;
using Xunit;
using Property = TwinMcp.Tests.Support.Property;

namespace TwinMcp.Tests.Unit.Usage;

/// <summary>Which day and month a record is billed in, and that nothing is lost on the way into the rollups.</summary>
public sealed class UsageSumsTests
{
    static readonly LocalDates Paris = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"));
    static readonly CustomerId[] Customers = [.. Enumerable.Range(1, 3).Select(n => new CustomerId(new Guid(n, 0, 0, new byte[8])))];

    /// <summary>Around the hours where days, months and clocks change.</summary>
    static readonly Gen<DateTimeOffset> Instant =
        from edge in Gen.Elements("2026-03-29T00:59:59Z", "2026-03-29T22:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T23:00:00Z", "2026-03-31T22:00:00Z", "2026-12-31T23:00:00Z", "2028-02-28T23:00:00Z", "2026-06-30T12:00:00Z")
        from seconds in Gen.OneOf(Gen.Choose(-2, 2), Gen.Choose(-4_000, 4_000), Gen.Choose(-4_000_000, 4_000_000))
        select DateTimeOffset.Parse(edge, System.Globalization.CultureInfo.InvariantCulture).AddSeconds(seconds);

    static readonly Gen<UsageRecord> Record =
        from at in Instant
        from customer in Gen.Elements(Customers)
        from tool in Gen.Elements(UsageTools.QueryDocs, UsageTools.ResolveLibraryId)
        from tokens in Gen.Choose(0, 1_000_000)
        select new UsageRecord(customer, Guid.NewGuid(), at, Paris.DateOf(at), tool) { Tokens = tokens };

    [Theory]
    [InlineData("2026-03-31T21:59:59.9999999Z", "2026-03-31", "2026-03-01")]
    [InlineData("2026-03-31T22:00:00Z", "2026-04-01", "2026-04-01")]
    [InlineData("2026-10-31T22:59:59Z", "2026-10-31", "2026-10-01")]
    [InlineData("2026-10-31T23:00:00Z", "2026-11-01", "2026-11-01")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01", "2027-01-01")]
    [InlineData("2028-02-28T23:00:00Z", "2028-02-29", "2028-02-01")]
    [InlineData("2028-02-29T23:00:00Z", "2028-03-01", "2028-03-01")]
    // the hour that is not there, and the hour that comes twice
    [InlineData("2026-03-29T01:00:00Z", "2026-03-29", "2026-03-01")]
    [InlineData("2026-10-25T00:30:00Z", "2026-10-25", "2026-10-01")]
    [InlineData("2026-10-25T01:30:00Z", "2026-10-25", "2026-10-01")]
    public void ByDay_InstantInParis_FallsOnItsLocalDayAndMonth(string at, string day, string month)
    {
        var instant = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture);
        var days = UsageSums.ByDay([new UsageRecord(Customers[0], Guid.NewGuid(), instant, Paris.DateOf(instant), UsageTools.QueryDocs)]);

        Assert.Equal(Exact.Date(day), Assert.Single(days).Date);
        Assert.Equal(Exact.Date(month), Assert.Single(UsageSums.ByMonth(days)).Date);
    }

    [Fact]
    public void ByDay_AnyRecords_EachIsOnTheDayWhoseBoundsHoldIt() =>
        Property.Holds(Instant, at => Paris.DateOf(at) is var day && Paris.StartOf(day) <= at && at < Paris.StartOf(day.AddDays(1)));

    [Fact]
    public void ByDayAndMonth_AnyRecords_SumUpToThem() => Property.Holds(Gen.ListOf(Record), records =>
    {
        var days = UsageSums.ByDay(records);
        var months = UsageSums.ByMonth(days);
        return Customers.All(c => Total(days, c) == Total(records.Select(UsageSum.Of), c) && Total(months, c) == Total(days, c))
            && months.All(m => m.Date.Day == 1 && m.Added.Tokens == days.Where(d => IsPart(d, m)).Sum(d => d.Added.Tokens));
    });

    [Fact]
    public void ByDay_AnyOrderOfRecords_GivesTheSameSortedKeys() => Property.Holds(Gen.ListOf(Record), records =>
    {
        var days = UsageSums.ByDay(records);
        var keys = days.Select(d => (d.UserId.Value, d.Date, d.Tool)).ToList();
        return days.SequenceEqual(UsageSums.ByDay(Enumerable.Reverse(records))) && keys.SequenceEqual(keys.Order()) && keys.Distinct().Count() == keys.Count;
    });

    static UsageTotals Total(IEnumerable<UsageSum> sums, CustomerId customer) =>
        sums.Where(s => s.UserId == customer).Select(s => s.Added).Aggregate(new UsageTotals(0, 0), (a, b) => new UsageTotals(a.Requests + b.Requests, a.Tokens + b.Tokens));

    static bool IsPart(UsageSum day, UsageSum month) =>
        day.UserId == month.UserId && day.Tool == month.Tool && day.Date.Year == month.Date.Year && day.Date.Month == month.Date.Month;
}
