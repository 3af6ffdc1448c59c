using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Pricing;

namespace TwinMcp.Core.Invoicing.Proving;

/// <summary>Loads issued invoices in batches and proves each: what <c>./twin db verify</c> does beside its SQL.</summary>
public sealed class InvoiceProving(DbContextOptions<BillingDbContext> database)
{
    const int BatchSize = 500;

    /// <summary>A line of text for each invoice that is not what its rules say; stops after <paramref name="most"/>.</summary>
    public async Task<(int Proved, IReadOnlyList<string> Violations)> ProveAllAsync(int most, CancellationToken ct)
    {
        var (proved, violations) = (0, new List<string>());
        var last = (UserId: Guid.Empty, Id: Guid.Empty);
        while (violations.Count < most)
        {
            await using var db = new BillingDbContext(database);
            var invoices = await NextAsync(db, last, ct);
            if (invoices.Count == 0)
                break;
            var versions = await VersionsAsync(db, invoices, ct);
            violations.AddRange(invoices.SelectMany(i => InvoiceProof.Check(i, versions).Select(wrong => $"invoice {i.Id} ({i.Number}): {wrong}")));
            proved += invoices.Count;
            last = (invoices[^1].UserId.Value, invoices[^1].Id.Value);
        }
        return (proved, [.. violations.Take(most)]);
    }

    /// <summary>With prices and tiers, by id.</summary>
    internal static async Task<Dictionary<Guid, PlanVersion>> VersionsAsync(BillingDbContext db, IEnumerable<Invoice> invoices, CancellationToken ct)
    {
        var wanted = invoices.SelectMany(i => i.Lines).Select(l => LineBasis.FromJson(l.Basis)?.PlanVersionId).OfType<Guid>().Distinct().ToList();
        return await db.PlanVersions.AsNoTrackingWithIdentityResolution().Include(v => v.Plan).Include(v => v.Prices).ThenInclude(p => p.Tiers)
            .Where(v => wanted.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
    }

    /// <summary>By the primary key, so that any number of them is read a batch at a time.</summary>
    static async Task<List<Invoice>> NextAsync(BillingDbContext db, (Guid UserId, Guid Id) last, CancellationToken ct)
    {
        var ids = await db.Database.SqlQuery<Guid>($"""
            SELECT id AS "Value" FROM invoices WHERE (user_id, id) > ({last.UserId}, {last.Id}) AND number IS NOT NULL ORDER BY user_id, id LIMIT {BatchSize}
            """).ToListAsync(ct);
        var invoiceIds = ids.ConvertAll(id => new InvoiceId(id));
        return await db.Invoices.AsNoTracking().AsSplitQuery().Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat).Include(i => i.Usage)
            .Where(i => invoiceIds.Contains(i.Id)).OrderBy(i => i.UserId).ThenBy(i => i.Id).ToListAsync(ct);
    }
}
