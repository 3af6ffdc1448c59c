using Microsoft.OpenApi;
using TwinMcp.Core.Common;
using TwinMcp.Core.Usage;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class UsageLogEndpoints
{
    static readonly WireParameter[] Report =
    [
        new("userId", "Whose usage: required of staff; a customer's own.") { Format = "uuid" },
        new("from", "First local day, inclusive.") { Format = "date" },
        new("to", "Last local day, inclusive; today when not given.") { Format = "date" },
        new("tool", "Only this tool.") { Values = [UsageTools.ResolveLibraryId, UsageTools.QueryDocs] },
    ];

    static readonly WireParameter[] Records =
    [
        .. Report,
        new("pageSize", "1 to 200; 100 when not given.") { Type = JsonSchemaType.Integer },
        new("cursor", "The nextCursor of the page before."),
    ];

    public static void MapUsageLog(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/usage").WithTags("Usage");
        group.MapGet("/records", RecordsAsync).WithSummary("Raw records of up to 100 days, the newest first; by cursor").WithMetadata([.. Records]).Produces<ListWire<UsageRecordWire>>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("/daily", DailyAsync).WithSummary("Usage by day and tool, of up to 400 days").WithMetadata([.. Report]).Produces<UsageReportWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("/monthly", MonthlyAsync).WithSummary("Usage by calendar month and tool, of up to ten years").WithMetadata([.. Report]).Produces<UsageReportWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        group.MapGet("/libraries", ByLibraryAsync).WithSummary("The hundred libraries that were asked for most, of up to 31 days").WithMetadata([.. Report]).Produces<LibraryReportWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> RecordsAsync(HttpContext http, UsageReportQueries usage, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, Records);
        var filter = Filter(query) with { Cursor = query.Text("cursor"), PageSize = query.Value<int>("pageSize") ?? UsageFilter.DefaultPageSize };
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await usage.RecordsAsync(http.GetActor(), filter, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, UsageRecordWire.Of), ApiJson.Options));
    }

    static Task<IResult> DailyAsync(HttpContext http, UsageReportQueries usage, CancellationToken ct) =>
        ReportAsync(http, usage.DailyAsync, r => Results.Json(UsageReportWire.Of(r), ApiJson.Options), ct);

    static Task<IResult> MonthlyAsync(HttpContext http, UsageReportQueries usage, CancellationToken ct) =>
        ReportAsync(http, usage.MonthlyAsync, r => Results.Json(UsageReportWire.Of(r), ApiJson.Options), ct);

    static Task<IResult> ByLibraryAsync(HttpContext http, UsageReportQueries usage, CancellationToken ct) =>
        ReportAsync(http, usage.ByLibraryAsync, r => Results.Json(LibraryReportWire.Of(r), ApiJson.Options), ct);

    static async Task<IResult> ReportAsync<T>(HttpContext http, Func<Actor, UsageFilter, CancellationToken, Task<Result<T>>> read, Func<T, IResult> answer, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, Report);
        var filter = Filter(query);
        return query.Error is { } error ? ErrorToHttp.Problem(error) : (await read(http.GetActor(), filter, ct)).ToHttp(answer);
    }

    static UsageFilter Filter(QueryReading query) => new()
    {
        UserId = query.Value<CustomerId>("userId"),
        From = query.Date("from"),
        To = query.Date("to"),
        Tool = query.Text("tool"),
    };
}

/// <summary>A raw record on the wire: the members it came with, and the key that brought it.</summary>
internal sealed record UsageRecordWire(Guid Id, DateTimeOffset At, string Tool, string? LibraryId, long Tokens)
{
    public required int ResponseTimeMs { get; init; }
    public required Guid? ApiKeyId { get; init; }

    public static UsageRecordWire Of(UsageLogView r) => new(r.Id, r.At.ToUniversalTime(), r.Tool, r.LibraryId, r.Tokens) { ResponseTimeMs = r.ResponseTimeMs, ApiKeyId = r.ApiKeyId };
}

internal sealed record UsageReportWire(CustomerId UserId, DateOnly From, DateOnly To, long Requests, long Tokens)
{
    public required IReadOnlyList<ToolUsageWire> Tools { get; init; }
    public required IReadOnlyList<DatedUsageWire> Items { get; init; }

    public static UsageReportWire Of(UsageReport r) => new(r.UserId, r.From, r.To, r.Total.Requests, r.Total.Tokens)
    {
        Tools = ToolUsageWire.Of(r.Tools),
        Items = [.. r.Items.Select(i => new DatedUsageWire(i.Date, i.Total.Requests, i.Total.Tokens, ToolUsageWire.Of(i.Tools)))],
    };
}

/// <param name="Date">The day, or the month's first.</param>
internal sealed record DatedUsageWire(DateOnly Date, long Requests, long Tokens, IReadOnlyList<ToolUsageWire> Tools);

internal sealed record ToolUsageWire(string Tool, long Requests, long Tokens)
{
    public static IReadOnlyList<ToolUsageWire> Of(IReadOnlyList<ToolUsage> tools) => [.. tools.Select(t => new ToolUsageWire(t.Tool, t.Total.Requests, t.Total.Tokens))];
}

/// <param name="IsPartial">There were more than 100,000 records: these are of the latest.</param>
internal sealed record LibraryReportWire(CustomerId UserId, DateOnly From, DateOnly To, bool IsPartial, IReadOnlyList<LibraryUsageWire> Items)
{
    public static LibraryReportWire Of(LibraryReport r) =>
        new(r.UserId, r.From, r.To, r.IsPartial, [.. r.Items.Select(l => new LibraryUsageWire(l.LibraryId, l.Total.Requests, l.Total.Tokens))]);
}

internal sealed record LibraryUsageWire(string? LibraryId, long Requests, long Tokens);
