using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.PlanCalls;

namespace TwinMcp.Tests.Api.Pricing;

/// <summary>A version's whole life through the public door. The clock stands at <see cref="ProductOptions.Start"/>.</summary>
public sealed class PlanEndpointTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    string Day(int fromToday) => Host.Clock.GetUtcNow().AddDays(fromToday).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Version_FromDraftToTheNext_LivesAsWritten()
    {
        var code = await Host.PlanAsync();
        var draft = await Host.DraftAsync(code, $$"""
            { "currency": "EUR", "monthlyFee": "20", "yearlyFee": 200, "effectiveFrom": "{{Day(0)}}",
              "prices": [
                { "component": "TOKENS", "model": "GRADUATED", "includedQuantity": 100000, "minimumAmount": 5, "tiers": [{ "upTo": 1000000, "unitPrice": 0.8, "baseQuantity": 1000000 }, { "unitPrice": 0.5, "baseQuantity": 1000000, "flatFee": 2 }] },
                { "component": "REQUESTS", "model": "PER_UNIT", "unitPrice": 1, "baseQuantity": 1000, "tool": "query-docs" },
                { "component": "CHARGES", "model": "PERCENTAGE", "unitPrice": 2.5 } ] }
            """);
        Assert.Equal(Version(code, 1), draft.Headers.Location?.OriginalString);
        Assert.Equal(
            $$"""
            "currency":"EUR","number":1,"isDraft":true,"effectiveFrom":"{{Day(0)}}","monthlyFee":20.00,"yearlyFee":200.00,"prices":[
            {"component":"REQUESTS","tool":"query-docs","model":"PER_UNIT","unitPrice":1,"baseQuantity":1000,"includedQuantity":0,"minimumAmount":0.00,"tiers":null},
            {"component":"TOKENS","tool":null,"model":"GRADUATED","unitPrice":null,"baseQuantity":null,"includedQuantity":100000,"minimumAmount":5.00,"tiers":[
            {"upTo":1000000,"unitPrice":0.8,"baseQuantity":1000000,"flatFee":0},{"upTo":null,"unitPrice":0.5,"baseQuantity":1000000,"flatFee":2}]},
            {"component":"CHARGES","tool":null,"model":"PERCENTAGE","unitPrice":2.5,"baseQuantity":100,"includedQuantity":0,"minimumAmount":0.00,"tiers":null}]}
            """.Replace("\n", "", StringComparison.Ordinal), draft.Text[(draft.Text.IndexOf("\"currency\"", StringComparison.Ordinal))..]);

        var replaced = (await Host.Admin.CallAsync("PUT", Version(code, 1), ApiClient.Json(Draft(Day(0), 30m, currency: null)), ("If-Match", draft.ETag))).Expect(200);
        Assert.Equal((draft["id"], 30.00m), (replaced["id"], replaced.Number("monthlyFee")));
        Assert.NotEqual(draft.ETag, replaced.ETag);
        (await Host.PublishAsync(code, 1, draft.ETag)).ExpectProblem(412, "stale");
        Assert.Empty((await InForceAsync(code)).EnumerateArray());

        var published = (await Host.PublishAsync(code, 1, replaced.ETag)).Expect(200);
        Assert.False(published.Json.GetProperty("isDraft").GetBoolean());
        Assert.Equal(1, Assert.Single((await InForceAsync(code)).EnumerateArray()).GetProperty("number").GetInt32());

        var next = await Host.DraftAsync(code, Draft(Day(10), 40m));
        Assert.Equal(2, next.Number("number"));
        (await Host.PublishAsync(code, 2, next.ETag)).Expect(200);
        Assert.Equal((1, 2), (Number(await InForceAsync(code)), Number(await InForceAsync(code, Day(10)))));
        Assert.Equal([2, 1], (await Host.Staff.GetAsync($"{Plans}/{code}")).Json.GetProperty("versions").GetProperty("items").EnumerateArray().Select(v => v.GetProperty("number").GetInt32()));

        static int Number(JsonElement versions) => Assert.Single(versions.EnumerateArray()).GetProperty("number").GetInt32();
    }

    [Fact]
    public async Task Published_EveryChange_IsRefused()
    {
        var code = await Host.PublishedAsync();
        var etag = (await Host.Admin.GetAsync(Version(code, 1))).Expect(200).ETag;
        (await Host.Admin.CallAsync("PUT", Version(code, 1), ApiClient.Json(Draft(Day(0))), ("If-Match", etag))).ExpectProblem(409, "plan_version_published");
        (await Host.PublishAsync(code, 1, etag)).ExpectProblem(409, "plan_version_published");
        (await Host.Admin.CallAsync("DELETE", Version(code, 1), null, ("If-Match", etag))).ExpectProblem(409, "plan_version_published");
    }

    [Theory]
    [InlineData(-1, "effective_in_past")]
    [InlineData(0, "effective_not_after")]
    public async Task Publish_AtADateThatDoesNotRise_IsRefused(int day, string code)
    {
        var plan = await Host.PublishedAsync();
        var draft = await Host.DraftAsync(plan, Draft(Day(day)));
        (await Host.PublishAsync(plan, 2, draft.ETag)).ExpectProblem(409, code);
        // another currency has dates of its own
        var dollars = await Host.DraftAsync(plan, Draft(Day(0), currency: "USD"));
        (await Host.Admin.CallAsync("POST", Version(plan, 1, "USD") + "/publish", null, ("If-Match", dollars.ETag))).Expect(200);
    }

    [Fact]
    public async Task Draft_WhileThereIsOne_IsRefusedAndItsNumberComesBack()
    {
        var code = await Host.PlanAsync();
        var draft = await Host.DraftAsync(code, Draft(Day(5)));
        (await Host.Admin.PostAsync($"{Plans}/{code}/versions", Draft(Day(6)))).ExpectProblem(409, "plan_draft_exists");
        await Host.DraftAsync(code, Draft(Day(5), currency: "USD"));
        (await Host.Admin.CallAsync("DELETE", Version(code, 1))).ExpectProblem(428);
        (await Host.Admin.CallAsync("DELETE", Version(code, 1), null, ("If-Match", draft.ETag))).Expect(204);
        (await Host.Admin.GetAsync(Version(code, 1))).ExpectProblem(404);
        Assert.Equal(1, (await Host.DraftAsync(code, Draft(Day(6)))).Number("number"));
    }

    [Fact]
    public async Task Draft_ManyAtOnce_MakesOne()
    {
        var code = await Host.PlanAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Host.Admin.PostAsync($"{Plans}/{code}/versions", Draft(Day(5)))));
        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => a.ExpectProblem(409, "plan_draft_exists"));
    }

    [Fact]
    public async Task Customer_OfPlans_SeesWhatIsPublished()
    {
        var customer = await Host.ClientAsync(Role.Customer, await Host.Data.CustomerAsync(null));
        var (hidden, shown) = (await Host.PlanAsync(), await Host.PublishedAsync());
        await Host.DraftAsync(hidden, Draft(Day(5)));
        await Host.DraftAsync(shown, Draft(Day(5)));

        (await customer.GetAsync($"{Plans}/{hidden}")).ExpectProblem(404);
        (await customer.GetAsync(Version(shown, 2))).ExpectProblem(404);
        Assert.Single((await customer.GetAsync($"{Plans}/{shown}")).Json.GetProperty("versions").GetProperty("items").EnumerateArray());
        var codes = (await customer.GetAsync(Plans + "?pageSize=200")).Items.Select(i => i.GetProperty("code").GetString()).ToList();
        Assert.Contains(shown, codes);
        Assert.DoesNotContain(hidden, codes);
    }

    [Fact]
    public async Task Refusals_OfPlansAndPaths_AreNamed()
    {
        var code = await Host.PlanAsync();
        (await Host.Admin.PostAsync(Plans, new { code, name = "Again" })).ExpectProblem(409, "plan_exists");
        (await Host.Admin.PostAsync(Plans, """{ "code": "x", "name": "x", "price": 1 }""")).ExpectProblem(400, field: "price");
        (await Host.Admin.PostAsync($"{Plans}/nowhere/versions", Draft(Day(5)))).ExpectProblem(404);
        (await Host.Admin.GetAsync(Version(code, 1, "XXX"))).ExpectProblem(404);
        (await Host.Admin.CallAsync("DELETE", Version(code, 1), null, ("If-Match", "\"1\""))).ExpectProblem(404);
        (await Host.Admin.CallAsync("PUT", Version(code, 1), ApiClient.Json(Draft(Day(5), currency: "USD")), ("If-Match", "\"1\""))).ExpectProblem(400, field: "currency");
        (await Host.Admin.GetAsync(Plans + "?on=1/2/2026")).ExpectProblem(400, field: "on");
        (await Host.Admin.GetAsync(Plans + "?pageSize=201")).ExpectProblem(400, field: "pageSize");
        (await Host.Admin.GetAsync(Plans + "?sort=code")).ExpectProblem(400, field: "sort");
        (await Host.Admin.GetAsync($"{Plans}/{code}?page=0")).ExpectProblem(400, field: "page");
    }

    async Task<JsonElement> InForceAsync(string code, string? on = null) =>
        Assert.Single((await Host.Staff.GetAsync($"{Plans}?pageSize=200{(on is null ? "" : "&on=" + on)}")).Expect(200).Items, p => p.GetProperty("code").GetString() == code).GetProperty("versions");
}
