using TwinMcp.Core.Common;

namespace TwinMcp.Core.Usage;

/// <summary>What a batch adds to one row of a rollup; <paramref name="Date"/> is the day, or the month's first.</summary>
readonly record struct UsageSum(CustomerId UserId, DateOnly Date, string Tool, UsageTotals Added)
{
    public static UsageSum Of(UsageRecord record) => new(record.UserId, record.Day, record.Tool, new UsageTotals(1, record.Tokens));
}

/// <summary>Adds records up for the two rollups, sorted by key: every writer locks their rows in this order.</summary>
static class UsageSums
{
    public static List<UsageSum> ByDay(IEnumerable<UsageRecord> records) => Sum(records.Select(UsageSum.Of));

    /// <summary>From the days, so that a month is always the sum of its days.</summary>
    public static List<UsageSum> ByMonth(IEnumerable<UsageSum> days) =>
        Sum(days.Select(d => d with { Date = new DateOnly(d.Date.Year, d.Date.Month, 1) }));

    static List<UsageSum> Sum(IEnumerable<UsageSum> parts)
    {
        var sums = new Dictionary<(CustomerId, DateOnly, string), UsageTotals>();
        foreach (var part in parts)
        {
            var key = (part.UserId, part.Date, part.Tool);
            var before = sums.GetValueOrDefault(key);
            sums[key] = new UsageTotals(before.Requests + part.Added.Requests, before.Tokens + part.Added.Tokens);
        }
        return [.. sums.Select(s => new UsageSum(s.Key.Item1, s.Key.Item2, s.Key.Item3, s.Value))
            .OrderBy(s => s.UserId.Value).ThenBy(s => s.Date).ThenBy(s => s.Tool, StringComparer.Ordinal)];
    }
}
