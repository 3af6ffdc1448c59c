using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Invoicing.WhatIf;
using TwinMcp.Core.Pricing;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Unit.Invoicing.Billing.BillSamples;

namespace TwinMcp.Tests.Unit.Invoicing.WhatIf;

public sealed class WhatIfTests
{
    static readonly DateOnly January = new(2026, 1, 1);
    static readonly PlanVersion Old = Version("basic");
    static readonly PlanVersion New = Version(10, Price(PriceComponent.Requests, PriceModelKind.PerUnit, 2, 1_000));

    [Fact]
    public void Compare_AWholeMonth_IsBothBills()
    {
        // 29 + 0.80 x 5; 10 + 2 x 5
        var (bill, _) = Compare(Account(Used(("2026-01-10", 5_000, 0)), Subscription(Old, "2025-01-01")))!.Value;
        Assert.Equal((33m, 20m, -13m), (bill!.Now, bill.Then, bill.Difference));
    }

    [Fact]
    public void Compare_AnchoredOnThe15th_IsTheMonthThatEndsInIt()
    {
        var account = Account(Used(("2025-12-20", 5_000, 0), ("2026-01-20", 9_000, 0)), Subscription(Old, "2025-01-15", anchorDay: 15));
        Assert.Equal((33m, 20m), Compare(account)?.Bill is { } bill ? (bill.Now, bill.Then) : default);
    }

    [Fact]
    public void Compare_UpgradedInTheMonth_MovesOnlyThePlansOwnSubscription()
    {
        var basic = Subscription(Old, "2025-01-01", "2026-01-31");
        var account = Account(Used(("2026-01-10", 5_000, 0), ("2026-01-31", 1_000, 0)), basic, After(basic, Version("enterprise")));

        // 29 - 0.94 (29 - round(29 x 30/31 = 28.0645)) + 4.00, and 10 - 0.32 (10 - round(9.677)) + 10.00; both with 16.10 + 0.40 of enterprise
        Assert.Equal((48.56m, 36.18m), Compare(account)?.Bill is { } bill ? (bill.Now, bill.Then) : default);
    }

    [Fact]
    public void Compare_NotOnThePlanInThePeriod_IsNothing()
    {
        Assert.Null(Compare(Account(Used(), Subscription(Version("premium"), "2025-01-01"))));
        Assert.Null(Compare(Account(Used(), Subscription(Old, "2026-01-20", anchorDay: 20))));
        Assert.Null(Compare(Account(Used(), Subscription(Old, "2025-01-01", "2026-01-01"))));
    }

    [Fact]
    public void Compare_ABillThatARunParks_IsParked() =>
        Assert.Equal("two_recurring_lines", Compare(Account(Used(), Subscription(Old, "2025-01-01"), Subscription(Old, "2026-01-05")))?.Parked?.Code);

    /// <summary>Pages cut the list that sorting everything gives, and the sums are of all.</summary>
    [Fact]
    public void Tally_AnyPage_IsThatOfTheWholeSortedList() => Property.Holds(
        from changes in Gen.Choose(-20, 20).ListOf() from number in Gen.Choose(1, 4) from size in Gen.Choose(1, 7) select (changes, page: new PageInput(number, size)),
        t =>
        {
            var all = t.changes.Select(c => new CustomerWhatIf(CustomerId.New(), "x", 50m, 50m + c)).ToList();
            var tally = new WhatIfTally(t.page);
            all.ForEach(tally.Add);
            var (sums, page) = tally.Result();
            var expected = all.OrderByDescending(c => Math.Abs(c.Difference)).ThenBy(c => c.UserId.Value).Skip(t.page.Offset).Take(t.page.Size);
            return page.Items.SequenceEqual(expected) && page.Total == all.Count
                && sums == new WhatIfSums(all.Count, 50m * all.Count, all.Sum(c => c.Then), all.Count(c => c.Difference < 0), all.Count(c => c.Difference > 0), 0);
        });

    static (CustomerWhatIf? Bill, ParkReason? Parked)? Compare(BillingAccount account) => WhatIfCalculator.Compare(account, January, Old.PlanId, New);
}
