using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api.Accounts;

public sealed class UsageLogApiTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Records_ByCursor_AreEachThereOnceNewestFirst()
    {
        var customer = await Host.Data.CustomerAsync(null);
        // three at one instant: the id decides; two months: two partitions
        await Host.UseAsync(customer, (1, "2026-10-30T10:00:00Z"), (2, "2026-10-31T22:30:00Z"), (3, "2026-10-31T23:30:00Z"), (4, "2026-11-02T10:00:00Z"), (4, "2026-11-02T10:00:00Z"), (4, "2026-11-02T10:00:00Z"), (7, "2026-11-03T10:00:00.123456Z"));
        var (tokens, ids, cursor) = (new List<long>(), new HashSet<Guid>(), "");
        do
        {
            var page = (await Host.Staff.GetAsync($"/api/usage/records?userId={customer}&from=2026-10-01&to=2026-11-30&pageSize=2&cursor={cursor}")).Expect(200);
            tokens.AddRange(page.Items.Select(r => r.GetProperty("tokens").GetInt64()));
            ids.UnionWith(page.Items.Select(r => r.GetProperty("id").GetGuid()));
            Assert.Null(page["total"]);
            cursor = page["nextCursor"];
        }
        while (cursor is not null);
        Assert.Equal([7, 4, 4, 4, 3, 2, 1], tokens);
        Assert.Equal(7, ids.Count);

        // 22:30 UTC is 23:30 in Paris, still October; 23:30 UTC is November
        Assert.Equal([2, 1], await TokensAsync(customer, "&from=2026-10-01&to=2026-10-31"));
        Assert.Equal([3], await TokensAsync(customer, "&from=2026-11-01&to=2026-11-01"));
        Assert.Empty(await TokensAsync(customer, "&tool=resolve-library-id"));
        Assert.Equal(5, (await TokensAsync(customer, "&tool=query-docs&from=2026-11-01")).Count);
    }

    [Fact]
    public async Task DailyAndMonthly_AreTheSumsOfTheRecords()
    {
        var customer = await Host.Data.CustomerAsync(null);
        await Host.UseAsync(customer, (10, "2026-10-31T10:00:00Z"), (20, "2026-11-01T10:00:00Z"), (30, "2026-11-01T11:00:00Z"));
        var client = await Host.ClientAsync(Role.Customer, customer);

        var daily = (await client.GetAsync("/api/usage/daily?from=2026-10-01&to=2026-11-23")).Expect(200);
        Assert.Equal((3m, 60m, "2026-10-01", "2026-11-23"), (daily.Number("requests"), daily.Number("tokens"), daily["from"], daily["to"]));
        Assert.Equal(["2026-10-31 1 10", "2026-11-01 2 50"], daily.Items.Select(Words));
        var monthly = (await client.GetAsync("/api/usage/monthly?from=2026-10-31&to=2026-11-01")).Expect(200);
        Assert.Equal(["2026-10-01 1 10", "2026-11-01 2 50"], monthly.Items.Select(Words));
        Assert.Equal(("2026-10-01", "2026-11-30"), (monthly["from"], monthly["to"]));
        Assert.Equal("query-docs 3 60", Words(monthly.Json.GetProperty("tools")[0], "tool"));
        var libraries = (await client.GetAsync("/api/usage/libraries?from=2026-10-25&to=2026-11-23")).Expect(200);
        Assert.Equal("False", libraries["isPartial"]);
        Assert.Equal("/vercel/next.js 3 60", Words(libraries.Items.Single(), "libraryId"));
    }

    [Theory]
    [InlineData("records")]
    [InlineData("daily")]
    [InlineData("monthly")]
    [InlineData("libraries")]
    public async Task Usage_OfAnotherCustomer_IsNotThere(string what)
    {
        var (mine, theirs) = (await Host.Data.CustomerAsync(null), await Host.Data.CustomerAsync(null));
        await Host.UseAsync(theirs, (99, "2026-11-20T10:00:00Z"));
        var client = await Host.ClientAsync(Role.Customer, mine);
        var foreign = (await client.GetAsync($"/api/usage/{what}?userId={theirs}")).ExpectProblem(404, "not_found");
        Assert.Equal((await client.GetAsync($"/api/usage/{what}?userId={Guid.NewGuid()}")).ExpectProblem(404)["detail"], foreign["detail"]);
        Assert.Empty((await client.GetAsync($"/api/usage/{what}")).Expect(200).Items);
        (await Host.Staff.GetAsync($"/api/usage/{what}?userId={Guid.NewGuid()}")).ExpectProblem(404);
        (await Host.Staff.GetAsync($"/api/usage/{what}")).ExpectProblem(400, field: "userId");
    }

    [Theory]
    [InlineData("records?from=2026-01-01&to=2026-04-11", "to")]
    [InlineData("records?from=2026-11-02&to=2026-11-01", "to")]
    [InlineData("records?from=01/02/2026", "from")]
    [InlineData("records?from=1999-12-31&to=2000-01-01", "from")]
    [InlineData("records?to=0001-01-01", "from")]
    [InlineData("records?to=9999-12-31", "to")]
    [InlineData("records?tool=search", "tool")]
    [InlineData("records?pageSize=201", "pageSize")]
    [InlineData("records?page=2", "page")]
    [InlineData("records?cursor=nonsense", "cursor")]
    [InlineData("records?cursor=OTk5OTk5OTk5OTk5OTk5OTk5OXww", "cursor")]
    [InlineData("records?userId=7", "userId")]
    [InlineData("daily?from=2025-01-01&to=2026-11-23", "to")]
    [InlineData("daily?cursor=x", "cursor")]
    [InlineData("monthly?from=2001-01-01&to=2026-11-23", "to")]
    [InlineData("libraries?from=2026-10-01&to=2026-11-23", "to")]
    public async Task Usage_WrongParameter_IsNamed(string query, string field)
    {
        var client = await Host.ClientAsync(Role.Customer, await Host.Data.CustomerAsync(null));
        (await client.GetAsync("/api/usage/" + query)).ExpectProblem(400, field: field);
    }

    [Fact]
    public async Task Records_OfAHundredDays_AreGiven()
    {
        var client = await Host.ClientAsync(Role.Customer, await Host.Data.CustomerAsync(null));
        (await client.GetAsync("/api/usage/records?from=2026-01-01&to=2026-04-10")).Expect(200);
    }

    static string Words(JsonElement item) => Words(item, "date");

    static string Words(JsonElement item, string name) => $"{item.GetProperty(name).GetString()} {item.GetProperty("requests")} {item.GetProperty("tokens")}";

    async Task<List<long>> TokensAsync(CustomerId customer, string query) =>
        [.. (await Host.Staff.GetAsync($"/api/usage/records?userId={customer}{query}")).Expect(200).Items.Select(r => r.GetProperty("tokens").GetInt64())];
}
