using TwinMcp.Core.Common;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;
using Xunit;
using static TwinMcp.Tests.Unit.Invoicing.Billing.BillSamples;

namespace TwinMcp.Tests.Unit.Subscriptions;

public sealed class SubscriptionChangeRulesTests
{
    const SubscriptionInterval Month = SubscriptionInterval.Month;
    const SubscriptionInterval Year = SubscriptionInterval.Year;

    [Theory]
    [InlineData(29, Month, 99, Month, ChangeKind.Upgrade)]
    [InlineData(99, Month, 29, Month, ChangeKind.Downgrade)]
    [InlineData(99, Month, 99, Month, ChangeKind.Downgrade)] // equal: another version at the same fee
    [InlineData(99, Month, 0, Month, ChangeKind.Downgrade)]
    [InlineData(29, Year, 99, Year, ChangeKind.Upgrade)]
    [InlineData(99, Year, 29, Year, ChangeKind.Downgrade)]
    [InlineData(99, Month, 29, Year, ChangeKind.Upgrade)] // dearer a day, and yet: a year is a year
    [InlineData(29, Year, 499, Month, ChangeKind.Downgrade)]
    public void Classify_TwoTerms_GoesByRule(int from, SubscriptionInterval fromInterval, int to, SubscriptionInterval toInterval, ChangeKind kind) =>
        Assert.Equal(kind, SubscriptionChangeRules.Classify(new PlanTerms(Version(from), fromInterval), new PlanTerms(Version(to), toInterval)));

    [Fact]
    public void Classify_TheSameVersion_IsNoChangeUnlessItsIntervalChanges()
    {
        var version = Version(99);
        Assert.Equal(ChangeKind.None, SubscriptionChangeRules.Classify(new PlanTerms(version, Month), new PlanTerms(version, Month)));
        Assert.Equal(ChangeKind.Upgrade, SubscriptionChangeRules.Classify(new PlanTerms(version, Month), new PlanTerms(version, Year)));
    }

    [Fact]
    public void Classify_AnotherCurrency_IsSaid() =>
        Assert.Equal(ChangeKind.OtherCurrency, SubscriptionChangeRules.Classify(new PlanTerms(Version(29), Month), new PlanTerms(InYen(), Month)));

    [Theory]
    [InlineData(ChangeKind.Upgrade, null, null, true, ChangeTime.Now)]
    [InlineData(ChangeKind.Upgrade, ChangeTime.PeriodEnd, null, true, ChangeTime.PeriodEnd)]
    [InlineData(ChangeKind.Downgrade, null, null, true, ChangeTime.PeriodEnd)]
    [InlineData(ChangeKind.Downgrade, ChangeTime.Now, null, true, ChangeTime.Now)]
    [InlineData(ChangeKind.Downgrade, null, "2026-02-01", true, ChangeTime.Now)]
    [InlineData(ChangeKind.Downgrade, null, null, false, ChangeTime.Now)]
    [InlineData(ChangeKind.OtherCurrency, null, null, true, ChangeTime.PeriodEnd)]
    public void TimeOf_AChange_IsByRuleUnlessAsked(ChangeKind kind, ChangeTime? when, string? on, bool hasBegun, ChangeTime time) =>
        Assert.Equal(time, SubscriptionChangeRules.TimeOf(kind, new ChangeSubscription { Plan = "x", When = when, On = on is null ? null : Day(on) }, hasBegun));

    [Theory]
    [InlineData(Month, ChangeKind.Downgrade, "2026-02-10", null)]
    [InlineData(Year, ChangeKind.Upgrade, "2026-02-10", null)]
    [InlineData(Year, ChangeKind.Downgrade, "2026-02-10", "yearly_downgrade_now")]
    [InlineData(Year, ChangeKind.Downgrade, "2026-01-18", null)] // in the trial nothing is paid for yet
    [InlineData(Year, ChangeKind.Downgrade, "2026-01-19", "yearly_downgrade_now")]
    [InlineData(Month, ChangeKind.OtherCurrency, "2026-02-10", "other_currency")]
    [InlineData(Month, ChangeKind.OtherCurrency, "2026-01-05", null)] // from its first day
    public void CheckNow_WithinAPeriod_RefusesWhatIsPaidFor(SubscriptionInterval interval, ChangeKind kind, string day, string? code)
    {
        var subscription = Subscription(Version("premium"), "2026-01-05", interval: interval);
        subscription.TrialEndsOn = Day("2026-01-19");
        Assert.Equal(code, SubscriptionChangeRules.CheckNow(kind, new SubscriptionState(subscription, Day("2026-02-10"), null), Day(day))?.Code);
    }

    [Theory]
    [InlineData("2026-01-31", "period_invoiced")]
    [InlineData("2026-02-01", "validation")] // invoiced until January, but paused until the 8th
    [InlineData("2026-02-07", "validation")]
    [InlineData("2026-02-08", null)]
    [InlineData("2026-03-01", null)]
    public void CheckDay_InThePast_StopsAtInvoicesAndPauses(string day, string? code)
    {
        var subscription = Subscription(Version("premium"), "2025-06-01");
        subscription.Pauses.Add(new SubscriptionPause { UserId = subscription.UserId, SubscriptionId = subscription.Id, FromOn = Day("2026-01-22"), ToOn = Day("2026-02-08") });
        Assert.Equal(code, SubscriptionChangeRules.CheckDay(new SubscriptionState(subscription, Day("2026-02-20"), Day("2026-02-01")), Day(day))?.Code);
    }

    [Theory]
    [InlineData(Month, Month, "2026-02-10", "2026-02-10")]
    [InlineData(Month, Year, "2026-02-10", "2026-02-10")] // a new year begins on the day
    [InlineData(Month, Year, "2026-01-10", "2026-01-19")] // but not before the trial's end
    [InlineData(Year, Year, "2026-02-10", "2026-01-19")] // the year goes on
    public void Successor_OfASubscription_KeepsAnchorTrialAndYear(SubscriptionInterval from, SubscriptionInterval to, string day, string yearsFrom)
    {
        var subscription = Subscription(Version("basic"), "2026-01-05", anchorDay: 31, interval: from);
        (subscription.TrialEndsOn, subscription.YearsFrom) = (Day("2026-01-19"), Day("2026-01-19"));
        var next = subscription.Successor(Guid.NewGuid(), to, Day(day), DateTimeOffset.UnixEpoch);
        Assert.Equal((31, Day(day), Day(yearsFrom), subscription.Id), (next.AnchorDay, next.StartedOn, next.YearsFrom, next.PreviousId));
        Assert.Equal(Day(day) <= Day("2026-01-19") ? Day("2026-01-19") : null, next.TrialEndsOn);
    }

    static PlanVersion InYen() => new() { Id = Guid.NewGuid(), PlanId = Guid.NewGuid(), Number = 1, Currency = Currency.Of("JPY"), MonthlyFee = 1, EffectiveFrom = Day("2024-01-01") };
}
