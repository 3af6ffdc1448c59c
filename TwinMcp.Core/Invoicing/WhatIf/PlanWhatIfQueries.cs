using System.Data;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.WhatIf;

/// <summary>
/// What a month's invoices of all customers of a plan would be under a version. Reads only, a thousand accounts at a time: however many
/// customers there are, no more of them than that and the wanted page are in memory.
/// </summary>
public sealed class PlanWhatIfQueries(IDbContextFactory<BillingDbContext> contexts, LocalDates dates)
{
    const int ChunkSize = 1_000;

    /// <summary>Totals are compared without VAT.</summary>
    static readonly VatTreatment NoVat = new(VatCategory.O, 0m);

    public async Task<Result<PlanWhatIf>> CompareAsync(Actor actor, PlanVersionKey key, ComparePlan input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ComparePlans) is { } refused)
            return refused;
        var month = input.Parse(dates.Today);
        if (month.Error is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        // one snapshot for all chunks
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var version = await db.PlanVersions.AsNoTracking().Include(v => v.Plan).Include(v => v.Prices).ThenInclude(p => p.Tiers)
            .SingleOrDefaultAsync(v => v.Plan!.Code == key.Code && v.Currency == key.Currency && v.Number == key.Number, ct);
        if (version is null)
            return BillingError.NotFound("version of the plan");
        var code = input.Plan ?? key.Code;
        if (await db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Code == code, ct) is not { } plan)
            return BillingError.Invalid("plan", "No such plan.");
        var (sums, page) = await CompareAllAsync(db, (plan.Id, version, month.Value), input.Wanted, ct);
        return new PlanWhatIf(version, code, month.Value, sums, page);
    }

    async Task<(WhatIfSums Sums, Page<CustomerWhatIf> Page)> CompareAllAsync(BillingDbContext db, (Guid PlanId, PlanVersion Version, DateOnly Month) asked, PageInput wanted, CancellationToken ct)
    {
        // a period that ends in the month begins in the one before when its anchor is not the first
        var scope = new BillingScope(new DateRange(asked.Month.AddMonths(-1), asked.Month.AddMonths(1)), [], _ => NoVat) { IgnoresInvoices = true };
        var tally = new WhatIfTally(wanted);
        await using var stream = await contexts.CreateDbContextAsync(ct);
        await foreach (var ids in Customers(stream, asked.PlanId, asked.Version.Currency, scope.Days).AsAsyncEnumerable().Chunk(ChunkSize).WithCancellation(ct))
        {
            foreach (var account in await BillingAccountQueries.LoadAsync(db, ids, scope, ct))
            {
                if (WhatIfCalculator.Compare(account, asked.Month, asked.PlanId, asked.Version) is not { } compared)
                    continue;
                if (compared.Bill is { } bill)
                    tally.Add(bill);
                else
                    tally.Park();
            }
        }
        return tally.Result();
    }

    /// <summary>Streamed: their ids are never all in memory.</summary>
    static IQueryable<CustomerId> Customers(BillingDbContext db, Guid planId, Currency currency, DateRange days) =>
        db.Subscriptions.Where(s => s.PlanVersion!.PlanId == planId && s.PlanVersion.Currency == currency && s.StartedOn < days.To && (s.EndsOn == null || s.EndsOn > days.From))
            .Select(s => s.UserId).Distinct().OrderBy(id => id);
}
