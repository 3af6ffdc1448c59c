using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing;

/// <summary>The frame of writes that touch invoices: the transaction, and the lists that are stale after it.</summary>
sealed class InvoiceWriting(Writing writing, CacheService cache)
{
    /// <param name="work">Adds the customers whose invoices it changed.</param>
    public async Task<Result<T>> InTransactionAsync<T>(Func<BillingDbContext, ISet<CustomerId>, Task<Result<T>>> work, CancellationToken ct)
    {
        var changed = new HashSet<CustomerId>();
        try
        {
            return await writing.InTransactionAsync(db => work(db, changed), ct);
        }
        finally
        {
            // whatever came of it: a commit whose answer was lost has happened all the same
            foreach (var userId in changed)
                await InvoiceCache.InvalidateAsync(cache, userId);
        }
    }

    /// <summary>The invoice, its row locked until the transaction ends; null when this actor may not see it. Customer first, so that a change of the subscription and an issue do not pass each other, then invoice, credits, numbers: everybody locks in this order.</summary>
    public static async Task<Invoice?> LockAsync(BillingDbContext db, Actor actor, InvoiceId id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = (SELECT user_id FROM invoices WHERE id = {id.Value}) FOR NO KEY UPDATE", ct);
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM invoices WHERE id = {id.Value} FOR NO KEY UPDATE", ct);
        return await InvoiceQueries.Visible(db, actor, id).AsSplitQuery()
            .Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat).SingleOrDefaultAsync(ct);
    }
}
