using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>Who a run is about: every customer with a subscription on a day that a period ending in the month can reach.</summary>
static class RunCustomersSql
{
    /// <summary>So many customers a chunk: one transaction each.</summary>
    public const int ChunkSize = 1_000;

    public static IQueryable<Guid> In(BillingDbContext db, DateOnly month, Guid first, Guid last)
    {
        var (from, to) = Reach(month);
        return db.Database.SqlQuery<Guid>($"""
            SELECT DISTINCT user_id AS "Value" FROM subscriptions
            WHERE user_id >= {first} AND user_id <= {last} AND started_on < {to} AND (ends_on IS NULL OR ends_on > {from}) ORDER BY 1
            """);
    }

    /// <summary>The next chunk's, without one being planned.</summary>
    public static IQueryable<Guid> After(BillingDbContext db, DateOnly month, Guid last)
    {
        var (from, to) = Reach(month);
        return db.Database.SqlQuery<Guid>($"""
            SELECT DISTINCT user_id AS "Value" FROM subscriptions
            WHERE user_id > {last} AND started_on < {to} AND (ends_on IS NULL OR ends_on > {from}) ORDER BY 1 LIMIT {ChunkSize}
            """);
    }

    /// <summary>Cuts all of them into chunks. Returns how many chunks.</summary>
    public static Task<int> PlanAsync(BillingDbContext db, BillingRun run, CancellationToken ct)
    {
        var (from, to) = Reach(run.Month);
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO billing_chunks (run_id, number, first_user, last_user, accounts, status, drafted, issued, parked, skipped)
            SELECT {run.Id}, chunk, (array_agg(user_id ORDER BY user_id))[1], (array_agg(user_id ORDER BY user_id DESC))[1], count(*), 'PENDING', 0, 0, 0, 0
            FROM (SELECT user_id, ((row_number() OVER (ORDER BY user_id) - 1) / {ChunkSize} + 1)::int AS chunk
                  FROM (SELECT DISTINCT user_id FROM subscriptions WHERE started_on < {to} AND (ends_on IS NULL OR ends_on > {from})) due) placed
            GROUP BY chunk
            """, ct);
    }

    /// <summary>A period whose last day is in the month begins at most a month before it.</summary>
    static (DateOnly From, DateOnly To) Reach(DateOnly month) => (month.AddMonths(-1), month.AddMonths(1));
}
