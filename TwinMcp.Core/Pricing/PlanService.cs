using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Pricing;

/// <summary>
/// Plans and the drafts of their versions, until they are published: from then on the database refuses every change. Customers stay on the
/// version that they subscribed to until their subscription is changed.
/// </summary>
public sealed class PlanService(Writing writing, LocalDates dates)
{
    public async Task<Result<string>> CreateAsync(Actor actor, CreatePlan input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangePlans) is { } refused)
            return refused;
        if (input.Validate() is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<string>(async db =>
        {
            var (id, code) = (Guid.CreateVersion7(dates.Now), input.Code!);
            if (await db.Database.ExecuteSqlAsync($"INSERT INTO plans (id, code, name) VALUES ({id}, {code}, {input.Name}) ON CONFLICT (code) DO NOTHING", ct) == 0)
                return BillingError.Conflict("plan_exists", $"There is a plan {code} already.");
            db.Audit.Add(AuditEntry.Of(actor, "plan.created", dates.Now, new AuditSubject(null, id), new { code }));
            return code;
        }, ct);
    }

    /// <summary>A draft, under the next number of its plan and currency. There is one at a time, so that a repeated request makes no second.</summary>
    public Task<Result<PlanVersionKey>> DraftAsync(Actor actor, string code, DraftPlanVersion input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangePlans) is { } refused)
            return Refuse(refused);
        if (PlanVersionRules.Check(input) is { } invalid)
            return Refuse(invalid);
        var currency = Currency.Of(input.Currency!);
        return OnPlanAsync(code, async (db, plan) =>
        {
            var last = await db.PlanVersions.AsNoTracking().Where(v => v.PlanId == plan.Id && v.Currency == currency)
                .OrderByDescending(v => v.Number).Select(v => new { v.Number, v.IsDraft }).FirstOrDefaultAsync(ct);
            if (last is { IsDraft: true })
                return BillingError.Conflict("plan_draft_exists", $"Version {last.Number} in {currency} is a draft: change, publish or delete it first.");
            var draft = input.ToDraft(plan.Id, Guid.CreateVersion7(dates.Now), (last?.Number ?? 0) + 1);
            db.Add(draft);
            db.Audit.Add(Entry(actor, "plan.drafted", plan, draft));
            return new PlanVersionKey(code, currency, draft.Number);
        }, ct);
    }

    /// <summary>Writes a draft anew. <paramref name="version"/> is the one the caller has seen.</summary>
    public Task<Result<PlanVersionKey>> ReplaceAsync(Actor actor, PlanVersionKey key, uint version, DraftPlanVersion input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangePlans) is { } refused)
            return Refuse(refused);
        if (input.Currency is not null && input.Currency != key.Currency.Code)
            return Refuse(BillingError.Invalid("currency", $"The version is in {key.Currency}."));
        var whole = input with { Currency = key.Currency.Code };
        if (PlanVersionRules.Check(whole) is { } invalid)
            return Refuse(invalid);
        return OnDraftAsync(key, version, async (db, plan, draft) =>
        {
            await DeleteAsync(db, draft, ct);
            var written = whole.ToDraft(plan.Id, draft.Id, draft.Number);
            db.Add(written);
            db.Audit.Add(Entry(actor, "plan.redrafted", plan, written));
            return null;
        }, ct);
    }

    /// <summary>Opens a draft for subscriptions from its date on and freezes it.</summary>
    public Task<Result<PlanVersionKey>> PublishAsync(Actor actor, PlanVersionKey key, uint version, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangePlans) is { } refused)
            return Refuse(refused);
        return OnDraftAsync(key, version, async (db, plan, draft) =>
        {
            if (draft.EffectiveFrom < dates.Today)
                return BillingError.Conflict("effective_in_past", $"It would be effective from {draft.EffectiveFrom:yyyy-MM-dd}, before today.");
            var latest = await db.PlanVersions.Where(v => v.PlanId == plan.Id && v.Currency == key.Currency && !v.IsDraft).MaxAsync(v => (DateOnly?)v.EffectiveFrom, ct);
            if (draft.EffectiveFrom <= latest)
                return BillingError.Conflict("effective_not_after", $"It would be effective from {draft.EffectiveFrom:yyyy-MM-dd}, and a published version is from {latest:yyyy-MM-dd}: dates rise.");
            db.Attach(draft).Entity.IsDraft = false;
            db.Audit.Add(Entry(actor, "plan.published", plan, draft));
            return null;
        }, ct);
    }

    /// <summary>Deletes a draft; its number is the next draft's.</summary>
    public Task<Result<PlanVersionKey>> DiscardAsync(Actor actor, PlanVersionKey key, uint version, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangePlans) is { } refused)
            return Refuse(refused);
        return OnDraftAsync(key, version, async (db, plan, draft) =>
        {
            await DeleteAsync(db, draft, ct);
            db.Audit.Add(Entry(actor, "plan.discarded", plan, draft));
            return null;
        }, ct);
    }

    Task<Result<PlanVersionKey>> OnDraftAsync(PlanVersionKey key, uint seen, Func<BillingDbContext, Plan, PlanVersion, Task<BillingError?>> change, CancellationToken ct) =>
        OnPlanAsync(key.Code, async (db, plan) =>
        {
            var draft = await db.PlanVersions.AsNoTracking().SingleOrDefaultAsync(v => v.PlanId == plan.Id && v.Currency == key.Currency && v.Number == key.Number, ct);
            if (draft is null)
                return BillingError.NotFound("version of the plan");
            if (!draft.IsDraft)
                return BillingError.Conflict("plan_version_published", "The version is published: a change of price is a new version.");
            if (draft.Version != seen)
                return BillingError.Stale;
            return await change(db, plan, draft) is { } error ? error : key;
        }, ct);

    /// <summary>One change at a time of a plan: numbers, dates and its one draft are decided under its lock.</summary>
    Task<Result<PlanVersionKey>> OnPlanAsync(string code, Func<BillingDbContext, Plan, Task<Result<PlanVersionKey>>> change, CancellationToken ct) =>
        writing.InTransactionAsync<PlanVersionKey>(async db =>
        {
            var plan = await db.Plans.FromSql($"SELECT * FROM plans WHERE code = {code} FOR NO KEY UPDATE").AsNoTracking().SingleOrDefaultAsync(ct);
            return plan is null ? BillingError.NotFound("plan") : await change(db, plan);
        }, ct);

    static async Task DeleteAsync(BillingDbContext db, PlanVersion draft, CancellationToken ct)
    {
        await db.Set<PlanPrice>().Where(p => p.PlanVersionId == draft.Id).ExecuteDeleteAsync(ct);
        await db.PlanVersions.Where(v => v.Id == draft.Id).ExecuteDeleteAsync(ct);
    }

    AuditEntry Entry(Actor actor, string action, Plan plan, PlanVersion version) =>
        AuditEntry.Of(actor, action, dates.Now, new AuditSubject(null, version.Id), new { plan.Code, currency = version.Currency.Code, version.Number, version.EffectiveFrom });

    static Task<Result<PlanVersionKey>> Refuse(BillingError error) => Task.FromResult<Result<PlanVersionKey>>(error);
}
