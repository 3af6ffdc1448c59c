using TwinMcp.Core.Common;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class ApiKeyEndpoints
{
    static readonly WireParameter[] List = [new("userId", "Only this customer's.") { Format = "uuid" }, .. WireParameter.Pages];

    public static void MapApiKeys(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/keys").WithTags("API keys");
        group.MapGet("", ListAsync).WithSummary("A page of API keys, the newest first; a customer's own").WithMetadata([.. List]).Produces<ListWire<ApiKeyWire>>().ProducesProblem(400).ProducesProblem(403);
        group.MapPost("", CreateAsync).WithSummary("Make an API key; the clear key is in this answer and never again").WithMetadata(WireParameter.IdempotencyKey).Produces<CreatedApiKeyWire>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("/{id:guid}", FindAsync).WithSummary("One API key, without its secret").Produces<ApiKeyWire>().ProducesProblem(403).ProducesProblem(404);
        group.MapDelete("/{id:guid}", RevokeAsync).WithSummary("Revoke an API key: refused everywhere within 5 seconds").Produces(204).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> ListAsync(HttpContext http, ApiKeyQueries keys, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, List);
        var (userId, input) = (query.Value<CustomerId>("userId"), query.Page());
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await keys.ListAsync(http.GetActor(), userId, input, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, ApiKeyWire.Of), ApiJson.Options));
    }

    static async Task<IResult> CreateAsync(HttpContext http, CreateApiKey body, ApiKeyService service, ApiKeyQueries keys, CancellationToken ct)
    {
        var requestKey = RequestReading.IdempotencyKey(http.Request, body);
        if (requestKey.Error is { } error)
            return ErrorToHttp.Problem(error);
        var issued = await service.IssueAsync(http.GetActor(), body, requestKey.Value, ct);
        if (issued.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/keys/{issued.Value.Id}";
        var found = await keys.FindAsync(http.GetActor(), issued.Value.Id, ct);
        return found.ToHttp(key => Results.Json(new CreatedApiKeyWire(ApiKeyWire.Of(key), issued.Value.Key), ApiJson.Options, statusCode: StatusCodes.Status201Created));
    }

    static async Task<IResult> FindAsync(HttpContext http, Guid id, ApiKeyQueries keys, CancellationToken ct) =>
        (await keys.FindAsync(http.GetActor(), id, ct)).ToHttp(k => Results.Json(ApiKeyWire.Of(k), ApiJson.Options));

    static async Task<IResult> RevokeAsync(HttpContext http, Guid id, ApiKeyService service, CancellationToken ct) =>
        (await service.RevokeAsync(http.GetActor(), id, ct)).ToHttp(_ => Results.NoContent());
}

/// <summary>An API key on the wire: never its secret.</summary>
internal sealed record ApiKeyWire(Guid Id, string Prefix, string Name, Role Role, CustomerId? UserId)
{
    /// <summary>Null: all that the role may do.</summary>
    public required IReadOnlyList<string>? Scopes { get; init; }

    public required int RequestsPerMinute { get; init; }
    public required int RequestsPerDay { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? LastUsedAt { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
    public required DateTimeOffset? RevokedAt { get; init; }

    public static ApiKeyWire Of(ApiKeyView k) => new(k.Id, k.Prefix, k.Name, k.Role, k.UserId)
    {
        Scopes = k.Scopes,
        RequestsPerMinute = k.Limits.PerMinute,
        RequestsPerDay = k.Limits.PerDay,
        CreatedAt = k.CreatedAt,
        LastUsedAt = k.LastUsedAt,
        ExpiresAt = k.ExpiresAt,
        RevokedAt = k.RevokedAt,
    };
}

/// <param name="Secret">The whole clear key, <c>prefix.secret</c>; null in the answer to a repeated request.</param>
internal sealed record CreatedApiKeyWire(ApiKeyWire ApiKey, string? Secret);
