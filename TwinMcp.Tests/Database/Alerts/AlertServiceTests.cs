using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Alerts;

public sealed class AlertServiceTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Usage_CrossingThresholds_AlertsOnceEach()
    {
        Host.Clock.JumpTo(At("2026-11-23T09:00:00Z"));
        var customer = await Host.Data.CustomerAsync();
        var client = await Host.ClientAsync(Role.Customer, customer);
        await SetAsync(client, customer, """{ "rules": [{ "metric": "TOKENS", "quantity": 1000, "percents": [100, 80] }, { "metric": "REQUESTS", "quantity": 3 }] }""");
        var rules = (await client.GetAsync($"/api/billing/alert-rules/{customer}")).Expect(200).Json.GetProperty("rules");
        Assert.Equal("""[{"metric":"REQUESTS","quantity":3,"percents":[80,100]},{"metric":"TOKENS","quantity":1000,"percents":[80,100]}]""", rules.GetRawText());

        await Host.UseAsync(customer, (799, "2026-11-20T10:00:00Z"));
        Assert.Empty(await RaiseAsync(customer));
        await Host.UseAsync(customer, (1, "2026-11-21T10:00:00Z"));
        Assert.Equal(["800 tokens used in 2026-11: 80 % of 1,000 is reached."], await RaiseAsync(customer));
        // two thresholds of one metric and two of the other at once; four nodes find them together
        await Host.UseAsync(customer, (400, "2026-11-22T10:00:00Z"));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Service.RaiseAsync(Actor.System("test"), CancellationToken.None)));
        Assert.Equal(
            ["1,200 tokens used in 2026-11: 100 % of 1,000 is reached.", "3 requests used in 2026-11: 100 % of 3 is reached.", "3 requests used in 2026-11: 80 % of 3 is reached.", "800 tokens used in 2026-11: 80 % of 1,000 is reached."],
            await RaiseAsync(customer));

        // the same rules again are nothing new; another quantity is
        await SetAsync(client, customer, """{ "rules": [{ "metric": "TOKENS", "quantity": 1000 }] }""");
        Assert.Equal(4, (await RaiseAsync(customer)).Count);
        await SetAsync(client, customer, """{ "rules": [{ "metric": "TOKENS", "quantity": 1100, "percents": [100] }] }""");
        Assert.Contains("1,200 tokens used in 2026-11: 100 % of 1,100 is reached.", await RaiseAsync(customer));
    }

    [Fact]
    public async Task Usage_OfTheMonthBefore_AlertsWhenTheRuleIsThatOld()
    {
        Host.Clock.JumpTo(At("2027-01-31T22:59:00Z")); // 23:59 in Paris
        var (early, late) = (await Host.Data.CustomerAsync(), await Host.Data.CustomerAsync());
        await SetAsync(Host.Admin, early, """{ "rules": [{ "metric": "TOKENS", "quantity": 10, "percents": [100] }] }""");
        await Host.UseAsync(early, (10, "2027-01-31T22:58:00Z"));
        await Host.UseAsync(late, (10, "2027-01-31T22:58:00Z"));
        Host.Clock.JumpTo(At("2027-01-31T23:00:00Z"));
        await SetAsync(Host.Admin, late, """{ "rules": [{ "metric": "TOKENS", "quantity": 10, "percents": [100] }] }""");

        Assert.Equal(["10 tokens used in 2027-01: 100 % of 10 is reached."], await RaiseAsync(early));
        Assert.Empty(await RaiseAsync(late));
    }

    /// <summary>Ends on 15 March 2027: the first day without it.</summary>
    [Fact]
    public async Task Subscription_AboutToEnd_AlertsFourteenSevenAndOneDayBefore()
    {
        var customer = await Host.Data.CustomerAsync();
        await Host.Database.ExecuteAsync($"UPDATE subscriptions SET ends_on = '2027-03-15' WHERE user_id = '{customer}'");
        var counts = new List<int>();
        foreach (var day in new[] { "02-28", "03-01", "03-02", "03-07", "03-08", "03-13", "03-14", "03-15", "03-16" })
        {
            Host.Clock.JumpTo(At($"2027-{day}T09:00:00Z"));
            counts.Add((await RaiseAsync(customer)).Count);
        }
        Assert.Equal([0, 1, 1, 1, 2, 2, 3, 3, 3], counts);
        Assert.Contains("The subscription ends on 2027-03-15, in 7 day(s).", await RaiseAsync(customer));
    }

    [Fact]
    public async Task Subscription_AfterAPause_AlertsOnlyWhatIsTrueNow()
    {
        var customer = await Host.Data.CustomerAsync();
        await Host.Database.ExecuteAsync($"UPDATE subscriptions SET ends_on = '2027-05-15' WHERE user_id = '{customer}'");
        Host.Clock.JumpTo(At("2027-05-12T09:00:00Z"));
        Assert.Equal(["The subscription ends on 2027-05-15, in 3 day(s)."], await RaiseAsync(customer));
    }

    AlertService Service => Host.Services.GetRequiredService<AlertService>();

    /// <summary>Raises whatever is due and gives the customer's alerts, sorted.</summary>
    async Task<IReadOnlyList<string>> RaiseAsync(CustomerId customer)
    {
        await Service.RaiseAsync(Actor.System("test"), CancellationToken.None);
        await using var db = await Host.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
        var alerts = await db.Alerts.AsNoTracking().Where(a => a.UserId == customer).ToListAsync();
        return [.. alerts.Select(a => a.Data.Message(a.Type)).Order(StringComparer.Ordinal)];
    }

    static async Task SetAsync(ApiClient client, CustomerId customer, string rules) =>
        (await client.CallAsync("PUT", $"/api/billing/alert-rules/{customer}", ApiClient.Json(rules))).Expect(200);

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
