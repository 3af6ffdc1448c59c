using System.Text.Json;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api;

public sealed class OpenApiTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    [Fact]
    public async Task Document_Operations_AreTheContract()
    {
        var operations = (await DocumentAsync()).GetProperty("paths").EnumerateObject()
            .Where(p => p.Name.StartsWith("/api/", StringComparison.Ordinal) || p.Name.StartsWith("/health/", StringComparison.Ordinal))
            .SelectMany(p => p.Value.EnumerateObject().Select(o =>
                $"{o.Name.ToUpperInvariant()} {p.Name} -> {string.Join(' ', o.Value.GetProperty("responses").EnumerateObject().Select(r => r.Name).Order(StringComparer.Ordinal))}"));
        Assert.Equal(OpenApiContract.Operations.Split('\n').Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Document_Schemas_AreTheContract() =>
        Assert.Equal(OpenApiSchemas.Names.Split('\n').Order(StringComparer.Ordinal), (await DocumentAsync()).GetProperty("components").GetProperty("schemas").EnumerateObject().Select(s => s.Name).Order(StringComparer.Ordinal));

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
