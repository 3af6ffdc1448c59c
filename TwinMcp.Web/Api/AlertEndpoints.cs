using TwinMcp.Core.Alerts;
using TwinMcp.Core.Common;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/alerts").WithTags("Alerts");
        group.MapGet("", ListAsync).WithSummary("Alerts, newest first").WithMetadata([.. WireParameter.AlertList]).Produces<ListWire<AlertWire>>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapGet("/unread-count", CountUnreadAsync).WithSummary("How many alerts nobody has read").WithMetadata(WireParameter.AlertList[0]).Produces<UnreadAlerts>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapPatch("/{id:guid}", MarkAsync).WithSummary("Mark an alert as read or unread").Produces<AlertWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        group.MapPost("/read-all", MarkAllReadAsync).WithSummary("Mark all alerts of a customer as read").Produces<ReadAlerts>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        var rules = app.MapGroup("/api/billing/alert-rules").WithTags("Alerts");
        rules.MapGet("/{userId:guid}", RulesAsync).WithSummary("A customer's usage thresholds").Produces<AlertRulesWire>().ProducesProblem(403).ProducesProblem(404);
        rules.MapPut("/{userId:guid}", SetRulesAsync).WithSummary("Replace a customer's usage thresholds").Produces<AlertRulesWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> ListAsync(HttpContext http, AlertQueries alerts, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, WireParameter.AlertList);
        var filter = new AlertFilter
        {
            UserId = query.Value<CustomerId>("userId"),
            Type = query.OneOf<BillingAlertType>("type"),
            Unread = query.Value<bool>("unread"),
            PageNumber = query.Value<int>("page") ?? 1,
            PageSize = query.Value<int>("pageSize") ?? 25,
        };
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await alerts.ListAsync(http.GetActor(), filter, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, AlertWire.Of), ApiJson.Options));
    }

    static async Task<IResult> CountUnreadAsync(HttpContext http, AlertQueries alerts, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, WireParameter.AlertList[0]);
        var userId = query.Value<CustomerId>("userId");
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var count = await alerts.CountUnreadAsync(http.GetActor(), userId, ct);
        return count.ToHttp(c => Results.Json(c, ApiJson.Options));
    }

    static async Task<IResult> MarkAsync(HttpContext http, Guid id, MarkAlert body, AlertService service, AlertQueries alerts)
    {
        if (body.Read is not { } read)
            return ErrorToHttp.Problem(BillingError.Invalid("read", "Required: true or false."));
        var ct = http.RequestAborted;
        var marked = await service.MarkAsync(http.GetActor(), id, read, ct);
        if (marked.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        var alert = await alerts.FindAsync(http.GetActor(), id, ct);
        return alert.ToHttp(a => Results.Json(AlertWire.Of(a), ApiJson.Options));
    }

    static async Task<IResult> MarkAllReadAsync(HttpContext http, ReadAllAlerts body, AlertService service)
    {
        var read = await service.MarkAllReadAsync(http.GetActor(), body.UserId, http.RequestAborted);
        return read.ToHttp(n => Results.Json(new ReadAlerts(n), ApiJson.Options));
    }

    static async Task<IResult> RulesAsync(HttpContext http, CustomerId userId, AlertQueries alerts, CancellationToken ct)
    {
        var rules = await alerts.RulesAsync(http.GetActor(), userId, ct);
        return rules.ToHttp(r => Results.Json(AlertRulesWire.Of(userId, r), ApiJson.Options));
    }

    static async Task<IResult> SetRulesAsync(HttpContext http, CustomerId userId, SetAlertRules body, AlertService service, AlertQueries alerts)
    {
        var set = await service.SetRulesAsync(http.GetActor(), userId, body, http.RequestAborted);
        return set.Error is { } refused ? ErrorToHttp.Problem(refused) : await RulesAsync(http, userId, alerts, http.RequestAborted);
    }
}

internal sealed record MarkAlert(bool? Read);

/// <param name="UserId">Whose; a customer's own when not given.</param>
internal sealed record ReadAllAlerts(CustomerId? UserId);

/// <param name="Read">How many were unread; at most 10,000 in one call.</param>
internal sealed record ReadAlerts(int Read);

/// <param name="Message">In English; who has words of his own reads type and data.</param>
internal sealed record AlertWire(Guid Id, CustomerId UserId, BillingAlertType Type, InvoiceId? InvoiceId, string Message)
{
    public required AlertData Data { get; init; }
    public required bool Read { get; init; }
    public required DateTimeOffset? ReadAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static AlertWire Of(BillingAlert alert) => new(alert.Id, alert.UserId, alert.Type, alert.InvoiceId, alert.Data.Message(alert.Type))
    {
        Data = alert.Data is { Amount: { } amount, Currency: { } currency } ? alert.Data with { Amount = Currency.Of(currency).Wire(amount) } : alert.Data,
        Read = alert.ReadAt is not null,
        ReadAt = alert.ReadAt?.ToUniversalTime(),
        CreatedAt = alert.CreatedAt.ToUniversalTime(),
    };
}

internal sealed record AlertRulesWire(CustomerId UserId, IReadOnlyList<AlertRuleWire> Rules)
{
    public static AlertRulesWire Of(CustomerId userId, IReadOnlyList<UsageAlertRule> rules) =>
        new(userId, [.. rules.Select(r => new AlertRuleWire(r.Metric, r.Quantity, r.Percents))]);
}

internal sealed record AlertRuleWire(UsageMetric Metric, long Quantity, IReadOnlyList<int> Percents);
