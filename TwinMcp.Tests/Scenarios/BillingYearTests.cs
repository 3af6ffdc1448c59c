using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>Whole stories through the public doors, with a clock that is told. All figures by hand.</summary>
public sealed class BillingYearTests
{
    [Fact]
    public async Task Month_UsedGeneratedIssuedPaidAndAnotherOverdue_EndsAsTheCustomersSeeIt()
    {
        await using var host = await StartAsync("2026-10-05T08:00:00Z", jobs: true);
        var (payer, late) = (await host.Data.CustomerAsync("premium"), await host.Data.CustomerAsync("enterprise"));
        // the clocks go back on 25 October: 2:30 in Paris is there twice, and both are October
        await host.UseAsync(payer, (1_500_000, "2026-09-30T22:00:00Z"), (250_000, "2026-10-04T00:30:00Z"));
        host.Clock.JumpTo(At("2026-10-25T12:00:00Z"));
        await host.UseAsync(payer, (125_000, "2026-10-25T00:30:00Z"), (125_000, "2026-10-25T01:30:00Z"));
        await host.UseAsync(late, (40_000_000, "2026-10-20T10:00:00Z"));
        host.Clock.JumpTo(At("2026-11-02T09:00:00Z"));
        await host.UseAsync(payer, (3_000_000, "2026-10-31T23:00:00Z")); // 1 November in Paris

        // premium: 99 + 4 x 0.0006 + 2,000,000 x 0.60 / 1,000,000 = 99 + 0.00 + 1.20
        var first = await GenerateAsync(host, payer, "2026-10", (100.20m, 20.04m, 120.24m));
        // enterprise: 499 + 0.0004 + 40 x 0.40
        var second = await GenerateAsync(host, late, "2026-10", (515.00m, 103.00m, 618.00m));
        await InvariantChecker.AssertHoldAsync(host.Database);

        Assert.Equal(("FA-2026-000001", "2026-11-02", "2026-12-02"), await IssueAsync(host, first));
        Assert.Equal(("FA-2026-000002", "2026-11-02", "2026-12-02"), await IssueAsync(host, second));
        await Eventually.HoldsAsync(() => { host.Clock.Advance(TimeSpan.FromSeconds(2)); return Directory.Exists(host.MailFolder) && Directory.GetFiles(host.MailFolder, "*.eml").Length == 2; }, "both mails are filed");
        await InvariantChecker.AssertHoldAsync(host.Database);

        host.Clock.JumpTo(At("2026-11-20T10:00:00Z"));
        var paid = (await host.MoveAsync(first, "PAID")).Expect(200);
        Assert.Equal((120.24m, 0.00m, "2026-11-20"), (paid.Number("paid"), paid.Number("due"), paid["paidDate"]));

        // due on 2 December: on that day it is not overdue, the next day in Paris it is
        host.Clock.JumpTo(At("2026-12-02T22:45:00Z"));
        await RunJobsAsync(host);
        Assert.Equal("SENT", (await host.Admin.GetAsync(Invoice(second)))["status"]);
        host.Clock.JumpTo(At("2026-12-02T23:00:00Z"));
        await Eventually.HoldsAsync(async () => { host.Clock.Advance(TimeSpan.FromSeconds(61)); return (await host.Admin.GetAsync(Invoice(second)))["status"] == "OVERDUE"; }, "the job finds it");
        Assert.Equal(1L, await host.Database.ScalarAsync<long>($"SELECT count(*) FROM billing_alerts WHERE invoice_id = '{second}' AND type = 'INVOICE_OVERDUE'"));
        Assert.Equal("PAID", (await host.Admin.GetAsync(Invoice(first)))["status"]);
        (await host.MoveAsync(second, "PAID")).Expect(200);

        // November has what came after midnight, and nothing twice: 99 + 0.0006 + 3 x 0.60
        await GenerateAsync(host, payer, "2026-11", (100.80m, 20.16m, 120.96m));
        var customer = await host.ClientAsync(Role.Customer, payer);
        Assert.Equal([first], (await customer.GetAsync(Invoices)).Items.Select(i => i.GetProperty("id").GetString()!));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task March_ClocksGoForward_BillsEveryInstantOnce()
    {
        await using var host = await StartAsync("2027-04-01T06:00:00Z");
        var customer = await host.Data.CustomerAsync("free");
        // around both ends of March 2027 in Paris, and around the hour that is not there
        await host.UseAsync(
            customer, (1_000_000, "2027-02-28T22:59:59Z"), (2_000_000, "2027-02-28T23:00:00Z"), (4_000_000, "2027-03-28T00:59:59Z"),
            (8_000_000, "2027-03-28T01:00:00Z"), (16_000_000, "2027-03-31T21:59:59Z"), (32_000_000, "2027-03-31T22:00:00Z"));
        await GenerateAsync(host, customer, "2027-02", (1.00m, 0.20m, 1.20m));
        await GenerateAsync(host, customer, "2027-03", (30.00m, 6.00m, 36.00m)); // 2 + 4 + 8 + 16, and 4 requests at 0.001
        await GenerateAsync(host, customer, "2027-04", (32.00m, 6.40m, 38.40m));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task NewYear_InParis_BeginsANewSeries()
    {
        await using var host = await StartAsync("2026-12-31T22:59:59Z"); // 23:59:59 in Paris
        var customer = await host.Data.CustomerAsync(null);
        Assert.Equal(("FA-2026-000001", "2026-12-31", "2027-01-30"), await IssueAsync(host, (await host.DraftAsync(customer))["id"]!));
        Assert.Equal(("FA-2026-000002", "2026-12-31", "2027-01-30"), await IssueAsync(host, (await host.DraftAsync(customer))["id"]!));
        var draft = await host.DraftAsync(customer);
        host.Clock.Advance(TimeSpan.FromSeconds(1)); // still 2026 in UTC
        Assert.Equal(("FA-2027-000001", "2027-01-01", "2027-01-31"), await IssueAsync(host, draft["id"]!));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Clock_SetBackADay_DoesNotTakeDatesBack()
    {
        await using var host = await StartAsync("2026-11-10T10:00:00Z");
        var customer = await host.Data.CustomerAsync(null);
        Assert.Equal(("FA-2026-000001", "2026-11-10", "2026-12-10"), await IssueAsync(host, (await host.DraftAsync(customer))["id"]!));
        host.Clock.JumpTo(At("2026-11-09T10:00:00Z"));
        Assert.Equal(("FA-2026-000002", "2026-11-10", "2026-12-10"), await IssueAsync(host, (await host.DraftAsync(customer))["id"]!));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Quarter_AndAnchoredMonths_TakeTheirOwnDays()
    {
        await using var host = await StartAsync("2026-11-23T09:00:00Z");
        var (quarterly, anchored) = (await host.Data.CustomerAsync("basic"), await host.Data.CustomerAsync(null));
        await host.Data.SubscribeAsync(anchored, "basic", new DateOnly(2024, 1, 15), anchorDay: 15);
        foreach (var customer in (CustomerId[])[quarterly, anchored])
            await host.UseAsync(customer, (5_000_000, "2026-07-15T12:00:00Z"), (10_000_000, "2026-08-15T12:00:00Z"), (20_000_000, "2026-09-14T21:59:59Z"), (40_000_000, "2026-09-14T22:00:00Z"));
        var quarter = (await host.Admin.PostAsync(Invoices, Period(quarterly, "quarterly", "2026-07-01", "2026-09-30"))).Expect(201);
        Assert.Equal(147.00m, quarter.Number("subtotal")); // 3 x 29 + 75 x 0.80
        var month = (await host.Admin.PostAsync(Invoices, Period(anchored, "monthly", "2026-08-15", "2026-09-14"))).Expect(201);
        Assert.Equal(53.00m, month.Number("subtotal")); // 29 + (10 + 20) x 0.80
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    static Task<ProductHost> StartAsync(string instant, bool jobs = false) => ProductHost.StartAsync(new ProductOptions { Start = At(instant), WithJobs = jobs });

    static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

    static object Period(CustomerId customer, string type, string start, string end) => new { userId = customer.Value, period = new { type, startDate = start, endDate = end } };

    static async Task<string> GenerateAsync(ProductHost host, CustomerId customer, string month, (decimal, decimal, decimal) figures)
    {
        var invoice = (await host.Admin.PostAsync(Invoices, Month(customer, month))).Expect(201);
        Assert.Equal(figures, (invoice.Number("subtotal"), invoice.Number("tax"), invoice.Number("total")));
        return invoice["id"]!;
    }

    static async Task<(string?, string?, string?)> IssueAsync(ProductHost host, string id)
    {
        var issued = (await host.MoveAsync(id, "SENT")).Expect(200);
        return (issued["number"], issued["issueDate"], issued["dueDate"]);
    }

    /// <summary>Lets the overdue job, whose pause is ten minutes, run at least once: its next pause is armed when it has.</summary>
    static async Task RunJobsAsync(ProductHost host)
    {
        await Eventually.HoldsAsync(() => host.Clock.ArmedTimers >= 2, "the jobs pause");
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Eventually.HoldsAsync(() => host.Clock.ArmedTimers >= 2, "the jobs pause again");
    }
}
