using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>Runs as they stand, what they parked, and what one would do.</summary>
public sealed class BillingRunQueries(IDbContextFactory<BillingDbContext> contexts, BillingOptions options, LocalDates dates, ILogger<BillingRunQueries> logger)
{
    const int MostParked = 100;

    public async Task<Result<BillingRunView>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadRuns) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var views = await ViewAsync(db, db.Set<BillingRun>().Where(r => r.Id == id), ct);
        return views is [var view] ? view : BillingError.NotFound("run");
    }

    /// <summary>The newest first; at most 100.</summary>
    public async Task<Result<IReadOnlyList<BillingRunView>>> ListAsync(Actor actor, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadRuns) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await ViewAsync(db, db.Set<BillingRun>().OrderByDescending(r => r.StartedAt).Take(MostParked), ct);
    }

    /// <summary>Accounts that wait for a person, the newest first; at most 100. Of one run, or of all.</summary>
    public async Task<Result<IReadOnlyList<ParkedView>>> ParkedAsync(Actor actor, Guid? runId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadRuns) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var parked = db.Set<ParkedBill>().AsNoTracking().Where(p => p.ResolvedAt == null && (runId == null || p.RunId == runId)).OrderByDescending(p => p.ParkedAt).Take(MostParked);
        return await parked.Join(db.Customers, p => p.UserId, c => c.UserId, (p, c) => new ParkedView(p.UserId, c.Name, p.PeriodStart, p.Code, p.Detail, p.ParkedAt)).ToListAsync(ct);
    }

    /// <summary>Computes every bill of the month, chunk by chunk, and stores nothing.</summary>
    public async Task<Result<RunPreview>> PreviewAsync(Actor actor, StartBillingRun input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.RunBilling) is { } refused)
            return refused;
        var month = input.Validate(dates.Today);
        if (month.Error is { } invalid)
            return invalid;
        var run = new BillingRun { Id = Guid.Empty, Month = month.Value, Status = BillingRunStatus.Running, Issues = false, StartedBy = actor.Name, StartedAt = dates.Now };
        var billing = new ChunkBilling(options, dates, logger);
        var sum = new PreviewSum();
        await using var db = await contexts.CreateDbContextAsync(ct);
        for (var last = Guid.Empty; ;)
        {
            var ids = await RunCustomersSql.After(db, run.Month, last).ToListAsync(ct);
            if (ids.Count == 0)
                break;
            sum.Add(await billing.ComputeAsync(db, run, ids.ConvertAll(id => new CustomerId(id)), ct), ids.Count);
            last = ids[^1];
        }
        var parked = sum.Parked.Take(MostParked).ToList();
        var parkedIds = parked.ConvertAll(p => p.UserId);
        var names = await db.Customers.AsNoTracking().Where(c => parkedIds.Contains(c.UserId)).ToDictionaryAsync(c => c.UserId, c => c.Name, ct);
        return new RunPreview(run.Month, sum.Accounts, sum.Bills, sum.Skipped, sum.Totals)
        {
            ParkedCount = sum.Parked.Count,
            Parked = parked.ConvertAll(p => new ParkedView(p.UserId, names[p.UserId], p.PeriodStart, p.Code, p.Detail, p.ParkedAt)),
        };
    }

    async Task<List<BillingRunView>> ViewAsync(BillingDbContext db, IQueryable<BillingRun> which, CancellationToken ct)
    {
        var runs = await which.AsNoTracking().ToListAsync(ct);
        var ids = runs.ConvertAll(r => r.Id);
        var sums = await db.Set<BillingChunk>().AsNoTracking().Where(c => ids.Contains(c.RunId)).GroupBy(c => c.RunId).Select(g => new RunSums(
            g.Key,
            g.Sum(c => c.Accounts),
            g.Sum(c => c.Status == BillingChunkStatus.Pending ? 0 : c.Accounts),
            g.Sum(c => c.Drafted),
            g.Sum(c => c.Issued),
            g.Sum(c => c.Parked),
            g.Sum(c => c.Skipped))).ToDictionaryAsync(s => s.RunId, ct);
        return runs.ConvertAll(r => View(r, sums.GetValueOrDefault(r.Id) ?? new RunSums(r.Id, 0, 0, 0, 0, 0, 0)));
    }

    /// <summary>A customer is half done when it is drafted, if the run issues too.</summary>
    BillingRunView View(BillingRun run, RunSums sums)
    {
        var seconds = (decimal)((run.FinishedAt ?? dates.Now) - run.StartedAt).TotalSeconds;
        var toIssue = run.Issues ? sums.Drafted - sums.Issued : 0;
        var rate = seconds <= 0 ? 0 : decimal.Round(sums.Done / seconds, 1, MidpointRounding.AwayFromZero);
        var left = sums.Total - sums.Done + toIssue;
        var work = sums.Done + sums.Issued;
        return new BillingRunView(run.Id, run.Month, run.Status, run.Issues, run.StartedBy)
        {
            StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt,
            Total = sums.Total,
            Done = sums.Done,
            Drafted = sums.Drafted,
            Issued = sums.Issued,
            Parked = sums.Parked,
            Skipped = sums.Skipped,
            Rate = rate,
            SecondsLeft = run.Status != BillingRunStatus.Running || work == 0 || seconds <= 0 ? null : (int)decimal.Ceiling(left * seconds / work),
        };
    }

    sealed record RunSums(Guid RunId, int Total, int Done, int Drafted, int Issued, int Parked, int Skipped);

    sealed class PreviewSum
    {
        public int Accounts { get; private set; }
        public int Bills { get; private set; }
        public int Skipped { get; private set; }
        public SortedDictionary<string, decimal> Totals { get; } = new(StringComparer.Ordinal);
        public List<ParkedBill> Parked { get; } = [];

        public void Add(ChunkBills bills, int accounts)
        {
            (Accounts, Bills, Skipped) = (Accounts + accounts, Bills + bills.Drafts.Count, Skipped + bills.Skipped);
            Parked.AddRange(bills.Parked);
            foreach (var draft in bills.Drafts)
                Totals[draft.Currency.Code] = Totals.GetValueOrDefault(draft.Currency.Code) + draft.Total;
        }
    }
}
