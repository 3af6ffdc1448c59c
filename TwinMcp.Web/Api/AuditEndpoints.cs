using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.OpenApi;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class AuditEndpoints
{
    static readonly WireParameter[] Filters =
    [
        new("actorId", "Only what this user or key did.") { Format = "uuid" },
        new("action", "An action, or its beginning: invoice."),
        new("userId", "Only what is about this customer.") { Format = "uuid" },
        new("entityId", "Only what is about this thing: an invoice, a user, a key.") { Format = "uuid" },
        new("ip", "Only from this address; known for 12 months."),
        new("from", "From this day.") { Format = "date" },
        new("to", "Until this day, inclusive.") { Format = "date" },
    ];

    static readonly WireParameter[] Listing =
    [
        .. Filters,
        new("cursor", "The nextCursor of the page before."),
        new("pageSize", "1 to 200; 50 when not given.") { Type = JsonSchemaType.Integer },
    ];

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/audit", ListAsync).WithTags("Audit").WithSummary("Who did what from where, newest first").WithMetadata([.. Listing]).Produces<ListWire<AuditWire>>().ProducesProblem(400).ProducesProblem(403);
        app.MapGet("/api/audit.csv", ExportAsync).WithTags("Audit").WithSummary("The same, whole, as CSV").WithMetadata([.. Filters]).Produces<string>(200, "text/csv").ProducesProblem(400).ProducesProblem(403);
        app.MapGet("/api/audit/chain", ChainAsync).WithTags("Audit").WithSummary("What the last verification of the sealed chain found").Produces<AuditChainWire>().ProducesProblem(403);
    }

    static async Task<IResult> ListAsync(HttpContext http, AuditQueries audit, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, Listing);
        var filter = Read(query) with { Cursor = query.Value<long>("cursor"), PageSize = query.Value<int>("pageSize") ?? 50 };
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await audit.ListAsync(http.GetActor(), filter, ct);
        return page.ToHttp(p => Results.Json(new ListWire<AuditWire>([.. p.Items.Select(AuditWire.Of)], null, false, 1, filter.PageSize, p.NextCursor?.ToString(CultureInfo.InvariantCulture)), ApiJson.Options));
    }

    static async Task<IResult> ExportAsync(HttpContext http, AuditQueries audit, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, Filters);
        var filter = Read(query);
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var rows = await audit.ExportAsync(http.GetActor(), filter, ct);
        return rows.ToHttp(r => Results.Stream(to => AuditCsv.WriteAsync(to, r.Rows, ct), "text/csv; charset=utf-8", "audit.csv"));
    }

    static async Task<IResult> ChainAsync(HttpContext http, AuditQueries audit, CancellationToken ct) =>
        (await audit.LastVerificationAsync(http.GetActor(), ct)).ToHttp(v => Results.Json(new AuditChainWire(v?.At.ToUniversalTime(), v?.Seals ?? 0, v?.Rows ?? 0, v is null ? null : v.Breaks.Length == 0, v?.Breaks ?? []), ApiJson.Options));

    static AuditFilter Read(QueryReading query) => new()
    {
        ActorId = query.Value<Guid>("actorId"),
        Action = query.Text("action"),
        UserId = query.Value<CustomerId>("userId"),
        EntityId = query.Value<Guid>("entityId"),
        Ip = query.Text("ip"),
        From = query.Date("from"),
        To = query.Date("to"),
    };
}

/// <param name="Holds">Null: never verified.</param>
/// <param name="Breaks">A line each broken place, at most 20.</param>
internal sealed record AuditChainWire(DateTimeOffset? VerifiedAt, long Seals, long Rows, bool? Holds, IReadOnlyList<string> Breaks);

/// <param name="ActorName">Masked once it is older than 12 months, as ip and userAgent are gone then.</param>
internal sealed record AuditWire(long Id, DateTimeOffset At, string Action, string ActorRole, Guid? ActorId, string ActorName)
{
    public required string? Ip { get; init; }
    public required string? UserAgent { get; init; }
    public required string? RequestId { get; init; }
    public required CustomerId? UserId { get; init; }
    public required Guid? EntityId { get; init; }
    public required JsonElement? Data { get; init; }

    public static AuditWire Of(AuditView v) => new(v.Id, v.At.ToUniversalTime(), v.Action, v.ActorRole, v.ActorId, v.ActorName)
    {
        Ip = v.IpAddress,
        UserAgent = v.UserAgent,
        RequestId = v.RequestId,
        UserId = v.UserId,
        EntityId = v.EntityId,
        Data = v.Data?.RootElement,
    };
}

/// <summary>RFC 4180; a cell that a spreadsheet would take for a formula begins with an apostrophe.</summary>
internal static class AuditCsv
{
    public static async Task WriteAsync(Stream to, IAsyncEnumerable<AuditView> rows, CancellationToken ct)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync("id,at,action,actorRole,actorId,actorName,ip,userAgent,requestId,userId,entityId,data\r\n".AsMemory(), ct);
        await foreach (var v in rows.WithCancellation(ct))
        {
            string?[] cells = [v.Id.ToString(CultureInfo.InvariantCulture), v.At.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture), v.Action, v.ActorRole, v.ActorId?.ToString(), v.ActorName, v.IpAddress, v.UserAgent, v.RequestId, v.UserId?.ToString(), v.EntityId?.ToString(), v.Data?.RootElement.GetRawText()];
            await writer.WriteAsync((string.Join(',', cells.Select(Cell)) + "\r\n").AsMemory(), ct);
        }
    }

    internal static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
