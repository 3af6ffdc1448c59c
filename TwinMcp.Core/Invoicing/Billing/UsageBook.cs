using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Usage;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>How usage stands on an invoice.</summary>
public enum UsageShareKind
{
    /// <summary>In the invoice's own period.</summary>
    Regular,

    /// <summary>Of an earlier period, come in after that was billed.</summary>
    Late,

    /// <summary>Of a trial: held for, not charged.</summary>
    Free,
}

/// <summary>Usage of one tool on days of one calendar month: counted, or put on an invoice.</summary>
public readonly record struct ToolUsage(DateRange Days, string Tool, UsageTotals Totals);

/// <summary>What stands on an invoice of a customer's usage.</summary>
public readonly record struct UsageShare(ToolUsage Usage, UsageShareKind Kind);

/// <summary>A customer's usage as counted, and what of it is on invoices already. Whole months, and days of the months that are cut.</summary>
public sealed class UsageBook
{
    readonly Dictionary<(DateOnly Month, string Tool), UsageTotals> months = [];
    readonly Dictionary<DateOnly, List<ToolUsage>> days = [];
    readonly Dictionary<DateOnly, List<ToolUsage>> held = [];
    readonly HashSet<DateOnly> dayByDay = [];
    readonly HashSet<DateOnly> differing = [];
    readonly SortedSet<string> tools = new(StringComparer.Ordinal);

    /// <summary>In a fixed order.</summary>
    public IReadOnlyCollection<string> Tools => tools;

    /// <summary>Months in which something was counted that is not on an invoice, or the other way round.</summary>
    public IEnumerable<DateOnly> OpenMonths => months.Keys.Select(k => k.Month).Concat(held.Keys).Distinct().Order()
        .Where(month => tools.Any(tool => Open(Whole(month), tool) != default));

    public static DateRange Whole(DateOnly month) => new(month, month.AddMonths(1));

    public void CountMonth(DateOnly month, string tool, UsageTotals totals)
    {
        tools.Add(tool);
        differing.Add(month);
        months[(month, tool)] = totals;
    }

    /// <summary>The month's days are going to be counted: all that have usage.</summary>
    public void OpenDays(DateOnly month) => dayByDay.Add(month);

    public void CountDay(DateOnly day, string tool, UsageTotals totals) => Add(days, new ToolUsage(new DateRange(day, day.AddDays(1)), tool, totals));

    /// <summary>What an invoice holds; the days are of one month.</summary>
    public void Hold(ToolUsage usage) => Add(held, usage);

    /// <summary>What invoices hold of a month in sum, as long as nobody asks for less than the month.</summary>
    public void HoldMonth(DateOnly month, string tool, UsageTotals totals)
    {
        differing.Add(month);
        Hold(new ToolUsage(Whole(month), tool, totals));
    }

    /// <summary>Before the same is held in detail.</summary>
    public void ForgetHeld() => held.Clear();

    /// <summary>What is on invoices of these days.</summary>
    public UsageTotals Held(DateRange range, string tool) => Sum(held, range, tool);

    /// <summary>What was counted on these days of one month and is on no invoice; below zero when there is more on invoices than was counted.</summary>
    /// <exception cref="InvalidOperationException">Days of a month that was loaded as a whole: whoever loaded it did not see that it is cut.</exception>
    public UsageTotals Open(DateRange range, string tool)
    {
        var month = MonthOf(range.From);
        // of the other months all that was counted is on invoices
        if (!differing.Contains(month))
            return default;
        if (range != Whole(month) && months.ContainsKey((month, tool)) && !dayByDay.Contains(month))
            throw new InvalidOperationException($"The days of {month:yyyy-MM} are not loaded.");
        var counted = range == Whole(month) ? months.GetValueOrDefault((month, tool)) : Sum(days, range, tool);
        var billed = Held(range, tool);
        return new UsageTotals(counted.Requests - billed.Requests, counted.Tokens - billed.Tokens);
    }

    static UsageTotals Sum(Dictionary<DateOnly, List<ToolUsage>> book, DateRange range, string tool)
    {
        var (requests, tokens) = (0L, 0L);
        foreach (var part in range.ByMonth())
        {
            foreach (var usage in book.GetValueOrDefault(MonthOf(part.From)) ?? [])
            {
                if (usage.Tool != tool || usage.Days.From < part.From || usage.Days.To > part.To)
                    continue;
                requests = checked(requests + usage.Totals.Requests);
                tokens = checked(tokens + usage.Totals.Tokens);
            }
        }
        return new UsageTotals(requests, tokens);
    }

    void Add(Dictionary<DateOnly, List<ToolUsage>> book, ToolUsage usage)
    {
        tools.Add(usage.Tool);
        var month = MonthOf(usage.Days.From);
        if (!book.TryGetValue(month, out var list))
            book[month] = list = [];
        list.Add(usage);
    }

    static DateOnly MonthOf(DateOnly date) => new(date.Year, date.Month, 1);
}
