using System.Text.Json;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api;

public sealed class OpenApiTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    /// <summary>The contract's operations: who changes one changes docs/api.md and the changelog too.</summary>
    const string Operations = """
        GET /api/billing/invoices -> 200 400 401
        POST /api/billing/invoices -> 200 201 400 409 422
        POST /api/billing/invoices/preview -> 200 400
        GET /api/billing/invoices/{id} -> 200 404
        PATCH /api/billing/invoices/{id} -> 200 404 409 412 428
        GET /api/billing/invoices/{id}/pdf -> 200 404
        POST /api/billing/invoices/{id}/send -> 202 404 409
        GET /api/billing/subscriptions -> 200 400
        POST /api/billing/subscriptions -> 201 400 409 422
        GET /api/billing/subscriptions/{id} -> 200 404
        DELETE /api/billing/subscriptions/{id} -> 204 404 409 412 428
        POST /api/billing/subscriptions/{id}/change -> 200 400 404 409 412 428
        DELETE /api/billing/subscriptions/{id}/change -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/pause -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/resume -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/cancel -> 200 400 404 409 412 428
        POST /api/billing/subscriptions/{id}/reactivate -> 200 400 404 409 412 428
        GET /api/tax/vat-numbers/{number} -> 200 400 401 403
        POST /api/usage -> 200 400 401 403 413 429 503
        GET /health/live -> 200
        GET /health/ready -> 200
        """;

    const string Schemas = """
        AdjustmentRequest
        AdjustmentWire
        AmountRequest
        CancelSubscription
        ChangeSubscription
        ChangeTime
        Currency
        CustomerId
        DaysWire
        GenerateInvoice
        GenerateOptions
        IngestRecord
        IngestUsage
        InvoiceHeadWire
        InvoiceId
        InvoiceKind
        InvoiceStatus
        InvoiceWire
        LineComponent
        LineRequest
        LineWire
        ListWireOfInvoiceHeadWire
        ListWireOfSubscriptionHeadWire
        Party
        PauseSubscription
        PauseWire
        PaymentStatus
        PaymentWire
        PendingChangeWire
        PeriodInput
        PeriodType
        PostalAddress
        PreviewInvoice
        PreviewLineWire
        PreviewWire
        ProblemDetails
        ReactivateSubscription
        RejectedRecord
        RenewalWire
        ResumeSubscription
        SendInvoice
        StartSubscription
        SubscriptionHeadWire
        SubscriptionInterval
        SubscriptionStatus
        SubscriptionWire
        TotalsWire
        UpdateInvoice
        UsageReceipt
        VatCategory
        VatNumberCheck
        VatWire
        """;

    [Fact]
    public async Task Document_Operations_AreTheContract()
    {
        var operations = (await DocumentAsync()).GetProperty("paths").EnumerateObject()
            .Where(p => p.Name.StartsWith("/api/", StringComparison.Ordinal) || p.Name.StartsWith("/health/", StringComparison.Ordinal))
            .SelectMany(p => p.Value.EnumerateObject().Select(o =>
                $"{o.Name.ToUpperInvariant()} {p.Name} -> {string.Join(' ', o.Value.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal))}"));
        Assert.Equal(Operations.Split('\n').Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_Schemas_AreTheContract() =>
        Assert.Equal(Schemas.Split('\n').Order(StringComparer.Ordinal), (await DocumentAsync()).GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Document_Enums_AreSpeltAsOnTheWire()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        Assert.Equal(["DRAFT", "SENT", "PAID", "OVERDUE", "CANCELLED"], Values(schemas.GetProperty("InvoiceStatus")));
        Assert.Equal(["monthly", "quarterly", "yearly"], Values(schemas.GetProperty("PeriodType")));
        Assert.Equal(["S", "Z", "E", "AE", "K", "G", "O"], Values(schemas.GetProperty("VatCategory")));
    }

    [Fact]
    public async Task Document_PatchAndPost_SayTheirHeaders()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");
        Assert.Contains("If-Match", Parameters(paths.GetProperty("/api/billing/invoices/{id}").GetProperty("patch")));
        Assert.Contains("Idempotency-Key", Parameters(paths.GetProperty("/api/billing/invoices").GetProperty("post")));
        Assert.Equal(
            ["currency", "cursor", "from", "maxTotal", "minTotal", "page", "pageSize", "q", "sort", "status", "to", "userId"],
            Parameters(paths.GetProperty("/api/billing/invoices").GetProperty("get")).Order(StringComparer.Ordinal));
    }

    static IEnumerable<string?> Values(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(v => v.GetString()).Where(v => v is not null);

    static IEnumerable<string> Parameters(JsonElement operation) => operation.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString()!);

    async Task<JsonElement> DocumentAsync() => (await product.Host.Anonymous.GetAsync("/openapi/v1.json")).Expect(200).Json;
}
