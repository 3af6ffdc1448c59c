using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.SubscriptionCalls;

namespace TwinMcp.Tests.Api.Subscriptions;

/// <summary>Start, pause, cancel, read. The clock stands at 10:00 in Paris on Monday, 23 November 2026.</summary>
public sealed class SubscriptionLifeTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Theory]
    [InlineData("""{ "plan": "premium" }""", "userId")]
    [InlineData("""{ "userId": "USER" }""", "plan")]
    [InlineData("""{ "userId": "USER", "plan": "gold" }""", "plan")]
    [InlineData("""{ "userId": "00000000-0000-0000-0000-000000000001", "plan": "premium" }""", "userId")]
    [InlineData("""{ "userId": "USER", "plan": "premium", "anchorDay": 0 }""", "anchorDay")]
    [InlineData("""{ "userId": "USER", "plan": "premium", "anchorDay": 32 }""", "anchorDay")]
    [InlineData("""{ "userId": "USER", "plan": "premium", "trialDays": -1 }""", "trialDays")]
    [InlineData("""{ "userId": "USER", "plan": "premium", "trialDays": 366 }""", "trialDays")]
    [InlineData("""{ "userId": "USER", "plan": "premium", "startsOn": "2025-11-22" }""", "startsOn")]
    [InlineData("""{ "userId": "USER", "plan": "premium", "startsOn": "2027-11-24" }""", "startsOn")]
    public async Task Start_WrongInput_NamesTheField(string body, string field)
    {
        var customer = await Host.NewcomerAsync();
        (await Host.Admin.PostAsync(SubscriptionPath, body.Replace("USER", customer.ToString(), StringComparison.Ordinal))).ExpectProblem(400, "validation", field);
    }

    [Theory]
    [InlineData("2026-11-30", 0, null, 30, "2026-11-30")]
    [InlineData("2026-11-23", 14, null, 7, "2026-12-07")]
    [InlineData("2026-11-23", 8, 31, 31, "2026-12-01")]
    [InlineData("2027-11-23", 365, null, 22, "2028-11-22")]
    public async Task Start_WithATrial_AnchorsOnTheFirstPaidDay(string startsOn, int trialDays, int? anchorDay, int anchor, string paidFrom)
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { startsOn, trialDays, anchorDay });
        Assert.Equal((anchor, startsOn, trialDays == 0 ? null : paidFrom), ((int)started.Number("anchorDay"), started["startedOn"], started["trialEndsOn"]));
        Assert.Equal(paidFrom, started.At("nextRenewal", "on"));
        Assert.Equal($"{SubscriptionPath}/{started["id"]}", started.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Start_InACurrencyThatThePlanIsNotSoldIn_IsRefused()
    {
        await Host.NewcomerAsync();
        var customer = await Host.Data.CustomerAsync(null, "JPY");
        (await Host.StartAsync(customer, "premium")).ExpectProblem(400, "validation", "plan");
    }

    [Fact]
    public async Task Start_WithAKeyTwice_IsOneSubscription()
    {
        var customer = await Host.NewcomerAsync();
        var key = Guid.NewGuid().ToString();
        var first = (await Host.StartAsync(customer, "premium", key: key)).Expect(201);
        Assert.Equal(first.Text, (await Host.StartAsync(customer, "premium", key: key)).Expect(201).Text);
        (await Host.StartAsync(customer, "basic", key: key)).ExpectProblem(422, "idempotency_mismatch");
        (await Host.StartAsync(customer, "premium")).ExpectProblem(409, "already_subscribed");
    }

    [Fact]
    public async Task Start_TwentyAtOnce_IsOneSubscription()
    {
        var customer = await Host.NewcomerAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Host.StartAsync(customer, "premium")));
        Assert.Equal([(201, 1), (409, 19)], answers.GroupBy(a => a.Status).Select(g => (g.Key, g.Count())).Order());
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM subscriptions WHERE user_id = '{customer}'"));
    }

    [Fact]
    public async Task Start_InInvoicedDays_IsRefused()
    {
        var (customer, started) = await Host.SubscriberAsync("premium", new { startsOn = "2026-10-01" });
        (await Host.Admin.PostAsync(BillingCalls.Invoices, BillingCalls.Month(customer, "2026-10", send: true))).Expect(201);
        (await Host.DoAsync(started["id"]!, "change", new { plan = "basic", on = "2026-10-31" })).ExpectProblem(409, "period_invoiced");
        (await Host.DoAsync(started["id"]!, "pause", new { on = "2026-10-31" })).ExpectProblem(409, "period_invoiced");
        (await Host.DoAsync(started["id"]!, "cancel", new { when = "now" })).Expect(200);
        (await Host.StartAsync(customer, "premium", new { startsOn = "2026-10-31" })).ExpectProblem(409, "already_subscribed");
        await Host.Database.ExecuteAsync($"UPDATE subscriptions SET ends_on = '2026-10-20' WHERE user_id = '{customer}'");
        (await Host.StartAsync(customer, "premium", new { startsOn = "2026-10-31" })).ExpectProblem(409, "period_invoiced");
        (await Host.StartAsync(customer, "premium", new { startsOn = "2026-11-01" })).Expect(201);
    }

    [Fact]
    public async Task Withdraw_BeforeItBegins_LeavesNothing()
    {
        var (customer, started) = await Host.SubscriberAsync("premium", new { startsOn = "2026-11-24" });
        (await Host.DoAsync(started["id"]!, "cancel", new { when = "now" })).ExpectProblem(409, "subscription_not_begun");
        (await Host.Admin.CallAsync("DELETE", Subscription(started["id"]!), null, ("If-Match", started.ETag))).Expect(204);
        (await Host.Admin.GetAsync(Subscription(started["id"]!))).ExpectProblem(404);
        var begun = (await Host.StartAsync(customer, "premium")).Expect(201);
        (await Host.Admin.CallAsync("DELETE", Subscription(begun["id"]!), null, ("If-Match", begun.ETag))).ExpectProblem(409, "subscription_begun");
    }

    [Theory]
    [InlineData("MONTH", "2026-11-10", 0, "now", "CANCELLED", "2026-11-23")]
    [InlineData("MONTH", "2026-11-23", 0, "now", "CANCELLED", "2026-11-24")] // its one day
    [InlineData("MONTH", "2026-11-10", 0, "period_end", "ACTIVE", "2026-12-10")]
    [InlineData("MONTH", "2026-11-10", 30, "period_end", "ACTIVE", "2026-12-10")] // the trial's end
    [InlineData("MONTH", "2026-10-31", 0, "period_end", "ACTIVE", "2026-11-30")]
    [InlineData("YEAR", "2026-11-10", 0, "now", "CANCELLED", "2026-11-23")]
    [InlineData("YEAR", "2026-11-10", 0, "period_end", "ACTIVE", "2027-11-10")]
    public async Task Cancel_NowOrLater_EndsOnItsDay(string interval, string startsOn, int trialDays, string when, string status, string endsOn)
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { interval, startsOn, trialDays });
        var cancelled = (await Host.DoAsync(started["id"]!, "cancel", new { when })).Expect(200);
        Assert.Equal((status, endsOn, null), (cancelled["status"], cancelled["endsOn"], cancelled["nextRenewal"]));
        (await Host.DoAsync(started["id"]!, "cancel", new { when = "period_end" })).ExpectProblem(409, status == "ACTIVE" ? "subscription_ending" : "subscription_over");
    }

    [Fact]
    public async Task Reactivate_WhatIsCancelledLater_GoesOn()
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
        (await Host.DoAsync(started["id"]!, "reactivate")).ExpectProblem(409, "subscription_not_ending");
        (await Host.DoAsync(started["id"]!, "change", new { plan = "basic" })).Expect(200);
        var cancelled = (await Host.DoAsync(started["id"]!, "cancel", new { when = "period_end" })).Expect(200);
        Assert.Equal(("True", null), (cancelled["cancelAtPeriodEnd"], cancelled["pendingChange"]));
        (await Host.DoAsync(started["id"]!, "change", new { plan = "basic" })).ExpectProblem(409, "subscription_ending");
        var again = (await Host.DoAsync(started["id"]!, "reactivate")).Expect(200);
        Assert.Equal(("False", null, "2026-12-10"), (again["cancelAtPeriodEnd"], again["endsOn"], again.At("nextRenewal", "on")));
        (await Host.DoAsync(started["id"]!, "cancel", new { })).ExpectProblem(400, "validation", "when");
    }

    [Fact]
    public async Task Customer_CancelsHisOwnAtPeriodEndAndNothingElse()
    {
        var (customer, started) = await Host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
        var (owner, other) = (await Host.ClientAsync(Role.Customer, customer), await Host.ClientAsync(Role.Customer, await Host.NewcomerAsync()));
        var id = started["id"]!;
        (await Host.DoAsync(other, id, "cancel", new { when = "period_end" })).ExpectProblem(404);
        (await Host.DoAsync(owner, id, "cancel", new { when = "now" })).ExpectProblem(403);
        (await Host.DoAsync(owner, id, "change", new { plan = "basic" })).ExpectProblem(403);
        (await Host.DoAsync(owner, id, "pause")).ExpectProblem(403);
        Assert.Equal("2026-12-10", (await Host.DoAsync(owner, id, "cancel", new { when = "period_end" })).Expect(200)["endsOn"]);
        Assert.Null((await Host.DoAsync(owner, id, "reactivate")).Expect(200)["endsOn"]);
        Assert.Equal([id], (await owner.GetAsync(SubscriptionPath)).Expect(200).Items.Select(i => i.GetProperty("id").GetString()!));
        Assert.Empty((await other.GetAsync($"{SubscriptionPath}?userId={customer}")).Expect(200).Items);
    }

    [Fact]
    public async Task Pause_AndResume_TakeDaysOut()
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { startsOn = "2026-10-10" });
        var id = started["id"]!;
        (await Host.DoAsync(id, "resume")).ExpectProblem(409, "not_paused");
        (await Host.DoAsync(id, "pause", new { on = "2026-11-24" })).ExpectProblem(400, "validation", "on");
        (await Host.DoAsync(id, "pause", new { on = "2026-10-09" })).ExpectProblem(400, "validation", "on");
        var paused = (await Host.DoAsync(id, "pause", new { on = "2026-11-12" })).Expect(200);
        Assert.Equal(("PAUSED", null), (paused["status"], paused["nextRenewal"]));
        (await Host.DoAsync(id, "pause")).ExpectProblem(409, "already_paused");
        (await Host.DoAsync(id, "change", new { plan = "enterprise" })).ExpectProblem(409, "subscription_paused");
        (await Host.DoAsync(id, "resume", new { on = "2026-11-11" })).ExpectProblem(400, "validation", "on");
        Assert.Equal("ACTIVE", (await Host.DoAsync(id, "resume", new { on = "2026-11-20" })).Expect(200)["status"]);
        (await Host.DoAsync(id, "pause", new { on = "2026-11-19" })).ExpectProblem(400, "validation", "on");
        (await Host.DoAsync(id, "pause", new { on = "2026-11-23" })).Expect(200);
        // paused and resumed on one day: it never was
        var resumed = (await Host.DoAsync(id, "resume")).Expect(200);
        Assert.Equal([("2026-11-12", "2026-11-20")], resumed.Json.GetProperty("pauses").EnumerateArray().Select(p => (p.GetProperty("pausedOn").GetString(), p.GetProperty("resumesOn").GetString())));
    }

    [Fact]
    public async Task Pause_OfAYear_IsRefused()
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { interval = "YEAR" });
        (await Host.DoAsync(started["id"]!, "pause")).ExpectProblem(409, "yearly_cannot_pause");
    }

    [Fact]
    public async Task Write_WithoutOrWithAStaleETag_IsRefused()
    {
        var (_, started) = await Host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
        (await Host.Admin.PostAsync(Subscription(started["id"]!) + "/pause", new { })).ExpectProblem(428);
        (await Host.DoAsync(started["id"]!, "pause")).Expect(200);
        (await Host.Admin.CallAsync("POST", Subscription(started["id"]!) + "/resume", ApiClient.Json(new { }), ("If-Match", started.ETag))).ExpectProblem(412, "stale");
        (await Host.DoAsync(started["id"]!, "resume", """{ "day": "2026-11-23" }""")).ExpectProblem(400);
    }

    [Fact]
    public async Task List_ByFilters_HasWhatMatches()
    {
        var (customer, started) = await Host.SubscriberAsync("basic", new { startsOn = "2026-11-10" });
        var premium = (await Host.DoAsync(started["id"]!, "change", new { plan = "premium" })).Expect(200);
        async Task<string[]> IdsAsync(string query) => [.. (await Host.Staff.GetAsync($"{SubscriptionPath}?userId={customer}{query}")).Expect(200).Items.Select(i => i.GetProperty("id").GetString()!)];
        Assert.Equal([premium["id"]!, started["id"]!], await IdsAsync(""));
        Assert.Equal([premium["id"]!], await IdsAsync("&status=ACTIVE&status=PAUSED"));
        Assert.Equal([started["id"]!], await IdsAsync("&plan=basic"));
        Assert.Equal([started["id"]!], await IdsAsync("&pageSize=1&page=2"));
        Assert.Equal(2m, (await Host.Staff.GetAsync($"{SubscriptionPath}?userId={customer}&pageSize=1")).Number("total"));
    }

    [Theory]
    [InlineData("status=active", "status")]
    [InlineData("page=0", "page")]
    [InlineData("page=10002&pageSize=1", "page")]
    [InlineData("pageSize=201", "pageSize")]
    [InlineData("userId=x", "userId")]
    [InlineData("cursor=x", "cursor")]
    public async Task List_WrongParameter_IsNamed(string query, string field) =>
        (await Host.Staff.GetAsync($"{SubscriptionPath}?{query}")).ExpectProblem(400, "validation", field);
}
