using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>Starts the runs that a schedule asks for, also those that it asked for while the product was down.</summary>
public sealed class BillingScheduleService(IDbContextFactory<BillingDbContext> contexts, BillingRunService runs, LocalDates dates)
{
    static readonly Actor Schedule = Actor.System("billing-schedule");

    /// <summary>
    /// Each time bills the month before it, once. Times before the first run of all are nobody's wish: of them only the latest counts.
    /// Doing it again starts nothing; two nodes start one run. Returns how many runs were started.
    /// </summary>
    /// <param name="times">When the schedule came due, in the past.</param>
    public async Task<int> StartDueAsync(IReadOnlyCollection<DateTimeOffset> times, bool issue, CancellationToken ct)
    {
        var started = 0;
        foreach (var time in times.Order())
        {
            var day = dates.DateOf(time);
            var month = new DateOnly(day.Year, day.Month, 1).AddMonths(-1);
            if (!await IsMissingAsync(month, time, isLatest: time == times.Max(), ct))
                continue;
            var run = await runs.StartAsync(Schedule, new StartBillingRun { Month = month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Issue = issue }, ct);
            started += run is { IsOk: true, Value.IsNew: true } ? 1 : 0;
        }
        return started;
    }

    async Task<bool> IsMissingAsync(DateOnly month, DateTimeOffset time, bool isLatest, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var all = db.Set<BillingRun>().AsNoTracking();
        if (await all.AnyAsync(r => r.Month == month && (r.StartedAt >= time || r.Status != BillingRunStatus.Finished), ct))
            return false;
        return isLatest || await all.AnyAsync(r => r.StartedAt < time, ct);
    }
}
