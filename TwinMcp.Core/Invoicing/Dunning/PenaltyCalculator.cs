using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Dunning;

/// <summary>What was owed at first, and what has been paid of it since.</summary>
/// <param name="Payments">In any order; one made before the due date counts as well.</param>
/// <param name="IsCompany">Penalties and indemnity are owed between professionals only (C. com. L441-10).</param>
public sealed record PenaltyDebt(Currency Currency, DateOnly DueDate, decimal Owed, IReadOnlyList<PenaltyPayment> Payments, bool IsCompany);

public readonly record struct PenaltyPayment(DateOnly On, decimal Amount);

/// <summary>Days in which neither the rate nor what was outstanding changed.</summary>
/// <param name="To">Inclusive.</param>
/// <param name="Percent">A year.</param>
public sealed record PenaltyPeriod(DateOnly From, DateOnly To, int Days, decimal Percent, decimal Outstanding)
{
    /// <summary>The periods' amounts sum exactly to the interest.</summary>
    public decimal Interest { get; init; }
}

/// <param name="DaysLate">Until the debt was paid, or until <paramref name="On"/>.</param>
/// <param name="Indemnity">In euros, whatever the invoice's currency (C. com. D441-5).</param>
public sealed record Penalty(DateOnly On, Currency Currency, int DaysLate, IReadOnlyList<PenaltyPeriod> Periods, decimal Indemnity)
{
    public decimal Interest => Periods.Sum(p => p.Interest);

    /// <summary>Null when the invoice is not in euros: two currencies have no sum.</summary>
    public decimal? Total => Currency == Currency.Eur ? Interest + Indemnity : null;
}

/// <summary>Late penalties by law (C. com. L441-10, II and D441-5). Pure.</summary>
public static class PenaltyCalculator
{
    /// <summary>For recovery costs, once an invoice (C. com. D441-5).</summary>
    public const decimal RecoveryIndemnity = 40m;

    const decimal DaysOfYear = 365m;

    /// <summary>
    /// From the day after the due date to <paramref name="on"/>, both included. A payment lowers the debt from its own date: the day it
    /// was made is the last that bore interest on it, so that a debt paid n days late has borne n days. Rounded once, on the whole.
    /// </summary>
    /// <param name="rates">Ascending and not empty; the first holds for what lies before it as well.</param>
    public static Penalty Compute(PenaltyDebt debt, IReadOnlyList<PenaltyRate> rates, DateOnly on)
    {
        var periods = Periods(debt, rates, on).Where(p => p.Outstanding > 0).ToList();
        var daysLate = periods.Sum(p => p.Days);
        return debt.IsCompany
            ? new Penalty(on, debt.Currency, daysLate, WithInterest(periods, debt.Currency), daysLate > 0 ? RecoveryIndemnity : 0m)
            : new Penalty(on, debt.Currency, daysLate, [], 0m);
    }

    static IEnumerable<PenaltyPeriod> Periods(PenaltyDebt debt, IReadOnlyList<PenaltyRate> rates, DateOnly on)
    {
        var first = debt.DueDate.AddDays(1);
        var starts = rates.Select(r => r.ValidFrom).Concat(debt.Payments.Select(p => p.On.AddDays(1)))
            .Where(day => day > first && day <= on).Append(first).Distinct().Order().ToList();
        for (var i = 0; i < starts.Count && starts[i] <= on; i++)
        {
            var (from, to) = (starts[i], i + 1 < starts.Count ? starts[i + 1].AddDays(-1) : on);
            var percent = (rates.LastOrDefault(r => r.ValidFrom <= from) ?? rates[0]).Percent;
            var outstanding = debt.Owed - debt.Payments.Where(p => p.On < from).Sum(p => p.Amount);
            yield return new PenaltyPeriod(from, to, to.DayNumber - from.DayNumber + 1, percent, outstanding);
        }
    }

    /// <summary>Each period gets what it adds to the rounded running sum: the parts sum to the whole.</summary>
    static List<PenaltyPeriod> WithInterest(List<PenaltyPeriod> periods, Currency currency)
    {
        var (products, before) = (0m, 0m);
        var result = new List<PenaltyPeriod>(periods.Count);
        foreach (var period in periods)
        {
            // divided after adding: a third of a cent is not lost between two periods
            products += period.Outstanding * period.Percent * period.Days;
            var until = currency.Round(products / (100m * DaysOfYear));
            result.Add(period with { Interest = until - before });
            before = until;
        }
        return result;
    }
}
