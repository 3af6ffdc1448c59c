using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;
using static TwinMcp.Tests.Support.PlanCalls;

namespace TwinMcp.Tests.Api.Pricing;

public sealed class WhatIfTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string October = "2026-10-15T10:00:00Z";

    /// <summary>A fee of 20 and 1 per million tokens.</summary>
    const string Now = """
        { "currency": "EUR", "monthlyFee": 20, "effectiveFrom": "2026-11-23", "prices": [{ "component": "TOKENS", "model": "PER_UNIT", "unitPrice": 1, "baseQuantity": 1000000 }] }
        """;

    /// <summary>A fee of 10, a million included, 3 per million up to ten, 1 per million beyond.</summary>
    const string Then = """
        { "currency": "EUR", "monthlyFee": 10, "effectiveFrom": "2027-01-01",
          "prices": [{ "component": "TOKENS", "model": "GRADUATED", "includedQuantity": 1000000,
            "tiers": [{ "upTo": 10000000, "unitPrice": 3, "baseQuantity": 1000000 }, { "unitPrice": 1, "baseQuantity": 1000000 }] }] }
        """;

    ProductHost Host => product.Host;

    [Fact]
    public async Task WhatIf_ThreeCustomers_ComparesTheirOctober()
    {
        var code = await Host.PublishedAsync(Now);
        var small = await SubscribedAsync(code, 1_000_000);
        var large = await SubscribedAsync(code, 21_000_000);
        var middle = await SubscribedAsync(code, 5_000_000);
        var other = await Host.Data.CustomerAsync();
        await Host.UseAsync(other, (1_000_000, October));
        // the first one's October is invoiced already, which changes nothing
        (await Host.Admin.PostAsync(Invoices, Month(small, "2026-10", send: true))).Expect(201);
        await Host.DraftAsync(code, Then);
        var invoices = await Host.Database.ScalarAsync<long>("SELECT count(*) FROM invoices");

        var answer = (await Host.Staff.PostAsync(Version(code, 2) + "/what-if", "{}")).Expect(200);

        Assert.Equal(("2026-10", code, "EUR"), (answer["period"], answer["plan"], answer["currency"]));
        // 21 + 41 + 25; 10 + (10 + 27 + 11) + (10 + 12)
        Assert.Equal("""{"customers":3,"winners":2,"losers":1,"parked":0,"now":87.00,"then":80.00,"difference":-7.00}""", answer["sums"]);
        Assert.Equal(
            [(small.ToString(), 21.00m, 10.00m, -11.00m), (large.ToString(), 41.00m, 48.00m, 7.00m), (middle.ToString(), 25.00m, 22.00m, -3.00m)],
            Customers(answer));
        var second = (await Host.Staff.PostAsync(Version(code, 2) + "/what-if", new { period = "2026-10", page = 2, pageSize = 1 })).Expect(200);
        Assert.Equal([(large.ToString(), 41.00m, 48.00m, 7.00m)], Customers(second));
        Assert.Equal(answer["sums"], second["sums"]);
        // nothing was used in September
        Assert.Equal("""{"customers":3,"winners":3,"losers":0,"parked":0,"now":60.00,"then":30.00,"difference":-30.00}""",
            (await Host.Admin.PostAsync(Version(code, 2) + "/what-if", """{ "period": "2026-09" }"""))["sums"]);
        Assert.Equal(invoices, await Host.Database.ScalarAsync<long>("SELECT count(*) FROM invoices"));
    }

    [Fact]
    public async Task WhatIf_OfAnotherPlan_AsksItsCustomers()
    {
        var (mine, other) = (await Host.PublishedAsync(Now), await Host.PublishedAsync(Now));
        await SubscribedAsync(other, 2_000_000);
        await Host.DraftAsync(mine, Then);
        Assert.Equal("""{"customers":0,"winners":0,"losers":0,"parked":0,"now":0.00,"then":0.00,"difference":0.00}""", (await Host.Staff.PostAsync(Version(mine, 2) + "/what-if", "{}"))["sums"]);
        Assert.Equal("""{"customers":1,"winners":1,"losers":0,"parked":0,"now":22.00,"then":13.00,"difference":-9.00}""", (await Host.Staff.PostAsync(Version(mine, 2) + "/what-if", new { plan = other }))["sums"]);
    }

    [Theory]
    [InlineData("""{ "period": "2026-13" }""", "period")]
    [InlineData("""{ "period": "2026-10-01" }""", "period")]
    [InlineData("""{ "period": "2026-12" }""", "period")]
    [InlineData("""{ "period": "1999-12" }""", "period")]
    [InlineData("""{ "plan": "nowhere" }""", "plan")]
    [InlineData("""{ "page": 0 }""", "page")]
    [InlineData("""{ "page": 202, "pageSize": 50 }""", "page")]
    [InlineData("""{ "pageSize": 201 }""", "pageSize")]
    [InlineData("""{ "limit": 5 }""", "limit")]
    public async Task WhatIf_WrongInput_NamesTheField(string body, string field) =>
        (await Host.Staff.PostAsync(Version(await Host.PublishedAsync(), 1) + "/what-if", body)).ExpectProblem(400, field: field);

    [Fact]
    public async Task WhatIf_OfNoVersion_IsNotFound() =>
        (await Host.Staff.PostAsync(Version(await Host.PublishedAsync(), 7) + "/what-if", "{}")).ExpectProblem(404);

    async Task<CustomerId> SubscribedAsync(string code, long tokens)
    {
        var customer = await Host.Data.CustomerAsync(null);
        await Host.Data.SubscribeAsync(customer, code, new DateOnly(2024, 1, 1));
        await Host.UseAsync(customer, (tokens, October));
        return customer;
    }

    static IEnumerable<(string?, decimal, decimal, decimal)> Customers(ApiAnswer answer) =>
        answer.Json.GetProperty("customers").GetProperty("items").EnumerateArray()
            .Select(c => (c.GetProperty("userId").GetString(), c.GetProperty("now").GetDecimal(), c.GetProperty("then").GetDecimal(), c.GetProperty("difference").GetDecimal()));
}
