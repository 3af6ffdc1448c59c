using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Unit.Invoicing.Billing.BillSamples;

namespace TwinMcp.Tests.Unit.Invoicing.Billing;

/// <summary>Whatever somebody does to a subscription, its days tile and its invoices cost what its days cost.</summary>
public sealed class SubscriptionStoryTests
{
    const int Months = 18;

    [Fact]
    public void Story_OfAnyChanges_HasNoDayTwiceAndNoPauseOutside() => Property.Holds(Stories, story =>
    {
        var lived = Live(story);
        return lived.Zip(lived.Skip(1)).All(p => p.First.EndsOn <= p.Second.StartedOn && (p.Second.PreviousId is null || (p.Second.PreviousId == p.First.Id && p.First.EndsOn == p.Second.StartedOn)))
            && lived.All(s => s.EndsOn is null || s.EndsOn > s.StartedOn)
            && lived.Take(lived.Count - 1).All(s => !s.IsRunning)
            && lived.All(PausesLieWithin);
    }, 3_000);

    [Fact]
    public void Story_OfAnyChanges_IsBilledDayByDay() => Property.Holds(Stories, story =>
    {
        var lived = Live(story);
        var account = Account(Used(), [.. lived]);
        var first = SubscriptionPeriods.MonthOf(story.Anchor, story.Start);
        var (billed, end) = (0m, first.Start);
        for (var n = 0; n < Months; n++)
        {
            var month = SubscriptionPeriods.MonthOf(story.Anchor, end);
            billed += Fees(account, month);
            end = month.End;
        }
        return billed == lived.Sum(s => Reference(s, lived, end));
    }, 3_000);

    /// <summary>What stands on the invoice; of an account that would be parked, what would.</summary>
    static decimal Fees(BillingAccount account, BillingPeriod month)
    {
        var fees = SubscriptionBillCalculator.FeesOf(account, new DateRange(month.Start, month.End)).Sum();
        var outcome = SubscriptionBillCalculator.Compute(account, month);
        Assert.True(outcome.Parked is null or { Code: "negative_total" }, outcome.Parked?.Detail);
        if (outcome.Parked is null)
            Assert.Equal(fees, outcome.Bill?.Input.Lines.Where(l => l.Component is LineComponent.Fee or LineComponent.Proration).Sum(l => InvoiceCalculator.Net(l, Currency.Eur)) ?? 0m);
        return fees;
    }

    /// <summary>Day by day, each with its share of the month or year that it is in.</summary>
    static decimal Reference(Subscription s, IReadOnlyList<Subscription> lived, DateOnly until)
    {
        var sum = 0m;
        var isReplaced = lived.Any(n => n.PreviousId == s.Id);
        for (var day = s.PaidFrom; s.Interval == SubscriptionInterval.Month ? day < until : day < until.AddYears(1); day = day.AddDays(1))
        {
            if (s.Interval == SubscriptionInterval.Month)
            {
                var month = SubscriptionPeriods.MonthOf(s.AnchorDay, day);
                var runs = (s.EndsOn is null || day < s.EndsOn) && !s.Pauses.Exists(p => p.FromOn <= day && (p.ToOn is null || day < p.ToOn));
                sum += runs ? Share(s.PlanVersion!.MonthlyFee, day, month.Start, month.Days) : 0m;
                continue;
            }
            var year = SubscriptionPeriods.YearOf(s.YearsFrom, day)!.Value;
            var begins = year.From > s.PaidFrom ? year.From : s.PaidFrom;
            // a year that has begun is charged; what is left of it is given back only to who goes on with something else
            var isCharged = begins < until && (s.EndsOn is null || begins < s.EndsOn) && !(isReplaced && s.EndsOn < until && day >= s.EndsOn);
            sum += isCharged ? Share(s.PlanVersion!.FeeOfAYear, day, year.From, year.Days) : 0m;
        }
        return sum;
    }

    static decimal Share(decimal fee, DateOnly day, DateOnly from, int days)
    {
        var n = day.DayNumber - from.DayNumber;
        return Currency.Eur.Round(fee * (n + 1) / days) - Currency.Eur.Round(fee * n / days);
    }

    static bool PausesLieWithin(Subscription s)
    {
        var pauses = s.Pauses.OrderBy(p => p.FromOn).ToList();
        return pauses.TrueForAll(p => p.FromOn >= s.StartedOn && (p.ToOn is null ? s.Status == SubscriptionStatus.Paused : p.ToOn > p.FromOn && (s.EndsOn is null || p.ToOn <= s.EndsOn)))
            && pauses.Zip(pauses.Skip(1)).All(p => p.First.ToOn <= p.Second.FromOn);
    }

    static IReadOnlyList<Subscription> Live((DateOnly Start, int Anchor, int TrialDays, List<StoryStep> Steps) story) =>
        SubscriptionStory.Live(story.Start, story.Anchor, story.TrialDays, story.Steps);

    static FsCheck.Gen<(DateOnly Start, int Anchor, int TrialDays, List<StoryStep> Steps)> Stories { get; } =
        from start in Gen.Choose(0, 800).Select(n => new DateOnly(2026, 12, 1).AddDays(n))
        from anchor in Gen.OneOf(Gen.Constant(1), Gen.Choose(2, 31), Gen.Choose(28, 31), Gen.Constant(start.Day))
        from trial in Gen.Elements(0, 0, 14, 45)
        from first in Step
        from steps in Gen.ListOf(Step)
        select (start, anchor, trial, steps.Prepend(first).Take(12).ToList());

    static FsCheck.Gen<StoryStep> Step { get; } =
        from later in Gen.OneOf(Gen.Choose(0, 3), Gen.Choose(0, 40))
        from deed in Gen.Choose(0, 6)
        from plan in Gen.Choose(0, 4)
        from interval in Gen.Elements(SubscriptionInterval.Month, SubscriptionInterval.Month, SubscriptionInterval.Year)
        select new StoryStep(later, deed, plan, interval);
}
