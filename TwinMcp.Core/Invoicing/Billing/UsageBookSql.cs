using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Usage;

namespace TwinMcp.Core.Invoicing.Billing;

/// <summary>Fills usage books of many customers at once, on the context's connection and transaction.</summary>
static class UsageBookSql
{
    /// <summary>Months whose count differs from what invoices hold of them: closed ones do not come back.</summary>
    const string Months = """
        SELECT user_id, month, tool, counted.requests, counted.tokens, held.requests, held.tokens
        FROM (SELECT user_id, month, tool, requests, tokens FROM usage_months WHERE user_id = ANY($1) AND month >= $2 AND month < $3) counted
        FULL JOIN (
          SELECT u.user_id, date_trunc('month', u.from_on)::date AS month, u.tool, sum(u.requests)::bigint AS requests, sum(u.tokens)::bigint AS tokens
          FROM invoice_usage u JOIN invoices i ON i.user_id = u.user_id AND i.id = u.invoice_id
          WHERE NOT $5 AND u.user_id = ANY($1) AND u.from_on >= $2 AND u.from_on < $3 AND i.status <> 'CANCELLED' AND u.invoice_id <> ALL($4)
          GROUP BY 1, 2, 3) held USING (user_id, month, tool)
        WHERE counted.requests IS DISTINCT FROM held.requests OR counted.tokens IS DISTINCT FROM held.tokens
        """;

    const string Held = """
        SELECT u.user_id, u.from_on, u.to_on, u.tool, u.requests, u.tokens
        FROM invoice_usage u JOIN invoices i ON i.user_id = u.user_id AND i.id = u.invoice_id
        WHERE NOT $5 AND u.user_id = ANY($1) AND u.from_on >= $2 AND u.from_on < $3 AND i.status <> 'CANCELLED' AND u.invoice_id <> ALL($4)
        """;

    const string Days = """
        SELECT d.user_id, d.day, d.tool, d.requests, d.tokens
        FROM unnest($1, $2) AS wanted (user_id, month)
        JOIN usage_days d ON d.user_id = wanted.user_id AND d.day >= wanted.month AND d.day < (wanted.month + interval '1 month')::date
        """;

    public static async Task LoadMonthsAsync(BillingDbContext db, Dictionary<CustomerId, UsageBook> books, BillingScope scope, CancellationToken ct)
    {
        await using var command = Command(db, Months, [.. books.Keys.Select(k => k.Value)], scope);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (book, month, tool) = (books[new CustomerId(rows.GetGuid(0))], rows.GetFieldValue<DateOnly>(1), rows.GetString(2));
            if (!rows.IsDBNull(3))
                book.CountMonth(month, tool, new UsageTotals(rows.GetInt64(3), rows.GetInt64(4)));
            // the rows in detail replace this when they are asked for
            if (!rows.IsDBNull(5))
                book.HoldMonth(month, tool, new UsageTotals(rows.GetInt64(5), rows.GetInt64(6)));
        }
    }

    public static async Task LoadHeldAsync(BillingDbContext db, Dictionary<CustomerId, UsageBook> books, List<CustomerId> customers, BillingScope scope, CancellationToken ct)
    {
        if (customers.Count == 0)
            return;
        foreach (var customer in customers)
            books[customer].ForgetHeld();
        await using var command = Command(db, Held, [.. customers.Select(c => c.Value)], scope);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var days = new DateRange(rows.GetFieldValue<DateOnly>(1), rows.GetFieldValue<DateOnly>(2));
            books[new CustomerId(rows.GetGuid(0))].Hold(new ToolUsage(days, rows.GetString(3), new UsageTotals(rows.GetInt64(4), rows.GetInt64(5))));
        }
    }

    public static async Task LoadDaysAsync(BillingDbContext db, Dictionary<CustomerId, UsageBook> books, List<(CustomerId UserId, DateOnly Month)> months, CancellationToken ct)
    {
        if (months.Count == 0)
            return;
        foreach (var (userId, month) in months)
            books[userId].OpenDays(month);
        await using var command = new NpgsqlCommand(Days, Connection(db), Transaction(db))
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. months.Select(m => m.UserId.Value)] }, new NpgsqlParameter<DateOnly[]> { TypedValue = [.. months.Select(m => m.Month)] } },
        };
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            books[new CustomerId(rows.GetGuid(0))].CountDay(rows.GetFieldValue<DateOnly>(1), rows.GetString(2), new UsageTotals(rows.GetInt64(3), rows.GetInt64(4)));
    }

    static NpgsqlCommand Command(BillingDbContext db, string sql, Guid[] customers, BillingScope scope) => new(sql, Connection(db), Transaction(db))
    {
        Parameters =
        {
            new NpgsqlParameter<Guid[]> { TypedValue = customers },
            new NpgsqlParameter<DateOnly> { TypedValue = scope.Oldest },
            new NpgsqlParameter<DateOnly> { TypedValue = scope.Days.To },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. scope.Recomputed.Select(i => i.Value)] },
            new NpgsqlParameter<bool> { TypedValue = scope.IgnoresInvoices },
        },
    };

    static NpgsqlConnection Connection(BillingDbContext db) => (NpgsqlConnection)db.Database.GetDbConnection();

    static NpgsqlTransaction? Transaction(BillingDbContext db) => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();
}
