using System.Text.Json.Nodes;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api;

public sealed class IsolationTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/pdf")]
    [InlineData("GET", "/xml")]
    [InlineData("POST", "/send")]
    [InlineData("PATCH", "")]
    public async Task Call_InvoiceOfAnotherCustomer_IsAnsweredLikeAMissingOne(string method, string path)
    {
        var issued = await Host.IssuedAsync(await Host.Data.CustomerAsync());
        var stranger = await Host.ClientAsync(Role.Customer, await Host.Data.CustomerAsync());
        var body = method == "GET" ? null : "{}";

        var theirs = await stranger.CallAsync(method, Invoice(issued["id"]!) + path, body is null ? null : ApiClient.Json(body), ("If-Match", issued.ETag));
        var missing = await stranger.CallAsync(method, Invoice(Guid.NewGuid().ToString()) + path, body is null ? null : ApiClient.Json(body), ("If-Match", issued.ETag));

        theirs.ExpectProblem(method == "GET" ? 404 : 403);
        Assert.Equal(WithoutTrace(missing), WithoutTrace(theirs));
        Assert.Equal(missing.Headers.Select(h => h.Key).Order(), theirs.Headers.Select(h => h.Key).Order());
    }

    [Fact]
    public async Task Get_DraftAsItsCustomer_IsAnsweredLikeAMissingOne()
    {
        var customer = await Host.Data.CustomerAsync();
        var draft = await Host.DraftAsync(customer);
        var owner = await Host.ClientAsync(Role.Customer, customer);
        foreach (var path in (string[])["", "/pdf", "/xml"])
        {
            var hidden = (await owner.GetAsync(Invoice(draft["id"]!) + path)).ExpectProblem(404, "not_found");
            Assert.Equal(WithoutTrace(await owner.GetAsync(Invoice(Guid.NewGuid().ToString()) + path)), WithoutTrace(hidden));
        }
        (await Host.MoveAsync(draft["id"]!, "SENT")).Expect(200);
        (await owner.GetAsync(Invoice(draft["id"]!))).Expect(200);
    }

    [Fact]
    public async Task Get_CancelledDraftAsItsCustomer_Is404()
    {
        var customer = await Host.Data.CustomerAsync();
        var draft = await Host.DraftAsync(customer);
        (await Host.MoveAsync(draft["id"]!, "CANCELLED")).Expect(200);
        (await (await Host.ClientAsync(Role.Customer, customer)).GetAsync(Invoice(draft["id"]!))).ExpectProblem(404, "not_found");
    }

    static string WithoutTrace(ApiAnswer answer)
    {
        var json = JsonNode.Parse(answer.Text)!.AsObject();
        Assert.True(json.Remove("traceId"));
        return json.ToJsonString();
    }
}
