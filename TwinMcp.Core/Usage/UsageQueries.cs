using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Usage;

/// <summary>Usage of a period, from the rollups.</summary>
static class UsageQueries
{
    /// <summary>Whole calendar months come from the month's rollup, everything else from the day's.</summary>
    public static async Task<UsageTotals> TotalsAsync(BillingDbContext db, CustomerId userId, BillingPeriod period, CancellationToken ct)
    {
        var (start, end) = (period.Start, period.End);
        if (period.IsCalendar)
        {
            return await db.UsageMonths.Where(u => u.UserId == userId && u.Month >= start && u.Month < end)
                .GroupBy(_ => 1).Select(g => new UsageTotals(g.Sum(u => u.Requests), g.Sum(u => u.Tokens))).SingleOrDefaultAsync(ct);
        }
        return await db.UsageDays.Where(u => u.UserId == userId && u.Day >= start && u.Day < end)
            .GroupBy(_ => 1).Select(g => new UsageTotals(g.Sum(u => u.Requests), g.Sum(u => u.Tokens))).SingleOrDefaultAsync(ct);
    }
}
