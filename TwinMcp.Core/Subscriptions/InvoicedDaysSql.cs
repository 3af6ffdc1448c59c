using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Subscriptions;

/// <summary>Until when a customer's days are closed. By table names: invoices stand a layer above subscriptions.</summary>
static class InvoicedDaysSql
{
    /// <summary>The day after the last day of an issued invoice of a period, or of a period that was found to need none; null before the first.</summary>
    public static Task<DateOnly?> UntilAsync(BillingDbContext db, CustomerId userId, CancellationToken ct) =>
        db.Database.SqlQuery<DateOnly?>($"""
            SELECT greatest(
              (SELECT max(period_end) FROM invoices WHERE user_id = {userId.Value} AND kind = 'SUBSCRIPTION' AND status <> 'CANCELLED' AND number IS NOT NULL),
              (SELECT max(period_end) FROM closed_periods WHERE user_id = {userId.Value})) AS "Value"
            """).SingleAsync(ct);
}
