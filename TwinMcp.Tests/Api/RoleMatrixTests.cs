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
        ["POST /api/billing/invoices/import"] = [401, 403, 403, 400, 400, 403],
        ["GET /api/billing/invoices/{id:guid}"] = [401, 200, 404, 200, 200, 403],
        ["PATCH /api/billing/invoices/{id:guid}"] = [401, 403, 403, 403, 412, 403],
        ["GET /api/billing/invoices/{id:guid}/explain"] = [401, 200, 404, 200, 200, 403],
        ["GET /api/billing/invoices/{id:guid}/pdf"] = [401, 200, 404, 200, 200, 403],
        ["GET /api/billing/invoices/{id:guid}/xml"] = [401, 200, 404, 200, 200, 403],
        ["GET /api/billing/invoices/archive/"] = [401, 200, 404, 200, 200, 403],
        ["POST /api/billing/invoices/archive/"] = [401, 200, 404, 200, 200, 403],
        ["POST /api/billing/invoices/{id:guid}/link/"] = [401, 403, 403, 201, 201, 403],
        ["DELETE /api/billing/invoices/{id:guid}/link/"] = [401, 403, 403, 204, 204, 403],
        ["GET /api/billing/exports/fec"] = [401, 403, 403, 403, 200, 403],
        ["GET /api/billing/exports/journal.csv"] = [401, 403, 403, 403, 200, 403],
        ["POST /api/billing/invoices/{id:guid}/send"] = [401, 403, 403, 202, 202, 403],
        ["POST /api/billing/invoices/{id:guid}/payments"] = [401, 409, 404, 409, 409, 403], // no provider is set up
        ["POST /api/billing/payments/{id:guid}/provider-refund"] = [401, 403, 403, 403, 409, 403],
        ["GET /api/billing/provider-events"] = [401, 403, 403, 200, 200, 403],
        ["POST /api/webhooks/stripe"] = [400, 400, 400, 400, 400, 400], // by signature, not by role
        ["POST /api/billing/bank-statements"] = [401, 403, 403, 400, 400, 403],
        ["GET /api/billing/bank-transactions"] = [401, 403, 403, 200, 200, 403],
        ["POST /api/billing/bank-transactions/{id:guid}/match"] = [401, 403, 403, 403, 400, 403],
        ["POST /api/billing/bank-transactions/{id:guid}/ignore"] = [401, 403, 403, 403, 404, 403],
        ["POST /api/billing/invoices/{id:guid}/credit-notes"] = [401, 403, 403, 403, 201, 403],
        ["POST /api/billing/invoices/{id:guid}/apply-credits"] = [401, 403, 403, 403, 200, 403],
        ["GET /api/billing/payments/"] = [401, 200, 200, 200, 200, 403],
        ["POST /api/billing/payments/"] = [401, 403, 403, 403, 201, 403],
        ["GET /api/billing/payments/{id:guid}"] = [401, 200, 404, 200, 200, 403],
        ["POST /api/billing/payments/{id:guid}/refund"] = [401, 403, 403, 403, 200, 403],
        ["GET /api/billing/credits/"] = [401, 200, 200, 200, 200, 403],
        ["POST /api/billing/credits/"] = [401, 403, 403, 403, 201, 403],
        ["GET /api/billing/credits/balance"] = [401, 200, 200, 200, 200, 403],
        ["GET /api/billing/runs/"] = [401, 403, 403, 200, 200, 403],
        ["POST /api/billing/runs/"] = [401, 403, 403, 403, 201, 403],
        ["POST /api/billing/runs/preview"] = [401, 403, 403, 403, 200, 403],
        ["GET /api/billing/runs/parked"] = [401, 403, 403, 200, 200, 403],
        ["GET /api/billing/runs/{id:guid}"] = [401, 403, 403, 404, 404, 403],
        ["POST /api/billing/runs/{id:guid}/pause"] = [401, 403, 403, 403, 404, 403],
        ["POST /api/billing/runs/{id:guid}/resume"] = [401, 403, 403, 403, 404, 403],
        ["POST /api/usage/"] = [401, 403, 403, 403, 403, 200],
        ["GET /api/tax/vat-numbers/{number}"] = [401, 200, 200, 200, 200, 403],
        ["GET /api/billing/outbox/"] = [401, 403, 403, 200, 200, 403],
        ["POST /api/billing/outbox/{id:guid}/resend"] = [401, 403, 403, 404, 404, 403],
        ["POST /api/billing/outbox/{id:guid}/withdraw"] = [401, 403, 403, 404, 404, 403],
        ["GET /api/customers/{userId:guid}/contacts/"] = [401, 200, 404, 200, 200, 403],
        ["PUT /api/customers/{userId:guid}/contacts/"] = [401, 200, 404, 403, 200, 403],
        ["GET /api/billing/alerts/"] = [401, 200, 200, 200, 200, 403],
        ["GET /api/billing/alerts/unread-count"] = [401, 200, 200, 200, 200, 403],
        ["PATCH /api/billing/alerts/{id:guid}"] = [401, 200, 404, 200, 200, 403],
        ["POST /api/billing/alerts/read-all"] = [401, 200, 404, 200, 200, 403],
        ["GET /api/billing/alert-rules/{userId:guid}"] = [401, 200, 404, 200, 200, 403],
        ["PUT /api/billing/alert-rules/{userId:guid}"] = [401, 200, 404, 403, 200, 403],
        ["GET /api/billing/invoices/{id:guid}/penalty"] = [401, 200, 404, 200, 200, 403],
        ["GET /api/billing/invoices/{id:guid}/dunning"] = [401, 403, 403, 200, 200, 403],
        ["PATCH /api/billing/invoices/{id:guid}/dunning"] = [401, 403, 403, 200, 200, 403],
        ["GET /api/customers/"] = [401, 403, 403, 200, 200, 403],
        ["POST /api/customers/"] = [401, 403, 403, 403, 201, 403],
        ["GET /api/customers/{userId:guid}"] = [401, 200, 404, 200, 200, 403],
        ["PATCH /api/customers/{userId:guid}"] = [401, 412, 404, 403, 412, 403],
        ["DELETE /api/customers/{userId:guid}"] = [401, 403, 403, 403, 409, 403],
        ["GET /api/audit"] = [401, 403, 403, 403, 200, 403],
        ["GET /api/audit.csv"] = [401, 403, 403, 403, 200, 403],
        ["GET /api/audit/chain"] = [401, 403, 403, 403, 200, 403],
        ["GET /api/users/"] = [401, 403, 403, 403, 200, 403],
        ["POST /api/users/"] = [401, 403, 403, 403, 201, 403],
        ["GET /api/users/{id:guid}"] = [401, 403, 403, 403, 404, 403],
        ["PATCH /api/users/{id:guid}"] = [401, 403, 403, 403, 404, 403],
        ["DELETE /api/users/{id:guid}"] = [401, 403, 403, 403, 404, 403],
        ["GET /api/keys/"] = [401, 200, 200, 403, 200, 403],
        ["POST /api/keys/"] = [401, 201, 404, 403, 201, 403],
        ["GET /api/keys/{id:guid}"] = [401, 404, 404, 403, 404, 403],
        ["DELETE /api/keys/{id:guid}"] = [401, 404, 404, 403, 404, 403],
        ["GET /api/libraries/"] = [401, 200, 200, 200, 200, 403],
        ["GET /api/libraries/{**id}"] = [401, 404, 404, 404, 404, 403],
        ["PUT /api/libraries/{**id}"] = [401, 403, 403, 403, 201, 403],
        ["DELETE /api/libraries/{**id}"] = [401, 403, 403, 403, 404, 403],
        ["GET /api/usage/records"] = [401, 200, 404, 200, 200, 403],
        ["GET /api/usage/daily"] = [401, 200, 404, 200, 200, 403],
        ["GET /api/usage/monthly"] = [401, 200, 404, 200, 200, 403],
        ["GET /api/usage/libraries"] = [401, 200, 404, 200, 200, 403],
        ["POST /api/tax/vat-numbers/{number}/checks"] = [401, 403, 403, 403, 201, 403],
        ["GET /api/tax/settings"] = [401, 403, 403, 200, 200, 403],
        ["PUT /api/tax/settings"] = [401, 403, 403, 403, 412, 403],
        ["GET /api/settings/company/"] = [401, 403, 403, 200, 200, 403],
        ["PUT /api/settings/company/"] = [401, 403, 403, 403, 400, 403],
        ["POST /api/settings/company/preview"] = [401, 403, 403, 400, 400, 403],
        ["GET /api/settings/company/logo"] = [401, 403, 403, 404, 404, 403],
        ["PUT /api/settings/company/logo"] = [401, 403, 403, 403, 415, 403],
        ["DELETE /api/settings/company/logo"] = [401, 403, 403, 403, 412, 403],
        ["GET /api/tax/rates"] = [401, 403, 403, 200, 200, 403],
        ["POST /api/tax/rates"] = [401, 403, 403, 403, 409, 403],
        ["PUT /api/tax/exchange-rates"] = [401, 403, 403, 403, 200, 403],
        ["GET /api/billing/plans/"] = [401, 200, 200, 200, 200, 403],
        ["POST /api/billing/plans/"] = [401, 403, 403, 403, 201, 403],
        ["GET /api/billing/plans/{code}"] = [401, 200, 200, 200, 200, 403],
        ["POST /api/billing/plans/{code}/versions"] = [401, 403, 403, 403, 400, 403],
        ["GET /api/billing/plans/{code}/versions/{currency}/{number:int}"] = [401, 200, 200, 200, 200, 403],
        ["PUT /api/billing/plans/{code}/versions/{currency}/{number:int}"] = [401, 403, 403, 403, 400, 403],
        ["DELETE /api/billing/plans/{code}/versions/{currency}/{number:int}"] = [401, 403, 403, 403, 409, 403],
        ["POST /api/billing/plans/{code}/versions/{currency}/{number:int}/publish"] = [401, 403, 403, 403, 409, 403],
        ["POST /api/billing/plans/{code}/versions/{currency}/{number:int}/what-if"] = [401, 403, 403, 200, 200, 403],
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
        ["GET /api/webhook-endpoints/"] = [401, 403, 403, 403, 200, 403],
        ["POST /api/webhook-endpoints/"] = [401, 403, 403, 403, 400, 403],
        ["GET /api/webhook-endpoints/{id:guid}"] = [401, 403, 403, 403, 404, 403],
        ["PATCH /api/webhook-endpoints/{id:guid}"] = [401, 403, 403, 403, 404, 403],
        ["DELETE /api/webhook-endpoints/{id:guid}"] = [401, 403, 403, 403, 404, 403],
        ["POST /api/webhook-endpoints/{id:guid}/rotate-secret"] = [401, 403, 403, 403, 404, 403],
        ["POST /api/webhook-endpoints/{id:guid}/ping"] = [401, 403, 403, 403, 404, 403],
        ["GET /api/webhook-endpoints/{id:guid}/deliveries"] = [401, 403, 403, 403, 404, 403],
        ["POST /api/webhook-endpoints/{id:guid}/deliveries/{deliveryId:guid}/resend"] = [401, 403, 403, 403, 404, 403],
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
        ["GET /dashboard/runs"] = 302,
        ["POST /dashboard/runs"] = 302,
        ["GET /dashboard/settings"] = 302,
        ["POST /dashboard/settings"] = 302,
        ["GET /dashboard/settings/preview"] = 302,
        ["GET /dashboard/outbox"] = 302,
        ["POST /dashboard/outbox"] = 302,
        ["GET /dashboard/settings/email"] = 302,
        ["GET /dashboard/settings/email/preview"] = 302,
        ["POST /dashboard/settings/email"] = 302,
        ["GET /mail/unsubscribe/{token}"] = 404, // "{token}" is none of ours
        ["POST /mail/unsubscribe/{token}"] = 404,
        ["GET /login"] = 200,
        ["POST /login"] = 400, // no antiforgery token
        ["GET /login/code"] = 302, // nobody has given a password
        ["POST /login/code"] = 400,
        ["GET /login/set-up"] = 302,
        ["POST /login/set-up"] = 400,
        ["GET /forgot"] = 200,
        ["POST /forgot"] = 400,
        ["GET /reset"] = 200,
        ["POST /reset"] = 400,
        ["GET /welcome"] = 200,
        ["POST /welcome"] = 400,
        ["GET /confirm"] = 200,
        ["POST /confirm"] = 400,
        ["GET /account"] = 302,
        ["POST /account"] = 302,
        ["GET /account/app"] = 302,
        ["POST /account/app"] = 302,
        ["GET /dashboard/settings/people"] = 302,
        ["POST /dashboard/settings/people"] = 302,
        ["POST /passkeys/creation-options"] = 302,
        ["POST /passkeys/request-options"] = 400,
        ["GET /logout"] = 200,
        ["POST /logout"] = 400,
        ["GET /api-docs"] = 200,
        ["POST /api-docs"] = 400,
        ["GET /error"] = 200,
        ["POST /error"] = 400,
        ["GET /not-found"] = 200,
        ["POST /not-found"] = 400,
        ["GET /i/{Token}"] = 404,
        ["POST /i/{Token}"] = 400,
        ["GET /i/{token}/pdf"] = 404,
        ["GET /i/{token}/xml"] = 404,
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
        // an alert with the invoice's id, for the routes that name one
        await Host.Database.ExecuteAsync($"INSERT INTO billing_alerts (user_id, id, type, created_at) VALUES ('{customerA}', '{issued["id"]}', 'PAYMENT_FAILED', now())");
        ApiClient[] callers = [Host.Anonymous, await Host.ClientAsync(Role.Customer, customerA), await Host.ClientAsync(Role.Customer, customerB), Host.Staff, Host.Admin, Host.Ingestion];
        // of a payment there is something to refund
        if (route.Contains("/payments/{id", StringComparison.Ordinal))
            issued = await Host.PayAsync(issued["id"]!, 150m);
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
