using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api;

/// <summary>Who gets what from every endpoint of the route table. An endpoint that is not listed here fails the build.</summary>
public sealed class RoleMatrixTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    static readonly string[] Callers = ["anonymous", "customer A", "customer B", "staff", "admin", "ingestion"];

    /// <summary>Route -> what each of <see cref="Callers"/> is answered about an issued invoice of customer A.</summary>
    static readonly Dictionary<string, int[]> Matrix = new()
    {
        ["GET /api/billing/invoices/"] = [401, 200, 200, 200, 200, 403],
        ["POST /api/billing/invoices/"] = [401, 403, 403, 403, 201, 403],
        ["POST /api/billing/invoices/preview"] = [401, 403, 403, 200, 200, 403],
        ["GET /api/billing/invoices/{id:guid}"] = [401, 200, 404, 200, 200, 403],
        ["PATCH /api/billing/invoices/{id:guid}"] = [401, 403, 403, 403, 412, 403],
        ["GET /api/billing/invoices/{id:guid}/pdf"] = [401, 200, 404, 200, 200, 403],
        ["POST /api/billing/invoices/{id:guid}/send"] = [401, 403, 403, 202, 202, 403],
        ["POST /api/usage/"] = [401, 403, 403, 403, 403, 200],
        ["GET /api/tax/vat-numbers/{number}"] = [401, 200, 200, 200, 200, 403],
        ["GET /api/billing/subscriptions/"] = [401, 200, 200, 200, 200, 403],
        ["POST /api/billing/subscriptions/"] = [401, 403, 403, 403, 409, 403],
        ["GET /api/billing/subscriptions/{id:guid}"] = [401, 200, 404, 200, 200, 403],
        ["DELETE /api/billing/subscriptions/{id:guid}"] = [401, 403, 403, 403, 412, 403],
        ["POST /api/billing/subscriptions/{id:guid}/change"] = [401, 403, 403, 403, 412, 403],
        ["DELETE /api/billing/subscriptions/{id:guid}/change"] = [401, 403, 403, 403, 412, 403],
        ["POST /api/billing/subscriptions/{id:guid}/pause"] = [401, 403, 403, 403, 412, 403],
        ["POST /api/billing/subscriptions/{id:guid}/resume"] = [401, 403, 403, 403, 412, 403],
        ["POST /api/billing/subscriptions/{id:guid}/cancel"] = [401, 412, 404, 403, 412, 403],
        ["POST /api/billing/subscriptions/{id:guid}/reactivate"] = [401, 412, 404, 403, 412, 403],
        ["GET /openapi/{documentName}.json"] = [200, 200, 200, 200, 200, 200],
        ["GET /health/live"] = [200, 200, 200, 200, 200, 200],
        ["GET /health/ready"] = [200, 200, 200, 200, 200, 200],
    };

    /// <summary>Pages and what serves them -> what nobody in particular is answered. Roles on pages are shown by the page tests.</summary>
    static readonly Dictionary<string, int> Pages = new()
    {
        ["GET /"] = 302,
        ["GET /dashboard"] = 302,
        ["GET /dashboard/invoices"] = 302,
        ["GET /dashboard/invoices/{Id:guid}"] = 302,
        ["POST /dashboard/invoices"] = 302,
        ["POST /dashboard/invoices/{Id:guid}"] = 302,
        ["GET /login"] = 200,
        ["POST /login"] = 400, // no antiforgery token
        ["GET /logout"] = 200,
        ["POST /logout"] = 400,
        ["GET /api-docs"] = 200,
        ["POST /api-docs"] = 400,
        ["GET /error"] = 200,
        ["POST /error"] = 400,
        ["GET /not-found"] = 200,
        ["POST /not-found"] = 400,
        ["GET /language/{code}"] = 404, // "x" is not a language
        ["GET {**path:file}"] = 302,
        ["GET /_framework/opaque-redirect"] = 302,
        ["* /_blazor"] = 302,
        ["* /_blazor/negotiate"] = 302,
        ["* /_blazor/disconnect/"] = 302,
        ["* /_blazor/initializers/"] = 302,
    };

    ProductHost Host => product.Host;

    [Fact]
    public void Endpoints_OfTheRouteTable_AreAllListed() =>
        Assert.Equal([.. Matrix.Keys.Concat(Pages.Keys).Order(StringComparer.Ordinal)], Routes().Distinct().Order(StringComparer.Ordinal));

    public static TheoryData<string> ApiRoutes => new(Matrix.Keys);

    [Theory]
    [MemberData(nameof(ApiRoutes))]
    public async Task Call_ByEachRole_IsAnsweredAsListed(string route)
    {
        var (customerA, customerB) = (await Host.Data.CustomerAsync(), await Host.Data.CustomerAsync());
        var issued = await Host.IssuedAsync(customerA);
        ApiClient[] callers = [Host.Anonymous, await Host.ClientAsync(Role.Customer, customerA), await Host.ClientAsync(Role.Customer, customerB), Host.Staff, Host.Admin, Host.Ingestion];
        var answers = new List<ApiAnswer>();
        foreach (var caller in callers)
            answers.Add(await CallAsync(caller, route, customerA, await IdAsync(route, customerA, issued)));

        Assert.Equal(Callers.Zip(Matrix[route]), Callers.Zip(answers.Select(a => a.Status)));
        Assert.All(answers.Where(a => a.Status >= 400), a => a.ExpectProblem(a.Status));
    }

    public static TheoryData<string> PageRoutes => new(Pages.Keys);

    [Theory]
    [MemberData(nameof(PageRoutes))]
    public async Task Call_PageAsNobody_IsAnsweredAsListed(string route)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        path = path.Replace("{Id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("{code}", "x", StringComparison.Ordinal).Replace("{**path:file}", "/no.txt", StringComparison.Ordinal);
        var answer = await Host.Anonymous.CallAsync(method == "*" ? "POST" : method, path, method == "GET" ? null : new FormUrlEncodedContent([]));
        Assert.True(Pages[route] == answer.Status, answer.ToString());
        if (answer.Status == 302 && !path.Contains("opaque", StringComparison.Ordinal))
            Assert.Contains("/login", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    IEnumerable<string> Routes() =>
        from endpoint in Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]
        where method != "HEAD"
        select $"{method} {endpoint.RoutePattern.RawText}";

    /// <summary>What the route's id is of.</summary>
    async Task<string> IdAsync(string route, CustomerId customer, ApiAnswer invoice) => route.Contains("/subscriptions/{id", StringComparison.Ordinal)
        ? (await Host.Database.ScalarAsync<Guid>($"SELECT id FROM subscriptions WHERE user_id = '{customer}'")).ToString()
        : invoice["id"]!;

    static Task<ApiAnswer> CallAsync(ApiClient caller, string route, CustomerId customer, string id)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        object? body = path switch
        {
            "/api/billing/invoices/" when method == "POST" => OneOff(customer),
            "/api/billing/invoices/preview" => """{ "currency": "EUR", "lines": [{ "description": "x", "quantity": 1, "unitPrice": 1 }] }""",
            "/api/usage/" => $$"""{ "records": [{ "id": "{{Guid.NewGuid()}}", "userId": "{{customer}}", "tool": "query-docs", "tokens": 1, "responseTimeMs": 1, "at": "2026-11-01T00:00:00Z" }] }""",
            "/api/billing/subscriptions/" when method == "POST" => new { userId = customer.Value, plan = "premium" },
            "/api/billing/subscriptions/{id:guid}/change" when method == "POST" => """{ "plan": "premium" }""",
            "/api/billing/subscriptions/{id:guid}/cancel" => """{ "when": "period_end" }""",
            _ when method == "PATCH" => """{ "status": "PAID" }""",
            _ when method == "POST" => "{}",
            _ => null,
        };
        path = path.Replace("{id:guid}", id, StringComparison.Ordinal).Replace("{number}", "DE111111125", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal);
        return caller.CallAsync(method, path, body is null ? null : ApiClient.Json(body), ("If-Match", "\"1\""));
    }
}
