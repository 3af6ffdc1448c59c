namespace TwinMcp.Core.Common;

/// <summary>How long a period is; on the wire <c>monthly</c>, <c>quarterly</c>, <c>yearly</c>.</summary>
public enum PeriodType
{
    Monthly,
    Quarterly,
    Yearly,
}

/// <summary>
/// A half-open range of local dates in the seller's time zone: <see cref="Start"/> is in, <see cref="End"/> is not.
/// Periods of one anchor day tile: no date is in two, none is in neither.
/// </summary>
public readonly record struct BillingPeriod
{
    BillingPeriod(PeriodType type, DateOnly start, DateOnly end) => (Type, Start, End) = (type, start, end);

    public PeriodType Type { get; }

    /// <summary>First day, inclusive.</summary>
    public DateOnly Start { get; }

    /// <summary>The day after the last, exclusive.</summary>
    public DateOnly End { get; }

    public DateOnly LastDay => End.AddDays(-1);

    public int Days => End.DayNumber - Start.DayNumber;

    public int Months => MonthsOf(Type);

    /// <summary>True when it is made of whole calendar months.</summary>
    public bool IsCalendar => Start.Day == 1;

    /// <summary>The period that starts on this date. 31 January + 1 month = 28/29 February: the day is clamped to the month.</summary>
    public static BillingPeriod StartingAt(PeriodType type, DateOnly start) => new(type, start, start.AddMonths(MonthsOf(type)));

    /// <summary>The n-th period (from 0) of an anchor date: 31 January, 28 February, 31 March: the anchor is kept.</summary>
    public static BillingPeriod Nth(PeriodType type, DateOnly anchor, int n) =>
        new(type, anchor.AddMonths(n * MonthsOf(type)), anchor.AddMonths((n + 1) * MonthsOf(type)));

    /// <summary>The calendar month that a date is in.</summary>
    public static BillingPeriod MonthOf(DateOnly date) => StartingAt(PeriodType.Monthly, new DateOnly(date.Year, date.Month, 1));

    /// <summary>From stored dates: <paramref name="end"/> is exclusive.</summary>
    public static BillingPeriod Stored(PeriodType type, DateOnly start, DateOnly end) => new(type, start, end);

    /// <summary>From the wire, where the end date is inclusive. The range must be exactly as long as its type says.</summary>
    public static Result<BillingPeriod> Parse(PeriodType type, DateOnly startDate, DateOnly endDateInclusive)
    {
        if (endDateInclusive < startDate)
            return BillingError.Invalid("period.endDate", "The end date is before the start date.");
        // the day after the last must exist
        if (endDateInclusive == DateOnly.MaxValue || startDate > DateOnly.MaxValue.AddMonths(-MonthsOf(type)))
            return BillingError.Invalid("period.endDate", "The calendar ends before this period does.");
        var expected = StartingAt(type, startDate);
        var anchored = endDateInclusive.AddDays(1);
        // an anchor of 29 to 31 gives periods that start on a month's last day and may end later than AddMonths says
        var lastDayStart = startDate.Day == DateTime.DaysInMonth(startDate.Year, startDate.Month);
        var sameMonth = anchored.Year == expected.End.Year && anchored.Month == expected.End.Month;
        if (anchored != expected.End && !(lastDayStart && sameMonth && anchored > expected.End))
            return BillingError.Invalid("period.endDate", $"A {type.ToString().ToLowerInvariant()} period from {startDate:yyyy-MM-dd} ends on {expected.LastDay:yyyy-MM-dd}.");
        return new BillingPeriod(type, startDate, anchored);
    }

    public bool Contains(DateOnly date) => date >= Start && date < End;

    public bool Overlaps(BillingPeriod other) => Start < other.End && other.Start < End;

    static int MonthsOf(PeriodType type) => type switch
    {
        PeriodType.Monthly => 1,
        PeriodType.Quarterly => 3,
        PeriodType.Yearly => 12,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
