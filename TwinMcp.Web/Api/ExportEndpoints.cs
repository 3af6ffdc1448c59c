using System.Globalization;
using System.Text;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Ledgers;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class ExportEndpoints
{
    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void MapExports(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/exports").WithTags("Exports");
        group.MapGet("/fec", FecAsync).WithSummary("The accounting entries of a year (FEC, art. A47 A-1 LPF), UTF-8").Produces(200, contentType: "text/plain").ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        group.MapGet("/journal.csv", CsvAsync).WithSummary("The accounting entries of a range of days as CSV").Produces(200, contentType: "text/csv").ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
    }

    static async Task<IResult> FecAsync(HttpContext http, int year, LedgerEntries entries, SellerOptions seller, CancellationToken ct)
    {
        if (year is < 2000 or > 2999)
            return ErrorToHttp.Problem(BillingError.Invalid("year", "From 2000 to 2999."));
        var (from, to) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        if (await entries.CheckAsync(http.GetActor(), from, to, ct) is { } refused)
            return ErrorToHttp.Problem(refused);
        return File(entries.ReadAsync(from, to, http.RequestAborted), (LedgerFile.FecHeader, LedgerFile.Fec), "text/plain; charset=utf-8", LedgerFile.FecName(seller.Party.Siren, to));
    }

    static async Task<IResult> CsvAsync(HttpContext http, DateOnly from, DateOnly to, LedgerEntries entries, CancellationToken ct)
    {
        if (await entries.CheckAsync(http.GetActor(), from, to, ct) is { } refused)
            return ErrorToHttp.Problem(refused);
        var name = string.Create(CultureInfo.InvariantCulture, $"journal-{from:yyyyMMdd}-{to:yyyyMMdd}.csv");
        return File(entries.ReadAsync(from, to, http.RequestAborted), (LedgerFile.CsvHeader, LedgerFile.Csv), "text/csv; charset=utf-8", name);
    }

    static IResult File(IAsyncEnumerable<LedgerLine> lines, (string Header, Func<LedgerLine, string> Row) format, string contentType, string name) =>
        Results.Stream(async to =>
        {
            await using var text = new StreamWriter(to, Utf8, bufferSize: 64 * 1024, leaveOpen: true);
            await text.WriteAsync(format.Header);
            await foreach (var line in lines)
                await text.WriteAsync(format.Row(line));
        }, contentType, name);
}
