using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;
using static TwinMcp.Tests.Support.SubscriptionCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>Subscriptions from their first day to their invoices, through the public doors, with a clock that is told. All figures by hand.</summary>
public sealed class SubscriptionScenarioTests
{
    [Fact]
    public async Task TrialIntoPaid_ChargesFromTheFirstPaidDay()
    {
        await using var host = await AtAsync("2026-01-05T09:00:00Z");
        var (customer, started) = await host.SubscriberAsync("basic", new { trialDays = 14, anchorDay = 1 });
        Assert.Equal(("2026-01-05", "2026-01-19"), (started["startedOn"], started["trialEndsOn"]));
        Assert.Equal(("2026-01-05", "2026-01-18", "2026-01-19"), (started.At("currentPeriod", "startDate"), started.At("currentPeriod", "endDate"), started.At("nextRenewal", "on")));
        Go(host, "2026-02-02T09:00:00Z");
        // the last second of the trial in Paris, and the first that is paid for
        await host.UseAsync(customer, (5_000_000, "2026-01-18T22:59:59Z"), (500_000, "2026-01-18T23:00:00Z"));

        // 13 of 31 days: 29 - round(29 x 18/31 = 16.839) = 12.16; 500,000 x 0.80 / 1,000,000
        var january = (await host.Admin.PostAsync(Invoices, Month(customer, "2026-01", send: true))).Expect(201);
        Assert.Equal(["Abonnement Basic = 12.16", "Jetons renvoyés = 0.40"], january.Nets());
        Assert.Equal((12.56m, 2.51m, 15.07m), Totals(january));
        Go(host, "2026-03-02T09:00:00Z");
        Assert.Equal((29.00m, 5.80m, 34.80m), Totals((await host.Admin.PostAsync(Invoices, Month(customer, "2026-02"))).Expect(201)));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Upgrade_OnThe31stOfJanuary_GivesADayBackAndChargesADay()
    {
        await using var host = await AtAsync("2026-01-01T09:00:00Z");
        var (customer, started) = await host.SubscriberAsync("premium");
        Go(host, "2026-01-31T09:00:00Z");
        var upgraded = (await host.DoAsync(started["id"]!, "change", new { plan = "enterprise" })).Expect(200);
        Assert.Equal(("enterprise", "ACTIVE", "2026-01-31", started["id"]), (upgraded["plan"], upgraded["status"], upgraded["startedOn"], upgraded["previousId"]));
        Assert.Equal(("EXPIRED", "2026-01-31"), Ended((await host.Admin.GetAsync(Subscription(started["id"]!))).Expect(200)));
        // 23:59:59 on the 30th in Paris is still Premium's, midnight is Enterprise's
        await host.UseAsync(customer, (250_000, "2026-01-30T22:59:59Z"), (500_000, "2026-01-30T23:00:00Z"));

        Go(host, "2026-02-01T09:00:00Z");
        // 99 - round(99 x 30/31 = 95.806) = 3.19; 499 - round(499 x 30/31 = 482.903) = 16.10
        var january = (await host.Admin.PostAsync(Invoices, Month(customer, "2026-01", send: true))).Expect(201);
        Assert.Equal(["Abonnement Premium = 99.00", "Abonnement Premium : jours non utilisés = -3.19", "Jetons renvoyés = 0.15", "Abonnement Enterprise = 16.10", "Jetons renvoyés = 0.20"], january.Nets());
        Assert.Equal((112.26m, 22.45m, 134.71m), Totals(january));
        (await host.DoAsync(upgraded["id"]!, "change", new { plan = "premium", on = "2026-01-31" })).ExpectProblem(409, "period_invoiced");
        Go(host, "2026-03-01T09:00:00Z");
        Assert.Equal(["Abonnement Enterprise = 499.00"], (await host.Admin.PostAsync(Invoices, Month(customer, "2026-02"))).Expect(201).Nets());
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Downgrade_WaitsForTheEndOfItsMonth()
    {
        await using var host = await AtAsync("2026-01-15T09:00:00Z");
        var (customer, started) = await host.SubscriberAsync("premium");
        Go(host, "2026-02-20T09:00:00Z");
        var waiting = (await host.DoAsync(started["id"]!, "change", new { plan = "basic" })).Expect(200);
        Assert.Equal(("premium", "basic", "2026-03-15"), (waiting["plan"], waiting.At("pendingChange", "plan"), waiting.At("pendingChange", "on")));
        Assert.Equal(("2026-03-15", "basic", "29.00"), (waiting.At("nextRenewal", "on"), waiting.At("nextRenewal", "plan"), waiting.At("nextRenewal", "fee")));

        Go(host, "2026-04-15T09:00:00Z");
        // no job has run: generating carries the change out before it computes
        Assert.Equal(["Abonnement Premium = 99.00"], (await host.Admin.PostAsync(Invoices, Period(customer, "2026-02-15", "2026-03-14", send: true))).Expect(201).Nets());
        Assert.Equal(["Abonnement Basic = 29.00"], (await host.Admin.PostAsync(Invoices, Period(customer, "2026-03-15", "2026-04-14", send: true))).Expect(201).Nets());
        Assert.Equal(("EXPIRED", "2026-03-15"), Ended((await host.Admin.GetAsync(Subscription(started["id"]!))).Expect(200)));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Yearly_IsChargedOnceAndItsUsageEachMonth()
    {
        await using var host = await AtAsync("2026-01-15T09:00:00Z");
        var (customer, started) = await host.SubscriberAsync("premium", new { interval = "YEAR" });
        Assert.Equal(("2026-01-15", "2027-01-14"), (started.At("currentPeriod", "startDate"), started.At("currentPeriod", "endDate")));
        Go(host, "2026-02-15T09:00:00Z");
        await host.UseAsync(customer, (1_000_000, "2026-01-20T10:00:00Z"), (2_000_000, "2026-02-15T08:00:00Z"));
        // 12 x 99, and 1,000,000 x 0.60 / 1,000,000
        Assert.Equal(["Abonnement Premium = 1188.00", "Jetons renvoyés = 0.60"], (await host.Admin.PostAsync(Invoices, Period(customer, "2026-01-15", "2026-02-14", send: true))).Expect(201).Nets());
        (await host.DoAsync(started["id"]!, "change", new { plan = "basic", when = "now" })).ExpectProblem(409, "yearly_downgrade_now");
        var waiting = (await host.DoAsync(started["id"]!, "change", new { plan = "basic", interval = "MONTH" })).Expect(200);
        Assert.Equal("2027-01-15", waiting.At("pendingChange", "on"));

        // up on the first day of an invoice's period: 334 of 365 days are left of both
        // 1188 - round(1188 x 31/365 = 100.899) = 1087.10; 5988 - round(5988 x 31/365 = 508.570) = 5479.43
        var upgraded = (await host.DoAsync(started["id"]!, "change", new { plan = "enterprise" })).Expect(200);
        Assert.Equal((null, "2027-01-14"), (upgraded.At("pendingChange", "on"), upgraded.At("currentPeriod", "endDate")));
        Go(host, "2026-03-15T09:00:00Z");
        Assert.Equal(["Abonnement Premium : jours non utilisés = -1087.10", "Abonnement Enterprise = 5479.43", "Jetons renvoyés = 0.80"],
            (await host.Admin.PostAsync(Invoices, Period(customer, "2026-02-15", "2026-03-14", send: true))).Expect(201).Nets());
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Pause_OverAMonthEnd_IsGivenBackOnBothInvoices()
    {
        await using var host = await AtAsync("2026-01-01T09:00:00Z");
        var (customer, started) = await host.SubscriberAsync("premium");
        Go(host, "2026-01-22T09:00:00Z");
        Assert.Equal("PAUSED", (await host.DoAsync(started["id"]!, "pause")).Expect(200)["status"]);
        Go(host, "2026-02-01T09:00:00Z");
        // 99 - round(99 x 21/31 = 67.0645) = 31.94
        Assert.Equal(["Abonnement Premium = 99.00", "Abonnement Premium : jours non utilisés = -31.94"], (await host.Admin.PostAsync(Invoices, Month(customer, "2026-01", send: true))).Expect(201).Nets());
        Go(host, "2026-02-08T09:00:00Z");
        (await host.DoAsync(started["id"]!, "resume", new { on = "2026-01-31" })).ExpectProblem(409, "period_invoiced");
        var resumed = (await host.DoAsync(started["id"]!, "resume")).Expect(200);
        Assert.Equal(("ACTIVE", "2026-03-01"), (resumed["status"], resumed.At("nextRenewal", "on")));
        Go(host, "2026-03-01T09:00:00Z");
        // 21 of 28 days: 99 x 21/28 = 74.25
        Assert.Equal(["Abonnement Premium = 74.25"], (await host.Admin.PostAsync(Invoices, Month(customer, "2026-02", send: true))).Expect(201).Nets());
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task MonthlyToYearly_BeginsAYearOnTheDay()
    {
        await using var host = await AtAsync("2026-01-01T09:00:00Z");
        var (customer, started) = await host.SubscriberAsync("basic");
        Go(host, "2026-01-16T09:00:00Z");
        var yearly = (await host.DoAsync(started["id"]!, "change", new { plan = "basic", interval = "YEAR" })).Expect(200);
        Assert.Equal(("2026-01-16", "2027-01-15"), (yearly.At("currentPeriod", "startDate"), yearly.At("currentPeriod", "endDate")));
        Go(host, "2026-02-01T09:00:00Z");
        // 16 of 31 days are left: 29 - round(29 x 15/31 = 14.032) = 14.97; 12 x 29
        var january = (await host.Admin.PostAsync(Invoices, Month(customer, "2026-01", send: true))).Expect(201);
        Assert.Equal(["Abonnement Basic = 29.00", "Abonnement Basic : jours non utilisés = -14.97", "Abonnement Basic = 348.00"], january.Nets());
        Assert.Equal((362.03m, 72.41m, 434.44m), Totals(january));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task CancelNow_AndComeBackInTheSameMonth_IsOneInvoice()
    {
        await using var host = await AtAsync("2026-01-01T09:00:00Z");
        var (customer, started) = await host.SubscriberAsync("premium");
        Go(host, "2026-01-11T09:00:00Z");
        Assert.Equal(("CANCELLED", "2026-01-11"), Ended((await host.DoAsync(started["id"]!, "cancel", new { when = "now" })).Expect(200)));
        Go(host, "2026-01-20T09:00:00Z");
        var back = (await host.StartAsync(customer, "basic")).Expect(201);
        Assert.Equal((1m, null), (back.Number("anchorDay"), back["previousId"])); // its months go on tiling
        Go(host, "2026-02-01T09:00:00Z");
        // 99 - round(99 x 10/31 = 31.935) = 67.06; 29 - round(29 x 19/31 = 17.774) = 11.23
        Assert.Equal(["Abonnement Premium = 99.00", "Abonnement Premium : jours non utilisés = -67.06", "Abonnement Basic = 11.23"],
            (await host.Admin.PostAsync(Invoices, Month(customer, "2026-01", send: true))).Expect(201).Nets());
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Draft_OfBeforeAChange_IsNotIssued()
    {
        await using var host = await AtAsync("2026-01-01T09:00:00Z");
        var (customer, started) = await host.SubscriberAsync("basic");
        Go(host, "2026-02-01T09:00:00Z");
        var draft = (await host.Admin.PostAsync(Invoices, Month(customer, "2026-01"))).Expect(201);
        (await host.DoAsync(started["id"]!, "change", new { plan = "premium", on = "2026-01-31" })).Expect(200);
        (await host.MoveAsync(draft["id"]!, "SENT")).ExpectProblem(409, "subscription_changed");
        // 29 - round(29 x 30/31 = 28.0645) = 0.94; the day of Premium costs 3.19
        Assert.Equal(["Abonnement Basic = 29.00", "Abonnement Basic : jours non utilisés = -0.94", "Abonnement Premium = 3.19"],
            (await host.Admin.PostAsync(Invoices, Month(customer, "2026-01", force: true, send: true))).Expect(200).Nets());
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Theory]
    [InlineData("2026-12-31T22:59:59Z", "2026-12-31", 31)] // 23:59:59 in Paris
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01", 1)]
    [InlineData("2027-03-28T21:59:59Z", "2027-03-28", 28)] // 23 hours
    [InlineData("2027-03-28T22:00:00Z", "2027-03-29", 29)]
    [InlineData("2026-10-25T22:59:59Z", "2026-10-25", 25)] // 25 hours
    [InlineData("2026-10-25T23:00:00Z", "2026-10-26", 26)]
    public async Task Start_AtAnInstant_BeginsOnTheDayOfParis(string now, string day, int anchor)
    {
        await using var host = await AtAsync(now);
        var (_, started) = await host.SubscriberAsync("premium");
        Assert.Equal((day, anchor), (started["startedOn"], (int)started.Number("anchorDay")));
    }

    [Fact]
    public async Task Start_OnThe29thOfFebruary_RenewsOnThe28thAndComesBack()
    {
        await using var host = await AtAsync("2028-02-29T09:00:00Z");
        var (_, started) = await host.SubscriberAsync("premium", new { interval = "YEAR" });
        Assert.Equal(("2028-02-29", "2029-02-27", "2029-02-28"), (started.At("currentPeriod", "startDate"), started.At("currentPeriod", "endDate"), started.At("nextRenewal", "on")));
        Go(host, "2032-02-29T09:00:00Z");
        Assert.Equal("2032-02-29", (await host.Admin.GetAsync(Subscription(started["id"]!))).At("currentPeriod", "startDate"));
    }

    static (string?, string?) Ended(ApiAnswer subscription) => (subscription["status"], subscription["endsOn"]);

    static (decimal, decimal, decimal) Totals(ApiAnswer invoice) => (invoice.Number("subtotal"), invoice.Number("tax"), invoice.Number("total"));

    static Task<ProductHost> AtAsync(string now) => ProductHost.StartAsync(new ProductOptions { Start = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture) });

    static void Go(ProductHost host, string to) => host.Clock.JumpTo(DateTimeOffset.Parse(to, System.Globalization.CultureInfo.InvariantCulture));
}
