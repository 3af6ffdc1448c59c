using System.Text;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api;

/// <summary>What HTTP itself says: methods, routes, bodies that cannot be read, people without a key.</summary>
public sealed class WireTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Nobody = "/api/billing/invoices/00000000-0000-0000-0000-000000000009";

    ProductHost Host => product.Host;

    [Theory]
    [InlineData("DELETE", Nobody)]
    [InlineData("PUT", Nobody)]
    [InlineData("POST", Nobody)]
    [InlineData("DELETE", Invoices)]
    [InlineData("PATCH", Invoices)]
    [InlineData("POST", Nobody + "/pdf")]
    [InlineData("PUT", "/api/usage")]
    public async Task Call_MethodThatIsNotThere_Is405(string method, string path) =>
        (await Host.Admin.CallAsync(method, path)).ExpectProblem(405, "method_not_allowed");

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/nothing")]
    [InlineData("/api/billing")]
    [InlineData("/api/billing/invoices/not-a-guid")]
    [InlineData(Nobody + "/lines")]
    [InlineData(Nobody)]
    [InlineData(Nobody + "/pdf")]
    [InlineData(Nobody + "/xml")]
    public async Task Get_WhatIsNotThere_Is404(string path) => (await Host.Admin.GetAsync(path)).ExpectProblem(404, "not_found");

    [Theory]
    [InlineData("GET", Invoices)]
    [InlineData("POST", Invoices)]
    [InlineData("GET", Nobody)]
    [InlineData("PATCH", Nobody)]
    [InlineData("GET", Nobody + "/pdf")]
    [InlineData("GET", Nobody + "/xml")]
    [InlineData("POST", Nobody + "/send")]
    [InlineData("POST", "/api/usage")]
    public async Task Call_Anonymous_Is401AndNeverARedirect(string method, string path)
    {
        var answer = await Host.Anonymous.CallAsync(method, path, method == "GET" ? null : ApiClient.Json(new { }));
        answer.ExpectProblem(401, "unauthorized");
        Assert.Null(answer.Headers.Location);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer x")]
    [InlineData("Bearer tm_live_00000000.00000000000000000000000000000000")]
    [InlineData("Basic YWRtaW46YWRtaW4=")]
    public async Task Call_BadAuthorization_Is401(string header) =>
        (await Host.Anonymous.CallAsync("GET", Invoices, null, ("Authorization", header))).ExpectProblem(401, "unauthorized");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{ \"userId\": \"x\" } trailing")]
    [InlineData("{ /* no */ }")]
    [InlineData("{ \"userId\": null, }")]
    public async Task Post_WhatIsNotOurJson_Is400(string body) => (await Host.Admin.PostAsync(Invoices, body)).ExpectProblem(400);

    [Fact]
    public async Task Post_Depth100_Is400() =>
        (await Host.Admin.PostAsync(Invoices, "{\"lines\":" + new string('[', 100) + new string(']', 100) + "}")).ExpectProblem(400);

    [Fact]
    public async Task Post_AnotherMediaType_Is415() =>
        (await Host.Admin.CallAsync("POST", Invoices, new StringContent("<a/>", Encoding.UTF8, "application/xml"))).ExpectProblem(415, "not_json");

    [Theory]
    [InlineData(Invoices)]
    [InlineData(Invoices + "/preview")]
    [InlineData("/api/usage")]
    public async Task Post_TenMegabytes_Is413(string path)
    {
        var caller = path == "/api/usage" ? Host.Ingestion : Host.Admin;
        using var content = ApiClient.Json("{ \"x\": \"" + new string('x', 10 * 1024 * 1024) + "\" }");
        (await caller.CallAsync("POST", path, content, ("Expect", "100-continue"))).ExpectProblem(413, "too_large");
    }

    [Fact]
    public async Task Refusal_AnyText_NamesNoInternals()
    {
        var answer = (await Host.Admin.PostAsync(Invoices, """{ "userId": 5, "lines": "x" }""")).ExpectProblem(400);
        Assert.DoesNotContain("System.", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("TwinMcp.", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_LiveAndReady_AreForEverybody()
    {
        Assert.Equal("ok", (await Host.Anonymous.GetAsync("/health/live")).Expect(200)["status"]);
        Assert.Equal("ok", (await Host.Anonymous.GetAsync("/health/ready")).Expect(200)["status"]);
    }
}
