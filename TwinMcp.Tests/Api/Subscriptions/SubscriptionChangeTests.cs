using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.SubscriptionCalls;

namespace TwinMcp.Tests.Api.Subscriptions;

/// <summary>The clock stands at 10:00 in Paris on Monday, 23 November 2026.</summary>
public sealed class SubscriptionChangeTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Theory]
    [InlineData("basic", "MONTH", """{ "plan": "premium" }""", "premium", null)]
    [InlineData("basic", "MONTH", """{ "plan": "premium", "when": "period_end" }""", "basic", "2026-12-10")]
    [InlineData("premium", "MONTH", """{ "plan": "basic" }""", "premium", "2026-12-10")]
    [InlineData("premium", "MONTH", """{ "plan": "basic", "when": "now" }""", "basic", null)]
    [InlineData("premium", "MONTH", """{ "plan": "basic", "on": "2026-11-12" }""", "basic", null)]
    [InlineData("premium", "MONTH", """{ "plan": "enterprise", "on": "2026-11-30" }""", "premium", "2026-11-30")]
    [InlineData("premium", "MONTH", """{ "plan": "basic", "interval": "YEAR" }""", "basic", null)]
    [InlineData("premium", "YEAR", """{ "plan": "premium", "interval": "MONTH" }""", "premium", "2027-11-10")]
    [InlineData("premium", "YEAR", """{ "plan": "basic" }""", "premium", "2027-11-10")]
    [InlineData("basic", "YEAR", """{ "plan": "enterprise" }""", "enterprise", null)]
    public async Task Change_ByRule_IsNowOrWaits(string plan, string interval, string body, string on, string? waitsFor)
    {
        var (_, started) = await Host.SubscriberAsync(plan, new { interval, startsOn = "2026-11-10" });
        var changed = (await Host.DoAsync(started["id"]!, "change", body)).Expect(200);
        Assert.Equal((on, waitsFor, "ACTIVE"), (changed["plan"], changed.At("pendingChange", "on"), changed["status"]));
        Assert.Equal(waitsFor is null, changed["previousId"] == started["id"]);
        Assert.Equal(waitsFor is null ? 2 : 1, changed.Json.GetProperty("history").GetArrayLength());
    }

    [Theory]
    [InlineData("MONTH", """{ "plan": "premium" }""", 409, "no_change")]
    [InlineData("MONTH", """{ "plan": "premium", "interval": "MONTH", "when": "period_end" }""", 409, "no_change")]
    [InlineData("YEAR", """{ "plan": "basic", "when": "now" }""", 409, "yearly_downgrade_now")]
    [InlineData("YEAR", """{ "plan": "premium", "interval": "MONTH", "when": "now" }""", 409, "yearly_downgrade_now")]
    [InlineData("MONTH", """{ "plan": "gold" }""", 400, "validation")]
    [InlineData("MONTH", """{ "plan": "basic", "on": "2026-11-09" }""", 400, "validation")] // before it began
    [InlineData("MONTH", """{ "plan": "basic", "on": "2027-11-24" }""", 400, "validation")]
    [InlineData("MONTH", """{ "plan": "basic", "on": "2026-12-01", "when": "period_end" }""", 400, "validation")]
    [InlineData("MONTH", """{ "plan": "basic", "when": "later" }""", 400, null)]
    [InlineData("MONTH", """{ "plan": "basic", "interval": "WEEK" }""", 400, null)]
    [InlineData("MONTH", """{ "interval": "YEAR" }""", 400, "validation")]
    [InlineData("MONTH", """{ "plan": "basic", "price": 1 }""", 400, null)]
    public async Task Change_Unsound_IsRefused(string interval, string body, int status, string? code)
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { interval, startsOn = "2026-11-10" });
        (await Host.DoAsync(started["id"]!, "change", body)).ExpectProblem(status, code);
    }

    [Fact]
    public async Task Change_TwiceOnADay_ReplacesTheFirst()
    {
        var (customer, started) = await Host.SubscriberAsync("basic", new { startsOn = "2026-11-10" });
        var premium = (await Host.DoAsync(started["id"]!, "change", new { plan = "premium" })).Expect(200);
        var enterprise = (await Host.DoAsync(premium["id"]!, "change", new { plan = "enterprise", interval = "YEAR" })).Expect(200);
        Assert.Equal((premium["id"], started["id"], "YEAR"), (enterprise["id"], enterprise["previousId"], enterprise["interval"]));
        Assert.Equal(("2026-11-23", "2027-11-22"), (enterprise.At("currentPeriod", "startDate"), enterprise.At("currentPeriod", "endDate")));
        Assert.Equal(2L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM subscriptions WHERE user_id = '{customer}'"));
    }

    [Fact]
    public async Task Change_BackOnTheSameDay_IsAsIfNothingHadHappened()
    {
        var (customer, started) = await Host.SubscriberAsync("basic", new { startsOn = "2026-11-10" });
        var yearly = (await Host.DoAsync(started["id"]!, "change", new { plan = "premium", interval = "YEAR" })).Expect(200);
        var back = (await Host.DoAsync(yearly["id"]!, "change", new { plan = "basic", interval = "MONTH" })).Expect(200);
        Assert.Equal((started["id"], "ACTIVE", null), (back["id"], back["status"], back["endsOn"]));
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM subscriptions WHERE user_id = '{customer}'"));
    }

    [Fact]
    public async Task Change_OfTheFirstDay_NeedsNoOther()
    {
        var (_, started) = await Host.SubscriberAsync("basic");
        var changed = (await Host.DoAsync(started["id"]!, "change", new { plan = "premium" })).Expect(200);
        Assert.Equal((started["id"], "premium", null), (changed["id"], changed["plan"], changed["previousId"]));
    }

    [Fact]
    public async Task Change_InATrial_KeepsTheTrial()
    {
        var (_, started) = await Host.SubscriberAsync("basic", new { startsOn = "2026-11-10", trialDays = 30 });
        var changed = (await Host.DoAsync(started["id"]!, "change", new { plan = "premium", interval = "YEAR" })).Expect(200);
        Assert.Equal(("2026-11-23", "2026-12-10", "2026-12-10"), (changed["startedOn"], changed["trialEndsOn"], changed.At("nextRenewal", "on")));
        // nothing is paid for yet: down at the end of the trial, or now
        var waiting = (await Host.DoAsync(changed["id"]!, "change", new { plan = "free" })).Expect(200);
        Assert.Equal("2026-12-10", waiting.At("pendingChange", "on"));
        Assert.Equal("free", (await Host.DoAsync(changed["id"]!, "change", new { plan = "free", when = "now" })).Expect(200)["plan"]);
    }

    [Fact]
    public async Task Change_ThatWaits_CanBeReplacedAndWithdrawn()
    {
        var (_, started) = await Host.SubscriberAsync("enterprise", new { startsOn = "2026-11-10" });
        (await Host.DoAsync(started["id"]!, "change", new { plan = "premium" })).Expect(200);
        var replaced = (await Host.DoAsync(started["id"]!, "change", new { plan = "basic" })).Expect(200);
        Assert.Equal(("basic", "2026-12-10"), (replaced.At("pendingChange", "plan"), replaced.At("pendingChange", "on")));
        var withdrawn = (await Host.Admin.CallAsync("DELETE", Subscription(started["id"]!) + "/change", null, ("If-Match", replaced.ETag))).Expect(200);
        Assert.Null(withdrawn["pendingChange"]);
        (await Host.Admin.CallAsync("DELETE", Subscription(started["id"]!) + "/change", null, ("If-Match", withdrawn.ETag))).ExpectProblem(409, "no_pending_change");
        (await Host.Admin.CallAsync("DELETE", Subscription(started["id"]!) + "/change", null, ("If-Match", replaced.ETag))).ExpectProblem(412);
        (await Host.Admin.CallAsync("DELETE", Subscription(started["id"]!) + "/change")).ExpectProblem(428);
    }

    [Fact]
    public async Task Change_BeforeItBegins_IsOfWhatBegins()
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { startsOn = "2026-12-15", interval = "YEAR" });
        var changed = (await Host.DoAsync(started["id"]!, "change", new { plan = "basic", interval = "MONTH" })).Expect(200);
        Assert.Equal((started["id"], "basic", "2026-12-15", "2026-12-15"), (changed["id"], changed["plan"], changed["startedOn"], changed.At("nextRenewal", "on")));
    }

    [Fact]
    public async Task Change_ToAVersionThatIsForSaleLater_WaitsForItsDay()
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
        var plan = $"spring-{Guid.NewGuid():N}"[..20];
        await Host.Database.ExecuteAsync($"""
            INSERT INTO plans (id, code, name) VALUES ('{Guid.NewGuid()}', '{plan}', 'Spring');
            INSERT INTO plan_versions (id, plan_id, number, currency, monthly_fee, effective_from, is_draft)
            SELECT gen_random_uuid(), id, n, 'EUR', 10 * n, DATE '2026-12-01' + n, n = 4 FROM plans, generate_series(1, 4) n WHERE code = '{plan}'
            """);
        (await Host.DoAsync(started["id"]!, "change", new { plan })).ExpectProblem(400, "validation", "plan");
        // versions 1 to 3 are for sale from 2, 3 and 4 December; 4 is a draft
        var waiting = (await Host.DoAsync(started["id"]!, "change", new { plan, on = "2026-12-03" })).Expect(200);
        Assert.Equal((plan, "2026-12-03"), (waiting.At("pendingChange", "plan"), waiting.At("pendingChange", "on")));
        Assert.Equal("20.00", waiting.At("nextRenewal", "fee"));
    }
}
