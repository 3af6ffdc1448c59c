using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing;

/// <summary>Gapless and chronological numbers (CGI ann. II art. 242 nonies A, I 7°): taken on a locked row in the issuing transaction.</summary>
static class InvoiceNumbering
{
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
        return (string.Create(CultureInfo.InvariantCulture, $"{series}-{year}-{n:000000}"), on);
    }

    sealed record Taken(int N, DateOnly On);
}
