using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing;

/// <summary>Gapless and chronological numbers (CGI ann. II art. 242 nonies A, I 7°): taken on a locked row in the issuing transaction.</summary>
static class InvoiceNumbering
{
    /// <summary>The last number of the series and the date a new one would get, without taking it: what a batch renders its documents with.</summary>
    public static async Task<(int LastNumber, DateOnly IssueDate)> PeekAsync(BillingDbContext db, string series, DateOnly today, CancellationToken ct)
    {
        var year = today.Year;
        var row = await db.NumberSeries.AsNoTracking().SingleOrDefaultAsync(s => s.Series == series && s.Year == year, ct);
        return row is null ? (0, today) : (row.LastNumber, row.LastDate > today ? row.LastDate : today);
    }

    /// <summary>
    /// Takes a block of numbers in one statement, if nobody has taken one since <see cref="PeekAsync"/>: the row is locked only from here
    /// to the end of the transaction, after everything slow is done.
    /// </summary>
    public static async Task<bool> TryTakeBlockAsync(BillingDbContext db, string series, (int LastNumber, DateOnly IssueDate) peeked, int count, CancellationToken ct)
    {
        var (last, date) = peeked;
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO number_series AS s (series, year, last_number, last_date) SELECT {series}, {date.Year}, {count}, {date} WHERE {last} = 0
            ON CONFLICT (series, year) DO UPDATE SET last_number = s.last_number + {count}, last_date = excluded.last_date WHERE s.last_number = 0
            """, ct) == 1 || last > 0 && await db.Database.ExecuteSqlAsync($"""
            UPDATE number_series SET last_number = last_number + {count}, last_date = {date}
            WHERE series = {series} AND year = {date.Year} AND last_number = {last} AND last_date <= {date}
            """, ct) == 1;
    }

    public static string Format(string series, int year, int n) => string.Create(CultureInfo.InvariantCulture, $"{series}-{year}-{n:000000}");

    /// <summary>
    /// The next number of the series in the year of the date. The row stays locked until the transaction ends; if it rolls back, so does the number.
    /// The date is not before the last one of the series, even when a clock was.
    /// </summary>
    public static async Task<(string Number, DateOnly IssueDate)> TakeAsync(BillingDbContext db, string series, DateOnly today, Invoice invoice, CancellationToken ct)
    {
        var year = today.Year;
        var taken = await db.Database.SqlQuery<Taken>($"""
            INSERT INTO number_series AS s (series, year, last_number, last_date) VALUES ({series}, {year}, 1, {today})
            ON CONFLICT (series, year) DO UPDATE SET last_number = s.last_number + 1, last_date = greatest(s.last_date, excluded.last_date)
            RETURNING last_number AS "N", last_date AS "On"
            """).ToListAsync(ct);
        var (n, on) = (taken[0].N, taken[0].On);
        db.NumberRegister.Add(new NumberEntry { Series = series, Year = year, N = n, UserId = invoice.UserId, InvoiceId = invoice.Id });
        return (Format(series, year, n), on);
    }

    sealed record Taken(int N, DateOnly On);
}
