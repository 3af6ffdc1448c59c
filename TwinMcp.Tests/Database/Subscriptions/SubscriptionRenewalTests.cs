using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.SubscriptionCalls;

namespace TwinMcp.Tests.Database.Subscriptions;

/// <summary>What comes due, by the job on any number of nodes. The story begins on 23 November 2026.</summary>
public sealed class SubscriptionRenewalTests
{
    [Fact]
    public async Task ApplyDue_OnTheDay_MovesEachOnceOnTwoNodes()
    {
        await using var host = await ProductHost.StartAsync();
        var ids = new List<string>();
        for (var n = 0; n < 6; n++)
        {
            var (_, started) = await host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
            (await (n % 2 == 0 ? host.DoAsync(started["id"]!, "change", new { plan = "basic" }) : host.DoAsync(started["id"]!, "cancel", new { when = "period_end" }))).Expect(200);
            ids.Add(started["id"]!);
        }
        host.Clock.JumpTo(new DateTimeOffset(2026, 12, 9, 22, 59, 59, TimeSpan.Zero)); // the last second of the 9th in Paris
        Assert.Equal(0, await RoundAsync(host));
        host.Clock.JumpTo(new DateTimeOffset(2026, 12, 9, 23, 0, 0, TimeSpan.Zero));
        var moved = await Task.WhenAll(RoundAsync(host), RoundAsync(host), RoundAsync(host));
        Assert.Equal(6, moved.Sum() + await RoundAsync(host));
        Assert.Equal(0, await RoundAsync(host));

        for (var n = 0; n < ids.Count; n++)
        {
            var old = (await host.Admin.GetAsync(Subscription(ids[n]))).Expect(200);
            Assert.Equal((n % 2 == 0 ? "EXPIRED" : "CANCELLED", "2026-12-10"), (old["status"], old["endsOn"]));
        }
        Assert.Equal(3L, await host.Database.ScalarAsync<long>("SELECT count(*) FROM subscriptions WHERE status = 'ACTIVE' AND started_on = '2026-12-10' AND previous_id IS NOT NULL"));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Write_OfWhatHasComeDue_CarriesItOutAndAsksToLookAgain()
    {
        await using var host = await ProductHost.StartAsync();
        var (_, started) = await host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
        (await host.DoAsync(started["id"]!, "change", new { plan = "basic" })).Expect(200);
        host.Clock.JumpTo(new DateTimeOffset(2026, 12, 10, 9, 0, 0, TimeSpan.Zero));
        (await host.DoAsync(started["id"]!, "cancel", new { when = "now" })).ExpectProblem(412, "stale");
        (await host.DoAsync(started["id"]!, "cancel", new { when = "now" })).ExpectProblem(409, "subscription_over");
        Assert.Equal("basic", (await host.Admin.GetAsync($"{SubscriptionPath}?status=ACTIVE")).Items[0].GetProperty("plan").GetString());
    }

    [Fact]
    public async Task ApplyDue_InAPause_WaitsForItsEnd()
    {
        await using var host = await ProductHost.StartAsync();
        var (_, started) = await host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
        (await host.DoAsync(started["id"]!, "change", new { plan = "basic" })).Expect(200);
        (await host.DoAsync(started["id"]!, "pause")).Expect(200);
        host.Clock.JumpTo(new DateTimeOffset(2026, 12, 20, 9, 0, 0, TimeSpan.Zero));
        Assert.Equal(0, await RoundAsync(host));
        var resumed = (await host.DoAsync(started["id"]!, "resume", new { on = "2026-12-15" })).Expect(200);
        Assert.Equal("2026-12-15", resumed.At("pendingChange", "on"));
        Assert.Equal(1, await RoundAsync(host));
        Assert.Equal(("basic", "2026-12-15"), Newest(await host.Admin.GetAsync($"{SubscriptionPath}?status=ACTIVE")));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task ApplyDue_EndInAPause_ClosesIt()
    {
        await using var host = await ProductHost.StartAsync();
        var (customer, started) = await host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
        (await host.DoAsync(started["id"]!, "pause")).Expect(200);
        (await host.DoAsync(started["id"]!, "cancel", new { when = "period_end" })).Expect(200);
        host.Clock.JumpTo(new DateTimeOffset(2026, 12, 20, 9, 0, 0, TimeSpan.Zero));
        // who comes back does not wait for the job
        (await host.StartAsync(customer, "basic")).Expect(201);
        Assert.Equal(0, await RoundAsync(host));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Job_OfTheProduct_CarriesItOut()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { WithJobs = true });
        var (_, started) = await host.SubscriberAsync("premium", new { startsOn = "2026-11-10" });
        (await host.DoAsync(started["id"]!, "cancel", new { when = "period_end" })).Expect(200);
        host.Clock.JumpTo(new DateTimeOffset(2026, 12, 10, 9, 0, 0, TimeSpan.Zero));
        await Eventually.HoldsAsync(async () => { host.Clock.Advance(TimeSpan.FromSeconds(61)); return (await host.Admin.GetAsync(Subscription(started["id"]!)))["status"] == "CANCELLED"; }, "the job finds it");
    }

    static (string?, string?) Newest(ApiAnswer list) => (list.Items[0].GetProperty("plan").GetString(), list.Items[0].GetProperty("startedOn").GetString());

    static Task<int> RoundAsync(ProductHost host) => host.Services.GetRequiredService<SubscriptionRenewalService>().ApplyDueAsync(CancellationToken.None);
}
