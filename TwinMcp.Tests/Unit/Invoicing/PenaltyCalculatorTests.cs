using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Tests.Support;
using Xunit;
using Property = TwinMcp.Tests.Support.Property;

namespace TwinMcp.Tests.Unit.Invoicing;

public sealed class PenaltyCalculatorTests
{
    const int Tries = 2_000;

    static readonly DateOnly Due = new(2025, 6, 19);

    static readonly PenaltyRate[] Rates = [Rate(2025, 1, 13.15m), Rate(2025, 7, 12.15m), Rate(2026, 1, 12.15m)];

    static Gen<PenaltyDebt> Debts { get; } =
        from owed in Gen.Choose(0, 10_000_000)
        from count in Gen.Choose(0, 4)
        from payments in Gen.ArrayOf(from day in Gen.Choose(-20, 500) from cents in Gen.Choose(1, 5_000_000) select new PenaltyPayment(Due.AddDays(day), cents / 100m), count)
        from currency in Gen.Elements("EUR", "JPY", "TND")
        select new PenaltyDebt(Currency.Of(currency), Due, currency == "JPY" ? owed : owed / 100m, payments, IsCompany: true);

    static Gen<DateOnly> Days { get; } = Gen.Choose(-60, 900).Select(n => Due.AddDays(n));

    /// <summary>1,200.00 due on 19 June 2025, nothing paid; all by hand.</summary>
    [Theory]
    [InlineData("2025-06-16", 0, "0", "0")]
    [InlineData("2025-06-19", 0, "0", "0")]
    [InlineData("2025-06-20", 1, "0.43", "40")] // 1,200 x 13.15 % / 365 = 0.4323
    [InlineData("2025-06-30", 11, "4.76", "40")] // 4.7556
    [InlineData("2025-07-04", 15, "6.35", "40")] // + 4 days at 12.15 %: 1.5978, together 6.3534
    [InlineData("2026-06-19", 365, "146.16", "40")] // 4.7556 + 354 x 1,200 x 12.15 % / 365 = 4.7556 + 141.4060 = 146.1616
    public void Compute_NothingPaid_IsTheDaysAtTheirRates(string on, int daysLate, string interest, string indemnity)
    {
        var penalty = Compute(Debt(1200m), on);
        Assert.Equal((daysLate, Exact(interest), Exact(indemnity)), (penalty.DaysLate, penalty.Interest, penalty.Indemnity));
        Assert.Equal(penalty.Interest + penalty.Indemnity, penalty.Total);
    }

    /// <summary>1,200.00: 700.00 paid on 10 July, the rest on 25 July.</summary>
    [Fact]
    public void Compute_PaidInParts_LowersTheDebtFromEachDate()
    {
        var debt = Debt(1200m, (7, 10, 700m), (7, 25, 500m));

        Assert.Equal(
            [
                // 1,200 x 13.15 x 11 / 36,500 = 4.7556
                (new DateOnly(2025, 6, 20), new DateOnly(2025, 6, 30), 11, 13.15m, 1200m, 4.76m),
                // running sum (173,580 + 145,800) / 36,500 = 8.7501
                (new DateOnly(2025, 7, 1), new DateOnly(2025, 7, 10), 10, 12.15m, 1200m, 3.99m),
                // (319,380 + 54,675) / 36,500 = 10.2481
                (new DateOnly(2025, 7, 11), new DateOnly(2025, 7, 19), 9, 12.15m, 500m, 1.50m),
            ],
            Compute(debt, "2025-07-19").Periods.Select(p => (p.From, p.To, p.Days, p.Percent, p.Outstanding, p.Interest)));
        // it stops on the day of the last payment: (319,380 + 91,125) / 36,500 = 11.2467, 36 days after the due date
        var settled = Compute(debt, "2026-03-01");
        Assert.Equal((36, 11.25m, 40m, 51.25m), (settled.DaysLate, settled.Interest, settled.Indemnity, settled.Total));
    }

    [Fact]
    public void Compute_PaidInTimeOrBefore_CostsNothing() =>
        Assert.All([Debt(1200m, (6, 19, 1200m)), Debt(1200m, (6, 1, 1500m)), Debt(0m)], debt =>
        {
            var penalty = Compute(debt, "2025-12-31");
            Assert.Equal((0, 0m, 0m), (penalty.DaysLate, penalty.Interest, penalty.Indemnity));
            Assert.Empty(penalty.Periods);
        });

    [Fact]
    public void Compute_Consumer_OwesNeitherInterestNorIndemnity()
    {
        var penalty = Compute(Debt(1200m) with { IsCompany = false }, "2025-07-04");
        Assert.Equal((15, 0m, 0m, 0m), (penalty.DaysLate, penalty.Interest, penalty.Indemnity, penalty.Total));
    }

    [Fact]
    public void Compute_OtherCurrency_HasItsDecimalsAndNoSumWithEuros()
    {
        var penalty = PenaltyCalculator.Compute(new PenaltyDebt(Currency.Of("JPY"), Due, 120_000m, [], IsCompany: true), Rates, new DateOnly(2025, 7, 4));
        // 120,000 x (13.15 x 11 + 12.15 x 4) / 36,500 = 635.34
        Assert.Equal((635m, 40m, null), (penalty.Interest, penalty.Indemnity, penalty.Total));
    }

    [Fact]
    public void Compute_BeforeTheFirstRate_UsesIt() =>
        Assert.Equal(12.15m, Assert.Single(PenaltyCalculator.Compute(Debt(1200m), Rates[1..], new DateOnly(2025, 6, 25)).Periods.Select(p => p.Percent).Distinct()));

    [Fact]
    public void Periods_OfAnyDebt_TileItsLateDaysAndSumToTheInterestRoundedOnce() => Property.Holds(
        from debt in Debts from until in Days select (debt, until),
        t =>
        {
            var penalty = PenaltyCalculator.Compute(t.debt, Rates, t.until);
            var exact = 0m;
            for (var day = Due.AddDays(1); day <= t.until; day = day.AddDays(1))
                exact += Math.Max(0m, t.debt.Owed - t.debt.Payments.Where(p => p.On < day).Sum(p => p.Amount)) * Rates.Last(r => r.ValidFrom <= day).Percent;
            return penalty.Interest == t.debt.Currency.Round(exact / 36_500m)
                && penalty.DaysLate == penalty.Periods.Sum(p => p.To.DayNumber - p.From.DayNumber + 1)
                && penalty.Periods.Zip(penalty.Periods.Skip(1)).All(p => p.First.To.AddDays(1) == p.Second.From)
                && penalty.Periods.All(p => p.Interest >= 0m && p.Outstanding > 0m);
        },
        Tries);

    [Fact]
    public void Interest_WithMoreDays_IsNeverLess() => Property.Holds(
        from debt in Debts from until in Days from more in Gen.Choose(0, 400) select (debt, until, more),
        t =>
        {
            var (now, later) = (PenaltyCalculator.Compute(t.debt, Rates, t.until), PenaltyCalculator.Compute(t.debt, Rates, t.until.AddDays(t.more)));
            return later.Interest >= now.Interest && later.Indemnity >= now.Indemnity && later.DaysLate >= now.DaysLate;
        },
        Tries);

    [Fact]
    public void Interest_WithOnePaymentMore_IsNeverMore() => Property.Holds(
        from debt in Debts from until in Days from day in Days from cents in Gen.Choose(1, 1_000_000) select (debt, until, payment: new PenaltyPayment(day, cents / 100m)),
        t => PenaltyCalculator.Compute(t.debt with { Payments = [.. t.debt.Payments, t.payment] }, Rates, t.until).Interest <= PenaltyCalculator.Compute(t.debt, Rates, t.until).Interest,
        Tries);

    [Fact]
    public void Penalty_UntilTheDueDate_IsNothing() => Property.Holds(
        from debt in Debts from before in Gen.Choose(0, 100) select PenaltyCalculator.Compute(debt, Rates, Due.AddDays(-before)),
        penalty => penalty is { DaysLate: 0, Interest: 0m, Indemnity: 0m, Periods.Count: 0 },
        Tries);

    static Penalty Compute(PenaltyDebt debt, string on) => PenaltyCalculator.Compute(debt, Rates, DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    static PenaltyDebt Debt(decimal owed, params (int Month, int Day, decimal Amount)[] payments) =>
        new(Currency.Eur, Due, owed, [.. payments.Select(p => new PenaltyPayment(new DateOnly(2025, p.Month, p.Day), p.Amount))], IsCompany: true);

    static decimal Exact(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    static PenaltyRate Rate(int year, int month, decimal percent) => new() { ValidFrom = new DateOnly(year, month, 1), Refinancing = percent - 10m, Legal = 1m, Percent = percent };
}
