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

    ProductHost Host => product.Host;

    [Fact]
    public void Endpoints_OfTheRouteTable_AreAllListed() =>
        Assert.Equal([.. RoleMatrix.Api.Keys.Concat(RoleMatrix.Pages.Keys).Order(StringComparer.Ordinal)], Routes().Distinct().Order(StringComparer.Ordinal));

    public static TheoryData<string> ApiRoutes => new(RoleMatrix.Api.Keys);

    [Theory]
    [MemberData(nameof(ApiRoutes))]
    public async Task Call_ByEachRole_IsAnsweredAsListed(string route)
    {
        var (customerA, customerB) = (await Host.Data.CustomerAsync(), await Host.Data.CustomerAsync());
        var issued = await Host.IssuedAsync(customerA);
        // an alert with the invoice's id, for the routes that name one
        await Host.Database.ExecuteAsync($"INSERT INTO billing_alerts (user_id, id, type, created_at) VALUES ('{customerA}', '{issued["id"]}', 'PAYMENT_FAILED', now())");
        ApiClient[] callers = [Host.Anonymous, await Host.ClientAsync(Role.Customer, customerA), await Host.ClientAsync(Role.Customer, customerB), Host.Staff, Host.Admin, Host.Ingestion];
        // of a payment there is something to refund
        if (route.Contains("/payments/{id", StringComparison.Ordinal))
            issued = await Host.PayAsync(issued["id"]!, 150m);
        var answers = new List<ApiAnswer>();
        foreach (var caller in callers)
            answers.Add(await CallAsync(caller, route, customerA, await IdAsync(route, customerA, issued)));

        Assert.Equal(Callers.Zip(RoleMatrix.Api[route]), Callers.Zip(answers.Select(a => a.Status)));
        Assert.All(answers.Where(a => a.Status >= 400), a => a.ExpectProblem(a.Status));
    }

    public static TheoryData<string> PageRoutes => new(RoleMatrix.Pages.Keys);

    [Theory]
    [MemberData(nameof(PageRoutes))]
    public async Task Call_PageAsNobody_IsAnsweredAsListed(string route)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        path = path.Replace("{Id:guid}", Guid.NewGuid().ToString(), StringComparison.Ordinal).Replace("{code}", "x", StringComparison.Ordinal).Replace("{**path:file}", "/no.txt", StringComparison.Ordinal);
        var answer = await Host.Anonymous.CallAsync(method == "*" ? "POST" : method, path, method == "GET" ? null : new FormUrlEncodedContent([]));
        Assert.True(RoleMatrix.Pages[route] == answer.Status, answer.ToString());
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
            "/api/billing/alerts/{id:guid}" => """{ "read": true }""",
            "/api/billing/alerts/read-all" => $$"""{ "userId": "{{customer}}" }""",
            "/api/billing/alert-rules/{userId:guid}" when method == "PUT" => """{ "rules": [] }""",
            "/api/billing/invoices/{id:guid}/dunning" when method == "PATCH" => """{ "paused": true }""",
            "/api/billing/invoices/{id:guid}/credit-notes" => """{ "reason": "x" }""",
            "/api/billing/payments/" when method == "POST" => $$"""{ "invoiceId": "{{id}}", "amount": 1 }""",
            "/api/billing/payments/{id:guid}/refund" => """{ "amount": 1, "reason": "x" }""",
            "/api/billing/credits/" when method == "POST" => $$"""{ "userId": "{{customer}}", "type": "COMPENSATION", "amount": 1, "reason": "x" }""",
            "/api/customers/" when method == "POST" => AccountCalls.Profile(),
            "/api/customers/{userId:guid}" when method == "PATCH" => """{ "phone": "+33 1 23 45 67 89" }""",
            "/api/customers/{userId:guid}/contacts/" when method == "PUT" => """{ "contacts": [] }""",
            "/api/users/" when method == "POST" => $$"""{ "email": "{{Guid.NewGuid():N}}@twinmcp.example", "displayName": "Ada", "role": "STAFF" }""",
            "/api/users/{id:guid}" when method == "PATCH" => """{ "displayName": "Ada" }""",
            "/api/keys/" when method == "POST" => $$"""{ "name": "CI", "role": "CUSTOMER", "userId": "{{customer}}" }""",
            "/api/billing/runs/" when method == "POST" => """{ "month": "2026-09" }""",
            "/api/billing/invoices/archive/" when method == "POST" => $$"""{ "ids": ["{{id}}"] }""",
            "/api/billing/runs/preview" => """{ "month": "2026-09" }""",
            "/api/libraries/{**id}" when method == "PUT" => """{ "name": "Next.js" }""",
            "/api/tax/settings" when method == "PUT" => """{ "regime": "SIMPLE", "sellerCountry": "FR", "supply": "SERVICES", "checkMaxAgeDays": 30, "version": 1 }""",
            "/api/tax/rates" when method == "POST" => """{ "country": "FR", "kind": "STANDARD", "validFrom": "2014-01-01", "rate": 20 }""",
            "/api/tax/exchange-rates" => """{ "rates": [{ "currency": "USD", "on": "2026-11-20", "rateToEur": 0.86 }] }""",
            "/api/billing/plans/" when method == "POST" => new { code = "p-" + Guid.NewGuid().ToString("N"), name = "Plan" },
            "/api/webhook-endpoints/{id:guid}" when method == "PATCH" => """{ "enabled": true }""",
            _ when method == "PUT" => "{}",
            "/api/billing/subscriptions/" when method == "POST" => new { userId = customer.Value, plan = "premium" },
            "/api/billing/subscriptions/{id:guid}/change" when method == "POST" => """{ "plan": "premium" }""",
            "/api/billing/subscriptions/{id:guid}/cancel" => """{ "when": "period_end" }""",
            _ when method == "PATCH" => """{ "status": "PAID" }""",
            _ when method == "POST" => "{}",
            _ => null,
        };
        (string Place, string Value)[] places =
        [
            ("{id:guid}", id), ("{userId:guid}", customer.ToString()), ("{number}", "DE111111125"), ("{**id}", $"test/{Guid.NewGuid():N}"), ("{documentName}", "v1"),
            ("/balance", $"/balance?userId={customer}"), ("plans/{code}", "plans/premium"), ("exports/fec", "exports/fec?year=2026"), ("/journal.csv", "/journal.csv?from=2026-01-01&to=2026-12-31"), ("{currency}", "EUR"), ("{number:int}", "1"), ("{deliveryId:guid}", id),
        ];
        foreach (var (place, value) in places)
            path = path.Replace(place, value, StringComparison.Ordinal);
        if (method == "GET" && path.StartsWith("/api/usage/", StringComparison.Ordinal))
            path += $"?userId={customer}";
        var content = path is "/api/billing/bank-statements" or "/api/billing/invoices/import" ? new StringContent("<x/>", System.Text.Encoding.UTF8, "application/xml") : body is null ? null : ApiClient.Json(body);
        return caller.CallAsync(method, path, content, ("If-Match", "\"1\""));
    }
}
