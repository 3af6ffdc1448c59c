using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Data;

/// <summary>A key is remembered for a week; nobody retries longer.</summary>
public sealed class IdempotencyCleanup(IDbContextFactory<BillingDbContext> contexts, LocalDates dates)
{
    static readonly TimeSpan Remembered = TimeSpan.FromDays(7);
    const int Most = 1_000;

    /// <summary>Removes a bounded batch of old keys; returns how many.</summary>
    public async Task<int> RemoveOldAsync(CancellationToken ct)
    {
        var before = dates.Now - Remembered;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Database.ExecuteSqlAsync(
            $"DELETE FROM idempotency_keys WHERE (principal, key) IN (SELECT principal, key FROM idempotency_keys WHERE created_at < {before} ORDER BY created_at LIMIT {Most})", ct);
    }
}
