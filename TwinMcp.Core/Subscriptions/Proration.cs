using TwinMcp.Core.Common;

namespace TwinMcp.Core.Subscriptions;

/// <summary>Days of a whole that is charged, from <paramref name="From"/> to before <paramref name="To"/>.</summary>
public readonly record struct DateRange(DateOnly From, DateOnly To)
{
    public int Days => Math.Max(0, To.DayNumber - From.DayNumber);

    public bool IsEmpty => To <= From;

    public bool Contains(DateOnly date) => date >= From && date < To;

    public DateRange Within(DateRange other) => new(From > other.From ? From : other.From, To < other.To ? To : other.To);

    /// <summary>What is left of it without the others, in order.</summary>
    public IEnumerable<DateRange> Without(IEnumerable<DateRange> others)
    {
        var from = From;
        foreach (var hole in others.OrderBy(o => o.From))
        {
            var before = new DateRange(from, hole.From).Within(this);
            if (!before.IsEmpty)
                yield return before;
            from = hole.To > from ? hole.To : from;
        }
        var rest = new DateRange(from, To);
        if (!rest.IsEmpty)
            yield return rest;
    }

    /// <summary>Cut at the first of each month.</summary>
    public IEnumerable<DateRange> ByMonth()
    {
        for (var from = From; from < To;)
        {
            var next = new DateOnly(from.Year, from.Month, 1).AddMonths(1);
            yield return new DateRange(from, next < To ? next : To);
            from = next;
        }
    }
}

/// <summary>Proration by day: days used / days of the whole. However a whole is cut, its parts sum exactly to it.</summary>
public static class Proration
{
    /// <summary>The part of an amount that falls on the days. Rounded where the days begin and where they end, so that parts tile.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The days are not within the whole: a bug.</exception>
    public static decimal Part(decimal amount, DateRange days, DateRange whole, Currency currency)
    {
        if (days.From < whole.From || days.To > whole.To)
            throw new ArgumentOutOfRangeException(nameof(days), days, $"Not within {whole}.");
        return Until(days.To) - Until(days.From);

        decimal Until(DateOnly date) => currency.Round(amount * (date.DayNumber - whole.From.DayNumber) / whole.Days);
    }
}
