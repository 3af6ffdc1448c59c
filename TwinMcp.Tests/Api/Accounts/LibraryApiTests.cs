using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.AccountCalls;

namespace TwinMcp.Tests.Api.Accounts;

public sealed class LibraryApiTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Put_ThenGet_ByTheIdAsItIs()
    {
        var id = $"/vercel/{Guid.NewGuid():N}.js";
        (await PutAsync(id, """{ "name": "Next.js", "description": "The React framework" }""")).Expect(201);
        (await PutAsync(id, """{ "name": "Next.js", "description": "The React framework" }""")).Expect(200);
        (await PutAsync(id, """{ "name": "Next" }""")).Expect(200);
        foreach (var path in (string[])[Libraries + id, Libraries + "/" + id, Libraries + "/" + Uri.EscapeDataString(id)])
        {
            var read = (await Host.Staff.GetAsync(path)).Expect(200);
            Assert.Equal((id, "Next", null), (read["id"], read["name"], read["description"]));
        }
        (await Host.Admin.CallAsync("DELETE", Libraries + id)).Expect(204);
        (await Host.Admin.CallAsync("DELETE", Libraries + id)).ExpectProblem(404);
        (await Host.Staff.GetAsync(Libraries + id)).ExpectProblem(404);
        Assert.Equal("library.put library.put library.deleted", await Host.Database.ScalarAsync<string>($"SELECT string_agg(action, ' ' ORDER BY id) FROM audit_log WHERE data->>'library' = '{id}'"));
    }

    [Theory]
    [InlineData("/one", "id")]
    [InlineData("/a/b/c/d/e", "id")]
    [InlineData("/a/b c", "id")]
    [InlineData("/a/é", "id")]
    public async Task Put_WrongId_IsNamed(string id, string field) => (await PutAsync(id, """{ "name": "x" }""")).ExpectProblem(400, field: field);

    [Theory]
    [InlineData("{}", "name")]
    [InlineData("""{ "name": "a\u0000" }""", "name")]
    [InlineData("""{ "name": "x", "description": "a\nb" }""", "description")]
    [InlineData("""{ "name": "x", "stars": 1 }""", "stars")]
    public async Task Put_WrongContent_IsNamed(string body, string field) => (await PutAsync("/a/b", body)).ExpectProblem(400, field: field);

    [Fact]
    public async Task Search_FindsInNameIdAndDescription()
    {
        var mark = Guid.NewGuid().ToString("N")[..10];
        (await PutAsync($"/x/{mark}", """{ "name": "C" }""")).Expect(201);
        (await PutAsync($"/y/b{Guid.NewGuid():N}", $$"""{ "name": "A {{mark.ToUpperInvariant()}}" }""")).Expect(201);
        (await PutAsync($"/z/c{Guid.NewGuid():N}", $$"""{ "name": "B", "description": "like {{mark}}" }""")).Expect(201);
        var found = (await Host.Staff.GetAsync($"{Libraries}?q={mark}")).Expect(200);
        Assert.Equal(3, found.Json.GetProperty("total").GetInt32());
        Assert.Equal(["A", "B", "C"], found.Items.Select(l => l.GetProperty("name").GetString()![..1]));
    }

    [Fact]
    public async Task Search_IsCachedUntilALibraryChanges()
    {
        var mark = Guid.NewGuid().ToString("N")[..10];
        (await PutAsync($"/x/{mark}", """{ "name": "Before" }""")).Expect(201);
        Assert.Equal("Before", await NameAsync(mark));
        await Host.Database.ExecuteAsync($"UPDATE libraries SET name = 'Behind its back' WHERE id = '/x/{mark}'");
        Assert.Equal("Before", await NameAsync(mark));
        (await PutAsync($"/x/{mark}", """{ "name": "After" }""")).Expect(200);
        Assert.Equal("After", await NameAsync(mark));
        (await Host.Admin.CallAsync("DELETE", $"{Libraries}/x/{mark}")).Expect(204);
        Assert.Empty((await Host.Staff.GetAsync($"{Libraries}?q={mark}")).Expect(200).Items);
    }

    [Fact]
    public async Task Customer_IsCachedUntilHeChanges()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var first = await Host.Staff.CustomerAsync(customer);
        await Host.Database.ExecuteAsync($"UPDATE user_profiles SET contact_name = 'Behind its back' WHERE user_id = '{customer}'");
        Assert.Equal(first.Text, (await Host.Staff.CustomerAsync(customer)).Text);
        // the cached ETag is stale: the refusal makes it be read again
        (await Host.Admin.PatchAsync($"{Customers}/{customer}", """{ "phone": "1" }""", first.ETag)).ExpectProblem(412);
        var fresh = await Host.Staff.CustomerAsync(customer);
        Assert.Equal("Behind its back", fresh["contactName"]);
        (await Host.Admin.PatchAsync($"{Customers}/{customer}", """{ "phone": "1" }""", fresh.ETag)).Expect(200);
        Assert.Equal("1", (await Host.Staff.CustomerAsync(customer))["phone"]);
    }

    [Fact]
    public async Task AccountsAndCatalogue_WithoutRedis_AreReadAndWrittenUncached()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { RedisConnectionString = "127.0.0.1:1,abortConnect=false,connectTimeout=100" });
        var customer = await host.Data.CustomerAsync(null);
        var before = await host.Staff.CustomerAsync(customer);
        (await host.Admin.PatchAsync($"{Customers}/{customer}", """{ "phone": "1" }""", before.ETag)).Expect(200);
        Assert.Equal("1", (await host.Staff.CustomerAsync(customer))["phone"]);
        (await host.Admin.CallAsync("PUT", $"{Libraries}/a/b", ApiClient.Json("""{ "name": "One" }"""))).Expect(201);
        Assert.Single((await host.Staff.GetAsync(Libraries)).Expect(200).Items);
        (await host.Admin.CallAsync("PUT", $"{Libraries}/a/c", ApiClient.Json("""{ "name": "Two" }"""))).Expect(201);
        Assert.Equal(2, (await host.Staff.GetAsync(Libraries)).Expect(200).Items.Count);
        Assert.NotEmpty((await host.Admin.GetAsync(Keys)).Expect(200).Items);
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    async Task<string?> NameAsync(string text) => (await Host.Staff.GetAsync($"{Libraries}?q={text}")).Expect(200).Items.Single().GetProperty("name").GetString();

    Task<ApiAnswer> PutAsync(string id, string body) => Host.Admin.CallAsync("PUT", Libraries + id, ApiClient.Json(body));
}
