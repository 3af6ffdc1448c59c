using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;
using Xunit;
using static TwinMcp.Tests.Unit.Invoicing.Billing.BillSamples;

namespace TwinMcp.Tests.Unit.Invoicing.Billing;

/// <summary>Bills computed by hand: every line with its arithmetic.</summary>
public sealed class SubscriptionBillTests
{
    static readonly BillingPeriod January = BillingPeriod.MonthOf(new DateOnly(2026, 1, 1));

    [Fact]
    public void Compute_UpgradeOnThe31stOfJanuary_GivesTheUnusedDayBackAndChargesTheNew()
    {
        var premium = Subscription(Version("premium"), "2025-06-01", "2026-01-31");
        var enterprise = After(premium, Version("enterprise"));

        // 99 x 30/31 = 95.806 -> 95.81, so the unused day is 99 - 95.81 = 3.19; 499 - round(499 x 30/31 = 482.903) = 16.10
        Assert.Equal(
        [
            "Premium subscription | 1 x 99 / 1 = 99.00",
            "Premium subscription: unused days | -1 x 3.19 / 1 = -3.19",
            "API requests | 1000 x 0.6 / 1000 = 0.60",
            "Tokens returned | 0 x 0.6 / 1000000 = 0.00",
            "Enterprise subscription | 1 x 16.1 / 1 = 16.10",
            "API requests | 2000 x 0.4 / 1000 = 0.80",
            "Tokens returned | 0 x 0.4 / 1000000 = 0.00",
        ], Lines(SubscriptionBillCalculator.Compute(Account(Used(("2026-01-30", 1_000, 0), ("2026-01-31", 2_000, 0)), premium, enterprise), January)));
    }

    [Fact]
    public void Compute_TrialIntoPaid_ChargesFromTheFirstPaidDay()
    {
        var basic = Subscription(Version("basic"), "2026-01-05");
        basic.TrialEndsOn = Day("2026-01-19");
        var outcome = SubscriptionBillCalculator.Compute(Account(Used(("2026-01-10", 9_000, 0), ("2026-01-19", 1_000, 500_000)), basic), January);

        // 13 of 31 days: 29 - round(29 x 18/31 = 16.839) = 12.16; the trial's 9,000 requests are accounted for and not charged
        Assert.Equal(["Basic subscription | 1 x 12.16 / 1 = 12.16", "API requests | 1000 x 0.8 / 1000 = 0.80", "Tokens returned | 500000 x 0.8 / 1000000 = 0.40"], Lines(outcome));
        Assert.Equal([UsageShareKind.Free, UsageShareKind.Regular], outcome.Bill!.Usage.Select(u => u.Kind));
        Assert.Equal(9_000, outcome.Bill.Usage[0].Usage.Totals.Requests);
    }

    [Fact]
    public void Compute_PauseOverAMonthEnd_GivesTheDaysBackOnBothInvoices()
    {
        var premium = Subscription(Version("premium"), "2025-06-01");
        premium.Pauses.Add(new SubscriptionPause { UserId = premium.UserId, SubscriptionId = premium.Id, FromOn = Day("2026-01-22"), ToOn = Day("2026-02-08") });
        var account = Account(Used(), premium);

        // January: 10 of 31 days: 99 - round(99 x 21/31 = 67.0645) = 31.94; February: 7 of 28 days paused, 21 charged: 99 - 24.75 = 74.25
        Assert.Equal(["Premium subscription | 1 x 99 / 1 = 99.00", "Premium subscription: unused days | -1 x 31.94 / 1 = -31.94"], Lines(SubscriptionBillCalculator.Compute(account, January)).Take(2));
        Assert.Equal(["Premium subscription | 1 x 74.25 / 1 = 74.25"], Lines(SubscriptionBillCalculator.Compute(account, BillingPeriod.MonthOf(new DateOnly(2026, 2, 1)))).Take(1));
    }

    [Fact]
    public void Compute_YearlyWithMonthlyUsage_ChargesTheYearOnceAndUsageEachMonth()
    {
        var version = Version("premium");
        var yearly = Subscription(version, "2026-01-15", anchorDay: 15, interval: SubscriptionInterval.Year);
        var account = Account(Used(("2026-01-20", 1_000, 0), ("2026-02-20", 3_000, 0), ("2027-01-16", 1_000, 0)), yearly);

        Assert.Equal("Premium subscription | 1 x 1188 / 1 = 1188.00", Lines(SubscriptionBillCalculator.Compute(account, Month("2026-01-15", "2026-02-15"))).First());
        Assert.Equal("API requests | 3000 x 0.6 / 1000 = 1.80", Lines(SubscriptionBillCalculator.Compute(account, Month("2026-02-15", "2026-03-15"))).First());
        Assert.Equal("Premium subscription | 1 x 1188 / 1 = 1188.00", Lines(SubscriptionBillCalculator.Compute(account, Month("2027-01-15", "2027-02-15"))).First());
    }

    [Fact]
    public void Compute_YearlyUpgrade_GivesTheRestOfTheYearBackAndChargesTheRestOfTheNew()
    {
        var premium = Subscription(Version("premium"), "2026-01-01", "2026-07-02", interval: SubscriptionInterval.Year);
        var enterprise = After(premium, Version("enterprise"));

        // 183 of 365 days are left: 1188 - round(1188 x 182/365 = 592.373) = 595.63; 5988 - round(5988 x 182/365 = 2985.797) = 3002.20
        Assert.Equal(["Premium subscription: unused days | -1 x 595.63 / 1 = -595.63", "Enterprise subscription | 1 x 3002.2 / 1 = 3002.20"],
            Lines(SubscriptionBillCalculator.Compute(Account(Used(), premium, enterprise), BillingPeriod.MonthOf(new DateOnly(2026, 7, 1)))).Where(l => l.Contains("subscription", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compute_MonthlyToYearly_BeginsAYearOnTheDay()
    {
        var monthly = Subscription(Version("basic"), "2025-06-01", "2026-01-16");
        var yearly = After(monthly, Version("basic"), SubscriptionInterval.Year);

        // 16 of 31 days unused: 29 - round(29 x 15/31 = 14.032) = 14.97
        Assert.Equal(["Basic subscription | 1 x 29 / 1 = 29.00", "Basic subscription: unused days | -1 x 14.97 / 1 = -14.97", "Basic subscription | 1 x 348 / 1 = 348.00"],
            Lines(SubscriptionBillCalculator.Compute(Account(Used(), monthly, yearly), January)).Where(l => l.Contains("subscription", StringComparison.Ordinal)));
    }

    [Fact]
    public void Compute_GraduatedWithIncluded_HasALineATier()
    {
        var price = new PlanPrice
        {
            PlanVersionId = Guid.Empty,
            Component = PriceComponent.Tokens,
            Model = PriceModelKind.Graduated,
            UnitPrice = 0,
            BaseQuantity = 1,
            IncludedQuantity = 100_000,
            Tiers =
            [
                new PlanPriceTier { PlanVersionId = Guid.Empty, Component = PriceComponent.Tokens, Position = 1, UpTo = 1_000_000, UnitPrice = 0.80m, BaseQuantity = 1_000_000 },
                new PlanPriceTier { PlanVersionId = Guid.Empty, Component = PriceComponent.Tokens, Position = 2, UnitPrice = 0.50m, BaseQuantity = 1_000_000, FlatFee = 2 },
            ],
        };
        var outcome = SubscriptionBillCalculator.Compute(Account(Used(("2026-01-10", 5, 3_000_000)), Subscription(Version(10, price), "2025-01-01")), January);
        Assert.Equal(
        [
            "Own subscription | 1 x 10 / 1 = 10.00",
            "Tokens returned | 100000 x 0 / 1 = 0.00",
            "Tokens returned | 900000 x 0.8 / 1000000 = 0.72",
            "Tokens returned | 2000000 x 0.5 / 1000000 = 1.00",
            "Tier fee | 1 x 2 / 1 = 2.00",
        ], Lines(outcome));
    }

    [Fact]
    public void Compute_MinimumFlatAndSurcharge_HaveLinesOfTheirOwn()
    {
        var minimum = new PlanPrice { PlanVersionId = Guid.Empty, Component = PriceComponent.Requests, UnitPrice = 1, BaseQuantity = 1_000, MinimumAmount = 50 };
        var version = Version(20, minimum, Price(PriceComponent.Flat, PriceModelKind.Flat, 5), Price(PriceComponent.Charges, PriceModelKind.Percentage, 10, 100));
        var account = Account(Used(("2026-01-10", 12_345, 0)), Subscription(version, "2025-01-01"));

        // 12.345 -> 12.35; up to 50: 37.65; 10 % of 20 + 12.35 + 37.65 + 5 = 75
        Assert.Equal(
        [
            "Own subscription | 1 x 20 / 1 = 20.00",
            "API requests | 12345 x 1 / 1000 = 12.35",
            "Up to the minimum commitment | 1 x 37.65 / 1 = 37.65",
            "Flat charge | 1 x 5 / 1 = 5.00",
            "Surcharge of 10 % | 75 x 10 / 100 = 7.50",
        ], Lines(SubscriptionBillCalculator.Compute(account, January)));
    }

    [Fact]
    public void Compute_PriceOfOneTool_LeavesTheRestToTheOthers()
    {
        var resolve = new PlanPrice { PlanVersionId = Guid.Empty, Component = PriceComponent.Requests, Tool = "resolve-library-id", UnitPrice = 2, BaseQuantity = 1_000 };
        var usage = Used(("2026-01-10", 1_000, 0));
        usage.CountMonth(new DateOnly(2026, 1, 1), "resolve-library-id", new(4_000, 0));
        Assert.Equal(["API requests | 1000 x 1 / 1000 = 1.00", "API requests (resolve-library-id) | 4000 x 2 / 1000 = 8.00"],
            Lines(SubscriptionBillCalculator.Compute(Account(usage, Subscription(Version(0, Price(PriceComponent.Requests, PriceModelKind.PerUnit, 1, 1_000), resolve), "2025-01-01")), January)));
    }

    [Fact]
    public void Compute_LateUsage_IsOnALineThatSaysSo()
    {
        var usage = Used(("2025-12-10", 3_000, 0), ("2026-01-10", 1_000, 0));
        usage.Hold(new ToolUsage(Days("2025-12-01", "2026-01-01"), Tool, new(2_000, 0)));
        var account = Account(usage, Subscription(Version("basic"), "2025-01-01")) with { ClosedPeriods = [Days("2025-12-01", "2026-01-01")] };
        var outcome = SubscriptionBillCalculator.Compute(account, January);

        Assert.Equal("API requests, reported late | 1000 x 0.8 / 1000 = 0.80", Lines(outcome).Last());
        Assert.Equal("1,000 requests of the period 01/12/2025 to 31/12/2025", outcome.Bill!.Input.Lines[^1].Detail);
        Assert.Equal([UsageShareKind.Regular, UsageShareKind.Late], outcome.Bill.Usage.Select(u => u.Kind));
    }

    [Fact]
    public void Compute_LateUsageOfAPeriodThatIsStillToBeBilled_WaitsForIt()
    {
        var account = Account(Used(("2025-12-10", 3_000, 0)), Subscription(Version("basic"), "2025-01-01"));
        Assert.DoesNotContain(SubscriptionBillCalculator.Compute(account, January).Bill!.Usage, u => u.Kind == UsageShareKind.Late);
    }

    [Fact]
    public void Compute_LateUsageUnderAMinimum_IsFreeUntilTheMinimumIsUsedUp()
    {
        var minimum = new PlanPrice { PlanVersionId = Guid.Empty, Component = PriceComponent.Requests, UnitPrice = 1, BaseQuantity = 1_000, MinimumAmount = 5 };
        var usage = Used(("2025-12-10", 7_000, 0));
        usage.Hold(new ToolUsage(Days("2025-12-01", "2026-01-01"), Tool, new(2_000, 0)));
        var account = Account(usage, Subscription(Version(0, minimum), "2025-01-01")) with { ClosedPeriods = [Days("2025-12-01", "2026-01-01")] };

        // billed: 2.00 + 3.00 up to 5; all of it is 7.00: two more
        Assert.Equal("API requests, reported late | 1 x 2 / 1 = 2.00", Lines(SubscriptionBillCalculator.Compute(account, January)).Last());
    }

    [Theory]
    [InlineData("two_recurring_lines")]
    [InlineData("usage_below_billed")]
    [InlineData("negative_total")]
    public void Compute_WhatNobodyShouldBill_IsParked(string code)
    {
        var premium = Subscription(Version("premium"), "2025-01-01");
        var account = Account(Used(("2026-01-10", 1, 0)), premium);
        if (code == "two_recurring_lines")
            account = Account(account.Usage, premium, Subscription(Version("basic"), "2026-01-05"));
        else if (code == "usage_below_billed")
            account.Usage.Hold(new ToolUsage(Days("2026-01-01", "2026-02-01"), Tool, new(2, 0)));
        else
        {
            var yearly = Subscription(Version("premium"), "2025-02-01", "2026-01-10", interval: SubscriptionInterval.Year);
            account = Account(Used(), yearly, After(yearly, Version("free")));
        }
        Assert.Equal(code, SubscriptionBillCalculator.Compute(account, January).Parked?.Code);
    }

    [Fact]
    public void Compute_AnchoredOnThe31st_KeepsTheAnchor()
    {
        var account = Account(Used(("2026-02-27", 1_000, 0), ("2026-02-28", 5_000, 0)), Subscription(Version("basic"), "2026-01-31", anchorDay: 31));
        Assert.Equal(["Basic subscription | 1 x 29 / 1 = 29.00", "API requests | 1000 x 0.8 / 1000 = 0.80"], Lines(SubscriptionBillCalculator.Compute(account, Month("2026-01-31", "2026-02-28"))).Take(2));
        Assert.Equal(["Basic subscription | 1 x 29 / 1 = 29.00", "API requests | 5000 x 0.8 / 1000 = 4.00"], Lines(SubscriptionBillCalculator.Compute(account, Month("2026-02-28", "2026-03-31"))).Take(2));
    }

    [Fact]
    public void Compute_WithoutASubscription_IsNothing() =>
        Assert.Equal(BillOutcome.Nothing, SubscriptionBillCalculator.Compute(Account(Used()), January));

    static BillingPeriod Month(string from, string to) => BillingPeriod.Stored(PeriodType.Monthly, Day(from), Day(to));
}
