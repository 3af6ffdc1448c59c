using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>A month billed for everybody, with what can be odd about one of them.</summary>
public sealed class BillingRunTests
{
    const string Runs = "/api/billing/runs";

    [Fact]
    public async Task Run_OfEverybody_BillsParksAndSkipsEachByItself()
    {
        await using var host = await ProductHost.StartAsync();
        var plain = await host.Data.CustomerAsync("basic");
        var anchored = await host.Data.CustomerAsync(null);
        await host.Data.SubscribeAsync(anchored, "basic", new DateOnly(2026, 1, 15), anchorDay: 15);
        var free = await host.Data.CustomerAsync("free");
        var incomplete = await host.Data.CustomerAsync("premium", change: c => c.Siren = null);
        var twice = await host.Data.CustomerAsync("basic");
        await host.Database.ExecuteAsync($"INSERT INTO subscriptions (user_id, id, plan_version_id, status, interval, anchor_day, started_on, ends_on, cancel_at_period_end, created_at, years_from) SELECT user_id, gen_random_uuid(), plan_version_id, 'EXPIRED', interval, 1, '2026-10-05', '2026-10-20', false, now(), '2026-10-05' FROM subscriptions WHERE user_id = '{twice}'");
        var holder = await host.Data.CustomerAsync("basic");
        (await host.Admin.PostAsync("/api/billing/credits", new { userId = holder.Value, type = "COMPENSATION", amount = 10, reason = "x" })).Expect(201);
        foreach (var customer in (CustomerId[])[plain, anchored])
            await host.UseAsync(customer, (1_000_000, "2026-10-10T12:00:00Z"), (4_000_000, "2026-10-20T12:00:00Z"));

        var preview = (await host.Admin.PostAsync(Runs + "/preview", new { month = "2026-10" })).Expect(200);
        // 29.00 + 2 x 0.80/1000 -> 0.00 + 5 x 0.80 = 33.00 -> 39.60; the anchored one until 14 October: 29.80 -> 35.76; 34.80; 118.80
        Assert.Equal((6, 4, 1, 1), ((int)preview.Number("accounts"), (int)preview.Number("bills"), (int)preview.Number("skipped"), (int)preview.Number("parkedCount")));
        Assert.Equal(228.96m, preview.Json.GetProperty("totals").GetProperty("EUR").GetDecimal());

        var run = (await host.Admin.PostAsync(Runs, new { month = "2026-10" })).Expect(201);
        await WorkAsync(host);
        var done = (await host.Staff.GetAsync($"{Runs}/{run["id"]}")).Expect(200);
        Assert.Equal(("FINISHED", 6m, 6m, 4m, 3m, 2m, 1m), (done["status"], done.Number("total"), done.Number("done"), done.Number("drafted"), done.Number("issued"), done.Number("parked"), done.Number("skipped")));
        Assert.Equal(("SENT", 39.60m, 39.60m), await OnlyAsync(host, plain));
        Assert.Equal(("SENT", 35.76m, 35.76m), await OnlyAsync(host, anchored));
        Assert.Equal(("SENT", 34.80m, 24.80m), await OnlyAsync(host, holder));
        Assert.Equal(("DRAFT", 118.80m, 118.80m), await OnlyAsync(host, incomplete));
        Assert.Empty((await host.Admin.GetAsync($"{Invoices}?userId={free}")).Items);
        var parked = (await host.Staff.GetAsync(Runs + "/parked")).Items.Select(p => p.GetProperty("code").GetString()).Order(StringComparer.Ordinal);
        Assert.Equal(["incomplete_invoice", "two_recurring_lines"], parked);

        // again: nobody twice, and what was parked is tried again
        await host.Database.ExecuteAsync($"DELETE FROM subscriptions WHERE user_id = '{twice}' AND status = 'EXPIRED'");
        (await host.Admin.PostAsync(Runs, new { month = "2026-10" })).Expect(201);
        await WorkAsync(host);
        Assert.Equal(("SENT", 34.80m, 34.80m), await OnlyAsync(host, twice));
        Assert.Equal(4L, await host.Database.ScalarAsync<long>("SELECT count(*) FROM invoices WHERE number IS NOT NULL"));
        Assert.Equal("incomplete_invoice", Assert.Single((await host.Staff.GetAsync(Runs + "/parked")).Items).GetProperty("code").GetString());
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task LateUsage_OfAnIssuedMonth_IsBilledOnceInTheNext()
    {
        await using var host = await ProductHost.StartAsync();
        var customer = await host.Data.CustomerAsync("basic");
        await host.UseAsync(customer, (10_000_000, "2026-09-10T12:00:00Z"));
        await BillAsync(host, "2026-09");
        await host.UseAsync(customer, (5_000_000, "2026-09-30T21:59:59Z"), (1_000_000, "2026-10-02T12:00:00Z"));
        await BillAsync(host, "2026-10");
        await BillAsync(host, "2026-09");
        await BillAsync(host, "2026-10");

        var october = (await host.Admin.GetAsync($"{Invoices}?userId={customer}&sort=-number")).Items[0].GetProperty("id").GetString()!;
        var lines = (await host.Admin.GetAsync(Invoice(october))).Json.GetProperty("lines").EnumerateArray()
            .Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.GetProperty("component").GetString()} {l.GetProperty("quantity").GetDecimal():0} {l.GetProperty("net").GetDecimal():0.00}"));
        Assert.Equal(["fee 1 29.00", "requests 1 0.00", "tokens 1000000 0.80", "lateUsage 1 0.00", "lateUsage 5000000 4.00"], lines);
        Assert.Equal(2L, await host.Database.ScalarAsync<long>("SELECT count(*) FROM invoices"));

        var explained = (await host.Staff.GetAsync(Invoice(october) + "/explain")).Expect(200).Json.GetProperty("lines")[4];
        Assert.Equal(("LATE_USAGE", "basic", "5000000 x 0.8 / 1000000"), (explained.GetProperty("kind").GetString(), explained.GetProperty("plan").GetProperty("code").GetString(), explained.GetProperty("arithmetic").GetString()));
        var counted = Assert.Single(explained.GetProperty("usage").EnumerateArray());
        Assert.Equal(("2026-09-01", "2026-09-30", 5_000_000L), (counted.GetProperty("from").GetString(), counted.GetProperty("to").GetString(), counted.GetProperty("tokens").GetInt64()));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Run_StartedAtOnceOnTwoNodes_IsOneResult()
    {
        await using var database = await BillingDatabase.CloneAsync();
        await using var first = await ProductHost.StartAsync(new ProductOptions { Database = database });
        await using var second = await ProductHost.StartAsync(new ProductOptions { Database = database });
        foreach (var _ in Enumerable.Range(0, 40))
            await first.Data.CustomerAsync("basic");
        var started = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => (n % 2 == 0 ? first : second).Admin.PostAsync(Runs, new { month = "2026-10" })));
        Assert.Single(started, a => a.Status == 201);
        Assert.Single(started.Select(a => a["id"]).Distinct());
        await Task.WhenAll(WorkAsync(first), WorkAsync(second));
        Assert.Equal((40L, 40L, 40L), (
            await database.ScalarAsync<long>("SELECT count(*) FROM invoices"),
            await database.ScalarAsync<long>("SELECT count(DISTINCT number) FROM invoices"),
            await database.ScalarAsync<long>("SELECT max(n)::bigint FROM number_register")));
        await InvariantChecker.AssertHoldAsync(database);
    }

    [Fact]
    public async Task Run_PausedAndResumed_GoesOnWhereItWas()
    {
        await using var host = await ProductHost.StartAsync();
        await host.Data.CustomerAsync("basic");
        var run = (await host.Admin.PostAsync(Runs, new { month = "2026-10", issue = false })).Expect(201)["id"]!;
        (await host.Admin.PostAsync($"{Runs}/{run}/pause", "{}")).Expect(200);
        (await host.Admin.PostAsync($"{Runs}/{run}/pause", "{}")).ExpectProblem(409, "forbidden_transition");
        await WorkAsync(host);
        Assert.Equal(0L, await host.Database.ScalarAsync<long>("SELECT count(*) FROM invoices"));
        (await host.Admin.PostAsync($"{Runs}/{run}/resume", "{}")).Expect(200);
        await WorkAsync(host);
        Assert.Equal(1L, await host.Database.ScalarAsync<long>("SELECT count(*) FROM invoices WHERE status = 'DRAFT'"));
    }

    [Fact]
    public async Task Schedule_AfterTheProductWasDown_CatchesUpAndStartsEachMonthOnce()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions
        {
            Start = new DateTimeOffset(2026, 7, 31, 22, 59, 0, TimeSpan.Zero),
            Settings = new Dictionary<string, string> { ["BILLING_SCHEDULE"] = "0 0 3 1 * ?" },
        });
        var schedule = host.Services.GetRequiredService<Web.Jobs.BillingSchedule>();
        // 1 July was nobody's wish but the latest; 1 August comes at 3 in Paris
        Assert.Equal("1 0 1 0", $"{await RoundAsync("2026-07-31T22:59:00Z")} {await RoundAsync("2026-08-01T00:59:59Z")} {await RoundAsync("2026-08-01T01:00:01Z")} {await RoundAsync("2026-08-20T01:00:00Z")}");
        // down for two months
        Assert.Equal("2 0", $"{await RoundAsync("2026-10-15T08:00:00Z")} {await RoundAsync("2026-10-15T08:01:00Z")}");
        Assert.Equal(["2026-06", "2026-07", "2026-08", "2026-09"], (await host.Admin.GetAsync(Runs)).Items.Select(r => r.GetProperty("month").GetString()).Order(StringComparer.Ordinal));

        async Task<int> RoundAsync(string at)
        {
            host.Clock.JumpTo(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture));
            var started = await schedule.RoundAsync(CancellationToken.None);
            await WorkAsync(host);
            return started;
        }
    }

    [Theory]
    [InlineData("""{}""", "month")]
    [InlineData("""{ "month": "2026-13" }""", "month")]
    [InlineData("""{ "month": "2026-12" }""", "month")]
    [InlineData("""{ "month": "1999-12" }""", "month")]
    public async Task Start_WrongMonth_IsNamed(string body, string field)
    {
        await using var host = await ProductHost.StartAsync();
        (await host.Admin.PostAsync(Runs, body)).ExpectProblem(400, "validation", field);
    }

    static async Task BillAsync(ProductHost host, string month)
    {
        (await host.Admin.PostAsync(Runs, new { month })).Expect(201);
        await WorkAsync(host);
    }

    static Task WorkAsync(ProductHost host) =>
        Eventually.HoldsAsync(async () => await host.Services.GetRequiredService<BillingRunDispatcher>().DispatchAsync(CancellationToken.None) == 0, "nothing is left to do");

    static async Task<(string?, decimal, decimal)> OnlyAsync(ProductHost host, CustomerId customer)
    {
        var invoice = Assert.Single((await host.Admin.GetAsync($"{Invoices}?userId={customer}")).Items);
        return (invoice.GetProperty("status").GetString(), invoice.GetProperty("total").GetDecimal(), invoice.GetProperty("due").GetDecimal());
    }
}
