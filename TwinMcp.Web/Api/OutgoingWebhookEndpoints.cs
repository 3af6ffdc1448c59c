using TwinMcp.Core.Common;
using TwinMcp.Core.Webhooks;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class OutgoingWebhookEndpoints
{
    static readonly WireParameter[] Log = [new("state", "PENDING, DELIVERED or FAILED."), .. WireParameter.Pages];

    public static void MapWebhookEndpoints(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/webhook-endpoints").WithTags("Webhooks");
        group.MapGet("", ListAsync).WithSummary("All endpoints, without their secrets").Produces<ListWire<WebhookWire>>().ProducesProblem(403);
        group.MapPost("", CreateAsync).WithSummary("Add an endpoint; its signing secret is in this answer and never again").WithMetadata(WireParameter.IdempotencyKey).Produces<CreatedWebhookWire>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("/{id:guid}", FindAsync).WithSummary("One endpoint, with its ETag").Produces<WebhookWire>().ProducesProblem(403).ProducesProblem(404);
        group.MapPatch("/{id:guid}", ChangeAsync).WithSummary("Change what is given, switch off or on; needs If-Match").WithMetadata(WireParameter.IfMatch).Produces<WebhookWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
        group.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Remove an endpoint with its log").Produces(204).ProducesProblem(403).ProducesProblem(404);
        group.MapPost("/{id:guid}/rotate-secret", RotateAsync).WithSummary("A new signing secret; the one before signs along for 24 hours").Produces<CreatedWebhookWire>().ProducesProblem(403).ProducesProblem(404);
        group.MapPost("/{id:guid}/ping", PingAsync).WithSummary("Send a ping").Produces(202).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("/{id:guid}/deliveries", DeliveriesAsync).WithSummary("What was sent, the newest first; kept 30 days").WithMetadata([.. Log]).Produces<ListWire<WebhookDeliveryWire>>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        group.MapPost("/{id:guid}/deliveries/{deliveryId:guid}/resend", ResendAsync).WithSummary("Send a delivery once more").Produces(202).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> ListAsync(HttpContext http, WebhookQueries webhooks, CancellationToken ct) =>
        (await webhooks.ListAsync(http.GetActor(), ct)).ToHttp(list => Results.Json(ListWire.All(list, WebhookWire.Of), ApiJson.Options));

    static async Task<IResult> CreateAsync(HttpContext http, EditWebhook body, WebhookService service, WebhookQueries webhooks, CancellationToken ct)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var issued = await service.CreateAsync(http.GetActor(), body, key.Value, ct);
        if (issued.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/webhook-endpoints/{issued.Value.Id}";
        return await SecretAsync(http, webhooks, issued.Value, StatusCodes.Status201Created);
    }

    static Task<IResult> FindAsync(HttpContext http, Guid id, WebhookQueries webhooks) => AnswerAsync(http, webhooks, id);

    static async Task<IResult> ChangeAsync(HttpContext http, Guid id, EditWebhook body, WebhookService service, WebhookQueries webhooks)
    {
        var (version, refusal) = RequestReading.IfMatch(http.Request);
        if (refusal is not null)
            return refusal;
        var changed = await service.ChangeAsync(http.GetActor(), id, version!.Value, body, http.RequestAborted);
        return changed.Error is { } error ? ErrorToHttp.Problem(error) : await AnswerAsync(http, webhooks, id);
    }

    static async Task<IResult> DeleteAsync(HttpContext http, Guid id, WebhookService service, CancellationToken ct) =>
        (await service.DeleteAsync(http.GetActor(), id, ct)).ToHttp(_ => Results.NoContent());

    static async Task<IResult> RotateAsync(HttpContext http, Guid id, WebhookService service, WebhookQueries webhooks, CancellationToken ct)
    {
        var rotated = await service.RotateAsync(http.GetActor(), id, ct);
        return rotated.Error is { } refused ? ErrorToHttp.Problem(refused) : await SecretAsync(http, webhooks, rotated.Value, StatusCodes.Status200OK);
    }

    static async Task<IResult> PingAsync(HttpContext http, Guid id, WebhookService service, CancellationToken ct) =>
        (await service.PingAsync(http.GetActor(), id, ct)).ToHttp(_ => Results.StatusCode(StatusCodes.Status202Accepted));

    static async Task<IResult> DeliveriesAsync(HttpContext http, Guid id, WebhookQueries webhooks, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, Log);
        var (state, page) = (query.OneOf<WebhookState>("state"), query.Page());
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var deliveries = await webhooks.DeliveriesAsync(http.GetActor(), id, state, page, ct);
        return deliveries.ToHttp(p => Results.Json(ListWire.Of(p, WebhookDeliveryWire.Of), ApiJson.Options));
    }

    static async Task<IResult> ResendAsync(HttpContext http, Guid id, Guid deliveryId, WebhookService service, CancellationToken ct) =>
        (await service.ResendAsync(http.GetActor(), id, deliveryId, ct)).ToHttp(_ => Results.StatusCode(StatusCodes.Status202Accepted));

    static async Task<IResult> SecretAsync(HttpContext http, WebhookQueries webhooks, IssuedWebhook issued, int status)
    {
        var found = await webhooks.FindAsync(http.GetActor(), issued.Id, http.RequestAborted);
        return found.ToHttp(e => Results.Json(new CreatedWebhookWire(WebhookWire.Of(e), issued.Secret), ApiJson.Options, statusCode: status));
    }

    static async Task<IResult> AnswerAsync(HttpContext http, WebhookQueries webhooks, Guid id)
    {
        var found = await webhooks.FindAsync(http.GetActor(), id, http.RequestAborted);
        return found.ToHttp(endpoint =>
        {
            http.Response.Headers.ETag = RequestReading.ETag(endpoint.Version);
            return Results.Json(WebhookWire.Of(endpoint), ApiJson.Options);
        });
    }
}

/// <summary>An endpoint on the wire: never its secret.</summary>
internal sealed record WebhookWire(Guid Id, string Url, string? Description, IReadOnlyList<string> Events, bool Enabled)
{
    public required string? DisabledReason { get; init; }
    public required DateTimeOffset? FailingSince { get; init; }
    public required DateTimeOffset? OldSecretUntil { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static WebhookWire Of(WebhookEndpoint e) => new(e.Id, e.Url, e.Description, e.Events, e.DisabledAt is null)
    {
        DisabledReason = e.DisabledReason,
        FailingSince = e.FailingSince,
        OldSecretUntil = e.OldSecretUntil,
        CreatedAt = e.CreatedAt.ToUniversalTime(),
    };
}

/// <param name="Secret"><c>whsec_…</c>; null in the answer to a repeated request.</param>
internal sealed record CreatedWebhookWire(WebhookWire Endpoint, string? Secret);

internal sealed record WebhookDeliveryWire(Guid Id, string EventId, string EventType, WebhookState State, int Attempts)
{
    public required DateTimeOffset? NextAttemptAt { get; init; }
    public required int? LastStatus { get; init; }
    public required string? LastAnswer { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? DeliveredAt { get; init; }

    public static WebhookDeliveryWire Of(WebhookDelivery d) => new(d.Id, d.EventId, d.EventType, d.State, d.Attempts)
    {
        NextAttemptAt = d.State == WebhookState.Pending ? d.NextAttemptAt.ToUniversalTime() : null,
        LastStatus = d.LastStatus,
        LastAnswer = d.LastAnswer,
        CreatedAt = d.CreatedAt.ToUniversalTime(),
        DeliveredAt = d.DeliveredAt?.ToUniversalTime(),
    };
}
