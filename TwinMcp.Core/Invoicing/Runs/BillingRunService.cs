using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Runs;

/// <param name="IsNew">False: the month's run was under way already, and this is it.</param>
public sealed record StartedRun(Guid Id, bool IsNew);

/// <summary>Starts, pauses, resumes and ends billing runs. The work itself is the dispatcher's.</summary>
public sealed class BillingRunService(Writing writing, LocalDates dates)
{
    /// <summary>Starts the month's run, or joins the one that is under way: two at the same second are one.</summary>
    public async Task<Result<StartedRun>> StartAsync(Actor actor, StartBillingRun input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.RunBilling) is { } refused)
            return refused;
        var month = input.Validate(dates.Today);
        if (month.Error is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<StartedRun>(async db =>
        {
            // the second of two waits here, and then finds the first
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('billing-run-start', 0))", ct);
            if (await db.Set<BillingRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Month == month.Value && r.Status != BillingRunStatus.Finished, ct) is { } underWay)
                return new StartedRun(underWay.Id, false);
            var run = new BillingRun
            {
                Id = Guid.CreateVersion7(dates.Now),
                Month = month.Value,
                Status = BillingRunStatus.Running,
                Issues = input.Issue ?? true,
                StartedBy = actor.Name,
                StartedAt = dates.Now,
            };
            db.Add(run);
            db.Audit.Add(AuditEntry.Of(actor, "run.started", dates.Now, new AuditSubject(null, run.Id), new { Month = run.Month.ToString("yyyy-MM", null), run.Issues }));
            await db.SaveChangesAsync(ct);
            await RunCustomersSql.PlanAsync(db, run, ct);
            return new StartedRun(run.Id, true);
        }, ct);
    }

    /// <summary>No new chunk is begun; those in work are finished.</summary>
    public Task<Result<Guid>> PauseAsync(Actor actor, Guid id, CancellationToken ct) =>
        MoveAsync(actor, id, (BillingRunStatus.Running, BillingRunStatus.Paused), "run.paused", ct);

    public Task<Result<Guid>> ResumeAsync(Actor actor, Guid id, CancellationToken ct) =>
        MoveAsync(actor, id, (BillingRunStatus.Paused, BillingRunStatus.Running), "run.resumed", ct);

    /// <summary>Ends a run in which nothing is left to do.</summary>
    internal Task<Result<bool>> FinishAsync(BillingRun run, CancellationToken ct) => writing.InTransactionAsync<bool>(async db =>
    {
        var now = dates.Now;
        var finished = await db.Database.ExecuteSqlAsync($"""
            UPDATE billing_runs SET status = 'FINISHED', finished_at = {now}
            WHERE id = {run.Id} AND status = 'RUNNING' AND NOT EXISTS (SELECT 1 FROM billing_chunks WHERE run_id = {run.Id} AND status <> 'DONE')
            """, ct);
        if (finished == 1)
            db.Audit.Add(AuditEntry.Of(Actor.System("billing-run"), "run.finished", now, new AuditSubject(null, run.Id)));
        return finished == 1;
    }, ct);

    async Task<Result<Guid>> MoveAsync(Actor actor, Guid id, (BillingRunStatus From, BillingRunStatus To) move, string action, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.RunBilling) is { } refused)
            return refused;
        return await writing.InTransactionAsync<Guid>(async db =>
        {
            // waits for the chunks that are in work: they hold the row's key
            var run = await db.Set<BillingRun>().FromSql($"SELECT * FROM billing_runs WHERE id = {id} FOR NO KEY UPDATE").SingleOrDefaultAsync(ct);
            if (run is null)
                return BillingError.NotFound("run");
            if (run.Status != move.From)
                return BillingError.Conflict("forbidden_transition", $"A run that is {InvoiceViewing.Wire(run.Status)} cannot become {InvoiceViewing.Wire(move.To)}.");
            run.Status = move.To;
            db.Audit.Add(AuditEntry.Of(actor, action, dates.Now, new AuditSubject(null, id)));
            return id;
        }, ct);
    }
}
