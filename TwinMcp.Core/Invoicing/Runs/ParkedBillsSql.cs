using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Runs;

/// <summary>Accounts that wait for a person, by period.</summary>
static class ParkedBillsSql
{
    public static async Task ParkAsync(BillingDbContext db, IReadOnlyCollection<ParkedBill> parked, CancellationToken ct)
    {
        foreach (var bill in parked)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO parked_bills (user_id, period_start, run_id, code, detail, parked_at)
                VALUES ({bill.UserId.Value}, {bill.PeriodStart}, {bill.RunId}, {bill.Code}, {bill.Detail}, {bill.ParkedAt})
                ON CONFLICT (user_id, period_start) DO UPDATE SET run_id = excluded.run_id, code = excluded.code, detail = excluded.detail, parked_at = excluded.parked_at, resolved_at = NULL
                """, ct);
        }
    }

    /// <summary>What is billed now is no longer parked.</summary>
    public static Task<int> ResolveAsync(BillingDbContext db, IReadOnlyCollection<Invoice> invoices, DateTimeOffset now, CancellationToken ct)
    {
        var users = invoices.Select(i => i.UserId.Value).ToArray();
        var periods = invoices.Select(i => i.PeriodStart ?? DateOnly.MinValue).ToArray();
        return invoices.Count == 0 ? Task.FromResult(0) : db.Database.ExecuteSqlAsync($"""
            UPDATE parked_bills p SET resolved_at = {now} FROM unnest({users}, {periods}) AS billed (user_id, period_start)
            WHERE p.user_id = billed.user_id AND p.period_start = billed.period_start AND p.resolved_at IS NULL
            """, ct);
    }
}
