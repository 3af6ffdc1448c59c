using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;
using TwinMcp.Core.Usage;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class UsageEndpoints
{
    /// <summary>10,000 records of the longest kind, and room for spaces.</summary>
    const int MaxBodyBytes = 8 * 1024 * 1024;

    public static void MapUsage(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/usage").WithTags("Usage");
        group.MapPost("", AddAsync).WithSummary("Take in 1 to 10,000 usage records; each id counts once").WithMetadata(new RequestSizeLimitAttribute(MaxBodyBytes))
            .Produces<UsageReceipt>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(413).ProducesProblem(429).ProducesProblem(503);
    }

    /// <summary>What a record needs: it is read leniently, one by one, so that reflection sees neither types nor what is required.</summary>
    public static void Describe(OpenApiSchema schema, Type type)
    {
        if (type == typeof(IngestRecord))
            schema.Required = new HashSet<string> { "id", "userId", "tool", "tokens", "responseTimeMs", "at" };
        else if (schema.Type is null && (type == typeof(Guid) || type == typeof(string) || type == typeof(DateTimeOffset)))
            schema.Type = JsonSchemaType.String;
        else if (schema.Type is null && (type == typeof(long) || type == typeof(int)))
            schema.Type = JsonSchemaType.Integer;
    }

    static async Task<IResult> AddAsync(HttpContext http, IngestUsage body, UsageIngestion usage, CancellationToken ct)
    {
        var receipt = await usage.AddAsync(http.GetActor(), body, ct);
        return receipt.ToHttp(r => Results.Json(r, ApiJson.Options));
    }
}
