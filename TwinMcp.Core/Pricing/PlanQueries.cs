using System.Data;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Pricing;

/// <summary>A plan with the version that is in force in each currency.</summary>
public sealed record PlanInForce(Plan Plan, IReadOnlyList<PlanVersion> Versions);

/// <summary>A plan with a page of its versions: by currency, the newest first.</summary>
public sealed record PlanDetail(Plan Plan, Page<PlanVersion> Versions);

/// <summary>Reads. For a customer drafts, and plans that have nothing else, are not there.</summary>
public sealed class PlanQueries(IDbContextFactory<BillingDbContext> contexts, LocalDates dates)
{
    /// <param name="on">Today when not given.</param>
    public async Task<Result<Page<PlanInForce>>> ListAsync(Actor actor, DateOnly? on, PageInput page, CancellationToken ct)
    {
        if (Check(actor, page) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var visible = Visible(db, actor);
        var plans = await visible.OrderBy(p => p.Code).ToPageAsync(page, await visible.CountCappedAsync(ct), ct);
        var ids = plans.Items.Select(p => p.Id).ToArray();
        var date = on ?? dates.Today;
        var versions = (await db.PlanVersions
            .FromSql($"SELECT DISTINCT ON (plan_id, currency) *, xmin FROM plan_versions WHERE plan_id = ANY({ids}) AND NOT is_draft AND effective_from <= {date} ORDER BY plan_id, currency, effective_from DESC, number DESC")
            .AsNoTracking().Include(v => v.Prices).ThenInclude(p => p.Tiers).ToListAsync(ct)).ToLookup(v => v.PlanId);
        return new Page<PlanInForce>([.. plans.Items.Select(p => new PlanInForce(p, [.. versions[p.Id].OrderBy(v => v.Currency.Code, StringComparer.Ordinal)]))], plans.Total, plans.TotalIsCapped, plans.PageNumber, plans.PageSize, null);
    }

    public async Task<Result<PlanDetail>> FindAsync(Actor actor, string code, PageInput page, CancellationToken ct)
    {
        if (Check(actor, page) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Visible(db, actor).SingleOrDefaultAsync(p => p.Code == code, ct) is not { } plan)
            return BillingError.NotFound("plan");
        var versions = Versions(db, actor).Where(v => v.PlanId == plan.Id);
        var ordered = versions.OrderBy(v => v.Currency).ThenByDescending(v => v.Number).Include(v => v.Prices).ThenInclude(p => p.Tiers);
        return new PlanDetail(plan, await ordered.ToPageAsync(page, await versions.CountCappedAsync(ct), ct));
    }

    public async Task<Result<PlanVersion>> FindVersionAsync(Actor actor, PlanVersionKey key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadPlans) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        // one snapshot: the ETag is the one of the prices that are read
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        return await Versions(db, actor).Include(v => v.Plan).Include(v => v.Prices).ThenInclude(p => p.Tiers)
            .SingleOrDefaultAsync(v => v.Plan!.Code == key.Code && v.Currency == key.Currency && v.Number == key.Number, ct) is { } version
            ? version
            : BillingError.NotFound("version of the plan");
    }

    static BillingError? Check(Actor actor, PageInput page)
    {
        if (Access.Check(actor, BillingAction.ReadPlans) is { } refused)
            return refused;
        var errors = new FieldErrors();
        page.Check(errors);
        return errors.Any ? errors.ToError() : null;
    }

    static IQueryable<Plan> Visible(BillingDbContext db, Actor actor) => Access.Allows(actor, BillingAction.ReadPlanDrafts)
        ? db.Plans.AsNoTracking()
        : db.Plans.AsNoTracking().Where(p => db.PlanVersions.Any(v => v.PlanId == p.Id && !v.IsDraft));

    static IQueryable<PlanVersion> Versions(BillingDbContext db, Actor actor) => Access.Allows(actor, BillingAction.ReadPlanDrafts)
        ? db.PlanVersions.AsNoTracking()
        : db.PlanVersions.AsNoTracking().Where(v => !v.IsDraft);
}
