using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>
/// Works on the runs that are under way, on as many sessions as there are cores. Any number of processes may do so at once: chunks are
/// claimed by their locked rows, so that one that dies or hangs holds nothing up.
/// </summary>
public sealed class BillingRunDispatcher(IDbContextFactory<BillingDbContext> contexts, ChunkDrafting drafting, ChunkIssuing issuing, BillingRunService runs, CacheService cache)
{
    /// <summary>One round over every run under way. Returns how many steps were done.</summary>
    public async Task<int> DispatchAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var running = await db.Set<BillingRun>().AsNoTracking().Where(r => r.Status == BillingRunStatus.Running).OrderBy(r => r.StartedAt).Take(10).ToListAsync(ct);
        var steps = 0;
        foreach (var run in running)
        {
            var done = await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => WorkAsync(run, ct)));
            steps += done.Sum();
            await runs.FinishAsync(run, ct);
        }
        return steps;
    }

    async Task<int> WorkAsync(BillingRun run, CancellationToken ct)
    {
        var steps = 0;
        while (!ct.IsCancellationRequested)
        {
            var step = (run.Issues ? await issuing.IssueNextAsync(run, ct) : null) ?? await drafting.DraftNextAsync(run, ct);
            if (step is null)
                return steps;
            steps++;
            await InvoiceCache.InvalidateAsync(cache, step.Changed);
        }
        return steps;
    }
}
