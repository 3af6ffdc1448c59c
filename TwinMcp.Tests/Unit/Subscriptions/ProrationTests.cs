using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Unit.Invoicing.Billing.BillSamples;

namespace TwinMcp.Tests.Unit.Subscriptions;

public sealed class ProrationTests
{
    [Theory]
    [InlineData("99", "EUR", "2026-01-31", "2026-02-01", "3.19")]
    [InlineData("99", "EUR", "2026-01-01", "2026-01-31", "95.81")]
    [InlineData("99", "EUR", "2026-01-10", "2026-01-10", "0")]
    [InlineData("1000", "JPY", "2026-01-01", "2026-01-02", "32")]
    [InlineData("10", "TND", "2026-01-01", "2026-01-02", "0.323")]
    public void Part_OfJanuary_IsRoundedWhereItsDaysBeginAndEnd(string fee, string currency, string from, string to, string part) =>
        Assert.Equal(Common.Exact.Decimal(part), Proration.Part(Common.Exact.Decimal(fee), Days(from, to), Days("2026-01-01", "2026-02-01"), Currency.Of(currency)));

    [Fact]
    public void Parts_OfAWholeHoweverCut_SumToIt() => Property.Holds(
        from amount in Any.Amount
        from currency in Any.Currency
        from start in Any.Date
        from days in Gen.Elements(1, 28, 29, 30, 31, 365, 366)
        from cuts in Gen.ListOf(Gen.Choose(0, days))
        select (fee: currency.Round(amount), currency, whole: new DateRange(start, start.AddDays(days)), cuts),
        t =>
        {
            var edges = t.cuts.Append(0).Append(t.whole.Days).Order().Select(t.whole.From.AddDays).ToList();
            return edges.Zip(edges.Skip(1)).Sum(e => Proration.Part(t.fee, new DateRange(e.First, e.Second), t.whole, t.currency)) == t.fee;
        },
        10_000);

    [Theory]
    [InlineData("2025-12-31", "2026-01-02")]
    [InlineData("2026-01-31", "2026-02-02")]
    public void Part_OutsideTheWhole_IsABug(string from, string to) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Proration.Part(99m, Days(from, to), Days("2026-01-01", "2026-02-01"), Currency.Eur));

    [Fact]
    public void Without_Holes_LeavesTheRestInOrder() => Property.Holds(
        from holes in Gen.ListOf(from a in Gen.Choose(-5, 45) from b in Gen.Choose(-5, 45) select (From: Math.Min(a, b), To: Math.Max(a, b))) select holes,
        holes =>
        {
            var whole = Days("2026-01-01", "2026-02-10");
            var ranges = holes.Select(h => new DateRange(whole.From.AddDays(h.From), whole.From.AddDays(h.To))).ToList();
            var left = whole.Without(ranges).ToList();
            return Enumerable.Range(0, whole.Days).Select(whole.From.AddDays).All(day => left.Count(r => r.Contains(day)) == (ranges.Any(r => r.Contains(day)) ? 0 : 1))
                && left.TrueForAll(r => !r.IsEmpty) && left.Zip(left.Skip(1)).All(p => p.First.To <= p.Second.From);
        },
        5_000);
}
