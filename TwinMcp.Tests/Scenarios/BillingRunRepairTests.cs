using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;
using static TwinMcp.Tests.Support.SubscriptionCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>What changes between a run's draft and its issue, and what one of many does to the others.</summary>
public sealed class BillingRunRepairTests
{
    const string Runs = "/api/billing/runs";

    [Fact]
    public async Task PlanChange_BetweenDraftAndIssue_IsOnTheInvoice()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Start = At("2026-10-01T09:00:00Z") });
        var (customer, started) = await host.SubscriberAsync("basic");
        host.Clock.JumpTo(At("2026-11-01T09:00:00Z"));
        var run = await DraftedAsync(host);
        (await host.Admin.PostAsync($"{Runs}/{run}/pause", "{}")).Expect(200);
        (await host.DoAsync(started["id"]!, "change", new { plan = "premium", on = "2026-10-16" })).Expect(200);
        (await host.Admin.PostAsync($"{Runs}/{run}/resume", "{}")).Expect(200);
        await WorkAsync(host);
        // 29.00 - 16/31 of it + 16/31 of 99.00: 29.00 - 14.97 + 51.10 = 65.13, and 20 % of it
        Assert.Equal(("SENT", 78.16m), await OnlyAsync(host, customer));
        host.Clock.JumpTo(At("2026-12-01T09:00:00Z"));
        await BillAsync(host, "2026-11");
        Assert.Equal([78.16m, 118.80m], (await host.Admin.GetAsync($"{Invoices}?userId={customer}&sort=number")).Items.Select(i => i.GetProperty("total").GetDecimal()));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task SameMonthAgain_WhatWasParkedAtIssueIsMended_IsIssued()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Start = At("2026-11-01T09:00:00Z") });
        var first = await host.Data.CustomerAsync("premium", change: c => c.Siren = null);
        var second = await host.Data.CustomerAsync("premium", change: c => c.Siren = null);
        await BillAsync(host, "2026-10");
        Assert.Equal(2, (await host.Staff.GetAsync(Runs + "/parked")).Items.Count);
        await host.Database.ExecuteAsync("UPDATE user_profiles SET siren = '732829320'");
        // one by hand, which takes it off the list; the other by the next run
        var id = (await host.Admin.GetAsync($"{Invoices}?userId={first}")).Items[0].GetProperty("id").GetString()!;
        (await host.MoveAsync(id, "SENT")).Expect(200);
        Assert.Equal(second.ToString(), Assert.Single((await host.Staff.GetAsync(Runs + "/parked")).Items).GetProperty("userId").GetString());
        await BillAsync(host, "2026-10");
        Assert.Equal(("SENT", 118.80m), await OnlyAsync(host, second));
        Assert.Empty((await host.Staff.GetAsync(Runs + "/parked")).Items);
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task DraftsOfARunToLookAt_AreIssuedByTheNextOne()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Start = At("2026-11-01T09:00:00Z") });
        var customer = await host.Data.CustomerAsync("basic");
        (await host.Admin.PostAsync(Runs, new { month = "2026-10", issue = false })).Expect(201);
        await WorkAsync(host);
        Assert.Equal(("DRAFT", 34.80m), await OnlyAsync(host, customer));
        await host.UseAsync(customer, (10_000_000, "2026-10-20T12:00:00Z"));
        await BillAsync(host, "2026-10");
        // 29.00 + 0.00 + 10 x 0.80, and 20 %
        Assert.Equal(("SENT", 44.40m), await OnlyAsync(host, customer));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task OneThatCannotBeStored_IsParked_TheOthersAreIssued()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Start = At("2026-11-01T09:00:00Z") });
        var bad = await host.Data.CustomerAsync("basic");
        var others = new[] { await host.Data.CustomerAsync("basic"), await host.Data.CustomerAsync("premium") };
        await host.Database.ExecuteAsync($"ALTER TABLE outbox ADD CONSTRAINT fault CHECK (user_id <> '{bad}')");
        await BillAsync(host, "2026-10");
        foreach (var customer in others)
            Assert.Equal("SENT", (await OnlyAsync(host, customer)).Item1);
        Assert.Equal("DRAFT", (await OnlyAsync(host, bad)).Item1);
        Assert.Equal((bad.ToString(), "error"), Assert.Single((await host.Staff.GetAsync(Runs + "/parked")).Items.Select(p => (p.GetProperty("userId").GetString(), p.GetProperty("code").GetString()))));
        await host.Database.ExecuteAsync("ALTER TABLE outbox DROP CONSTRAINT fault");
        await BillAsync(host, "2026-10");
        Assert.Equal("SENT", (await OnlyAsync(host, bad)).Item1);
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task PeriodOffTheGrid_WithUsageAfterIt_IsBilledFromItsEnd()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Start = At("2026-11-05T09:00:00Z") });
        var customer = await host.Data.CustomerAsync("basic");
        (await host.Admin.PostAsync(Invoices, Period(customer, "2026-09-10", "2026-10-09", send: true))).Expect(201);
        await host.UseAsync(customer, (10_000_000, "2026-10-20T12:00:00Z"));
        await BillAsync(host, "2026-10");
        var october = (await host.Admin.GetAsync($"{Invoices}?userId={customer}&sort=-number")).Items[0];
        Assert.Equal(("SENT", "2026-10-10"), (october.GetProperty("status").GetString(), october.GetProperty("periodStart").GetString()));
        Assert.Empty((await host.Staff.GetAsync(Runs + "/parked")).Items);
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    /// <summary>A run of October with its drafts made and nothing issued.</summary>
    static async Task<string> DraftedAsync(ProductHost host)
    {
        var id = (await host.Admin.PostAsync(Runs, new { month = "2026-10" })).Expect(201)["id"]!;
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
        await host.Services.GetRequiredService<ChunkDrafting>().DraftNextAsync(await db.Set<BillingRun>().SingleAsync(), CancellationToken.None);
        return id;
    }

    static async Task BillAsync(ProductHost host, string month)
    {
        (await host.Admin.PostAsync(Runs, new { month })).Expect(201);
        await WorkAsync(host);
    }

    static Task WorkAsync(ProductHost host) =>
        Eventually.HoldsAsync(async () => await host.Services.GetRequiredService<BillingRunDispatcher>().DispatchAsync(CancellationToken.None) == 0, "nothing is left to do");

    static async Task<(string?, decimal)> OnlyAsync(ProductHost host, CustomerId customer)
    {
        var only = Assert.Single((await host.Admin.GetAsync($"{Invoices}?userId={customer}")).Items);
        return (only.GetProperty("status").GetString(), only.GetProperty("total").GetDecimal());
    }

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
