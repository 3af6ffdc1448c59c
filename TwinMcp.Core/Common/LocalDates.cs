namespace TwinMcp.Core.Common;

/// <summary>Local dates in the seller's time zone, and the instants they begin at. The only edge between the two.</summary>
public sealed class LocalDates(TimeProvider clock, TimeZoneInfo zone)
{
    public TimeZoneInfo Zone { get; } = zone;

    public DateTimeOffset Now => clock.GetUtcNow();

    public DateOnly Today => DateOf(clock.GetUtcNow());

    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>
    /// The instant at which the date begins: midnight, the first of two midnights, or the first moment after a gap that swallows
    /// midnight. Searched among instants, whose local date is never in doubt: TimeZoneInfo.IsInvalidTime misses the gaps where the
    /// standard offset itself changes (America/Asuncion in October 2024).
    /// </summary>
    public DateTimeOffset StartOf(DateOnly date)
    {
        var midnight = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        // offsets lie between -14 and +14 hours and change on whole seconds
        var (before, from) = (-15 * 3600L, 15 * 3600L);
        while (from - before > 1)
        {
            var middle = (before + from) / 2;
            if (DateOf(midnight.AddSeconds(middle)) < date)
                before = middle;
            else
                from = middle;
        }
        return midnight.AddSeconds(from);
    }
}
