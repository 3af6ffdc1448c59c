using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Subscriptions;

/// <summary>The job's door to <see cref="SubscriptionRenewing"/>: bounded batches, any number of nodes at once.</summary>
public sealed class SubscriptionRenewalService(Writing writing, LocalDates dates)
{
    const int Batch = 200;

    /// <summary>One batch of customers that nobody else is changing now. Returns how many subscriptions were moved; 0 when nothing is due.</summary>
    public async Task<int> ApplyDueAsync(CancellationToken ct)
    {
        var today = dates.Today;
        var moved = await writing.InTransactionAsync<int>(async db =>
        {
            var due = await SubscriptionRenewing.Due(db, today).OrderBy(s => s.UserId).Select(s => s.UserId.Value).Take(Batch).ToArrayAsync(ct);
            if (due.Length == 0)
                return 0;
            var locked = await db.Database.SqlQuery<Guid>($"SELECT user_id AS \"Value\" FROM user_profiles WHERE user_id = ANY({due}) ORDER BY user_id FOR NO KEY UPDATE SKIP LOCKED").ToListAsync(ct);
            return await SubscriptionRenewing.ApplyDueAsync(db, dates, locked.ConvertAll(id => new CustomerId(id)), ct);
        }, ct);
        return moved.IsOk ? moved.Value : 0;
    }
}
