using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>What accounts are loaded for.</summary>
/// <param name="Days">Of the periods that are to be billed, from the first to the last.</param>
/// <param name="Recomputed">Drafts that are to be computed again: their own usage counts as open.</param>
/// <param name="Vat">What VAT a customer's lines bear.</param>
sealed record BillingScope(DateRange Days, IReadOnlyCollection<InvoiceId> Recomputed, Func<Customer, VatTreatment> Vat)
{
    /// <summary>Usage that is older cannot come in (<c>UsageRecordRules.OldestAge</c>), so nothing older can be open.</summary>
    const int LookBackMonths = 27;

    /// <summary>The month of the last day: what is open before it may be late.</summary>
    public DateOnly LastMonth => Days.To.AddDays(-1) is var last ? new DateOnly(last.Year, last.Month, 1) : default;

    /// <summary>Periods that cut the days where no subscription does: their months are needed by the day.</summary>
    public ILookup<CustomerId, DateRange>? Cuts { get; init; }

    /// <summary>All usage of the days is priced, whatever invoices hold of it, and nothing before them is looked at: a what-if.</summary>
    public bool IgnoresInvoices { get; init; }

    public DateOnly Oldest => new DateOnly(Days.From.Year, Days.From.Month, 1).AddMonths(IgnoresInvoices ? 0 : -LookBackMonths);
}

/// <summary>Loads accounts with all that their bills are computed from: the same few statements for one customer and for a thousand.</summary>
static class BillingAccountQueries
{
    public static async Task<List<BillingAccount>> LoadAsync(BillingDbContext db, IReadOnlyCollection<CustomerId> ids, BillingScope scope, CancellationToken ct)
    {
        var customers = await db.Customers.AsNoTracking().Where(c => ids.Contains(c.UserId)).OrderBy(c => c.UserId).ToListAsync(ct);
        var subscriptions = (await SubscriptionsAsync(db, ids, scope, ct)).ToLookup(s => s.UserId);
        var books = customers.ToDictionary(c => c.UserId, _ => new UsageBook());
        await UsageBookSql.LoadMonthsAsync(db, books, scope, ct);
        var late = books.Where(b => b.Value.OpenMonths.Any(m => m < scope.LastMonth)).Select(b => b.Key).ToList();
        var closed = late.Count == 0 ? null : (await ClosedAsync(db, late, scope, ct)).ToLookup(p => p.UserId, p => p.Days);
        var accounts = customers.ConvertAll(c => new BillingAccount(c, [.. subscriptions[c.UserId]], books[c.UserId], [.. closed?[c.UserId] ?? []]) { Vat = scope.Vat(c) });
        var cut = accounts.SelectMany(a => CutMonths(a, scope).Select(m => (a.Customer.UserId, m))).ToList();
        var held = accounts.Where(a => a.ClosedPeriods.Count > 0).Select(a => a.Customer.UserId).Concat(cut.Select(c => c.UserId)).Distinct().ToList();
        await UsageBookSql.LoadHeldAsync(db, books, held, scope, ct);
        await UsageBookSql.LoadDaysAsync(db, books, cut, ct);
        return accounts;
    }

    /// <summary>Months with open usage that are not priced as a whole: their days are needed.</summary>
    static IEnumerable<DateOnly> CutMonths(BillingAccount account, BillingScope scope)
    {
        var anchored = account.Subscriptions.Any(s => s.AnchorDay != 1);
        var edges = account.ClosedPeriods.Append(scope.Days).Concat(scope.Cuts?[account.Customer.UserId] ?? []).SelectMany(p => new[] { p.From, p.To })
            .Concat(account.Subscriptions.SelectMany(s => new[] { s.StartedOn, s.PaidFrom, s.EndsOn ?? s.StartedOn }))
            .Where(e => e.Day != 1).Select(e => new DateOnly(e.Year, e.Month, 1)).ToHashSet();
        return account.Usage.OpenMonths.Where(month => anchored || edges.Contains(month)).ToList();
    }

    static async Task<List<Subscription>> SubscriptionsAsync(BillingDbContext db, IReadOnlyCollection<CustomerId> ids, BillingScope scope, CancellationToken ct)
    {
        var (oldest, until) = (scope.Oldest, scope.Days.To);
        var subscriptions = await db.Subscriptions.AsNoTracking().Include(s => s.Pauses)
            .Where(s => ids.Contains(s.UserId) && s.StartedOn < until && (s.EndsOn == null || s.EndsOn > oldest))
            .OrderBy(s => s.UserId).ThenBy(s => s.StartedOn).ThenBy(s => s.Id).ToListAsync(ct);
        var wanted = subscriptions.Select(s => s.PlanVersionId).Distinct().ToList();
        var versions = await db.PlanVersions.AsNoTrackingWithIdentityResolution().Include(v => v.Plan).Include(v => v.Prices).ThenInclude(p => p.Tiers)
            .Where(v => wanted.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        foreach (var subscription in subscriptions)
            subscription.PlanVersion = versions[subscription.PlanVersionId];
        return subscriptions;
    }

    static async Task<List<(CustomerId UserId, DateRange Days)>> ClosedAsync(BillingDbContext db, List<CustomerId> ids, BillingScope scope, CancellationToken ct)
    {
        var oldest = scope.Oldest;
        var invoiced = await db.Invoices.AsNoTracking()
            .Where(i => ids.Contains(i.UserId) && i.Kind == InvoiceKind.Subscription && i.Status != InvoiceStatus.Cancelled && i.Number != null && i.PeriodEnd > oldest)
            .Select(i => new { i.UserId, From = i.PeriodStart!.Value, To = i.PeriodEnd!.Value }).ToListAsync(ct);
        var empty = await db.Set<ClosedPeriod>().AsNoTracking().Where(p => ids.Contains(p.UserId) && p.PeriodEnd > oldest)
            .Select(p => new { p.UserId, From = p.PeriodStart, To = p.PeriodEnd }).ToListAsync(ct);
        return [.. invoiced.Concat(empty).Select(p => (p.UserId, new DateRange(p.From, p.To))).Distinct()];
    }
}
