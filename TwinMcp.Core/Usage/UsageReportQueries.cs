using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Usage;

/// <summary>What was used: record by record, and summed up by day, month, tool and library. A customer's own, staff anybody's.</summary>
public sealed class UsageReportQueries(IDbContextFactory<BillingDbContext> contexts, NpgsqlDataSource dataSource, LocalDates dates)
{
    static readonly (int Usual, int Most) RecordDays = (30, 100);
    static readonly (int Usual, int Most) DailyDays = (30, 400);
    static readonly (int Usual, int Most) MonthlyDays = (365, 3_660);
    static readonly (int Usual, int Most) LibraryDays = (30, 31);

    /// <summary>A page of raw records, the newest first; the next by cursor. Nothing is counted: the rollups know that.</summary>
    public async Task<Result<Page<UsageLogView>>> RecordsAsync(Actor actor, UsageFilter filter, CancellationToken ct)
    {
        var resolved = await ResolveAsync(actor, filter, RecordDays, ct);
        if (resolved.Error is { } error)
            return error;
        UsageLogSql.Cursor? after = null;
        if (filter.Cursor is { } text && (after = UsageLogSql.Cursor.Decode(text)) is null)
            return BillingError.Invalid("cursor", "Not a cursor of this list.");
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var command = UsageLogSql.Rows(resolved.Value, Instants(resolved.Value), after, filter.PageSize);
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<UsageLogView>();
        while (await reader.ReadAsync(ct))
            rows.Add(Row(reader));
        if (rows.Count <= filter.PageSize)
            return new Page<UsageLogView>(rows, null, false, 1, filter.PageSize, null);
        rows.RemoveAt(filter.PageSize);
        return new Page<UsageLogView>(rows, null, false, 1, filter.PageSize, new UsageLogSql.Cursor(rows[^1].At.UtcDateTime, rows[^1].Id).Encode());
    }

    /// <summary>By day; 30 days when nothing is said, at most 400.</summary>
    public async Task<Result<UsageReport>> DailyAsync(Actor actor, UsageFilter filter, CancellationToken ct)
    {
        var resolved = await ResolveAsync(actor, filter, DailyDays, ct);
        if (resolved.Error is { } error)
            return error;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return UsageReports.Of(resolved.Value, await Days(db, resolved.Value).ToListAsync(ct));
    }

    /// <summary>By calendar month, whole: those that the range touches; a year when nothing is said, at most ten.</summary>
    public async Task<Result<UsageReport>> MonthlyAsync(Actor actor, UsageFilter filter, CancellationToken ct)
    {
        var resolved = await ResolveAsync(actor, filter, MonthlyDays, ct);
        if (resolved.Error is { } error)
            return error;
        var range = UsageReports.WholeMonths(resolved.Value);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return UsageReports.Of(range, await Months(db, range).ToListAsync(ct));
    }

    /// <summary>The hundred libraries that were asked for most; at most 31 days, of at most the latest 100,000 records.</summary>
    public async Task<Result<LibraryReport>> ByLibraryAsync(Actor actor, UsageFilter filter, CancellationToken ct)
    {
        var resolved = await ResolveAsync(actor, filter, LibraryDays, ct);
        if (resolved.Error is { } error)
            return error;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var command = UsageLogSql.ByLibrary(resolved.Value, Instants(resolved.Value));
        command.Connection = connection;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (rows, counted) = (new List<LibraryUsage>(), 0L);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new LibraryUsage(reader.IsDBNull(0) ? null : reader.GetString(0), new UsageTotals(reader.GetInt64(1), reader.GetInt64(2))));
            counted = reader.GetInt64(3);
        }
        return new LibraryReport(resolved.Value.UserId, resolved.Value.From, resolved.Value.To, counted > UsageLogSql.MostCounted, rows);
    }

    internal static IQueryable<UsageSum> Days(BillingDbContext db, UsageRange range) => db.UsageDays.AsNoTracking()
        .Where(u => u.UserId == range.UserId && u.Day >= range.From && u.Day <= range.To && (range.Tool == null || u.Tool == range.Tool))
        .OrderBy(u => u.Day).ThenBy(u => u.Tool)
        .Select(u => new UsageSum(u.UserId, u.Day, u.Tool, new UsageTotals(u.Requests, u.Tokens)));

    internal static IQueryable<UsageSum> Months(BillingDbContext db, UsageRange range) => db.UsageMonths.AsNoTracking()
        .Where(u => u.UserId == range.UserId && u.Month >= range.From && u.Month <= range.To && (range.Tool == null || u.Tool == range.Tool))
        .OrderBy(u => u.Month).ThenBy(u => u.Tool)
        .Select(u => new UsageSum(u.UserId, u.Month, u.Tool, new UsageTotals(u.Requests, u.Tokens)));

    async Task<Result<UsageRange>> ResolveAsync(Actor actor, UsageFilter filter, (int Usual, int Most) days, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadUsage) is { } refused)
            return refused;
        var resolved = filter.Resolve(actor, days, dates.Today);
        if (!resolved.IsOk)
            return resolved;
        var userId = resolved.Value.UserId;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Customers.AnyAsync(c => c.UserId == userId, ct) ? resolved : BillingError.NotFound("customer");
    }

    (DateTimeOffset From, DateTimeOffset Until) Instants(UsageRange range) => (dates.StartOf(range.From), dates.StartOf(range.To.AddDays(1)));

    static UsageLogView Row(NpgsqlDataReader reader) => new(
        reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetInt64(4))
    {
        ResponseTimeMs = reader.GetInt32(5),
        ApiKeyId = reader.IsDBNull(6) ? null : reader.GetGuid(6),
    };
}

/// <summary>Rollup rows, put together. Pure.</summary>
static class UsageReports
{
    public static UsageReport Of(UsageRange range, IReadOnlyList<UsageSum> rows) => new(range.UserId, range.From, range.To, Sum(rows))
    {
        Tools = ByTool(rows),
        Items = [.. rows.GroupBy(r => r.Date).OrderBy(g => g.Key).Select(g => new DatedUsage(g.Key, Sum(g), ByTool(g)))],
    };

    public static UsageRange WholeMonths(UsageRange range) => range with
    {
        From = new DateOnly(range.From.Year, range.From.Month, 1),
        To = new DateOnly(range.To.Year, range.To.Month, DateTime.DaysInMonth(range.To.Year, range.To.Month)),
    };

    static List<ToolUsage> ByTool(IEnumerable<UsageSum> rows) =>
        [.. rows.GroupBy(r => r.Tool).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new ToolUsage(g.Key, Sum(g)))];

    static UsageTotals Sum(IEnumerable<UsageSum> rows) =>
        rows.Aggregate(default(UsageTotals), (sum, row) => new UsageTotals(sum.Requests + row.Added.Requests, sum.Tokens + row.Added.Tokens));
}
