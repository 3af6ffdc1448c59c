using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>A billing run decides for each customer, and its invoices carry the same evidence as those that are made one by one.</summary>
public sealed class TaxedRunTests
{
    [Fact]
    public async Task Run_OfBuyersOfAllKinds_TaxesEachByTheRules()
    {
        await using var host = await ProductHost.StartAsync();
        await host.TaxAsync();
        var french = await host.Data.CustomerAsync("premium");
        var german = await host.BuyerAsync("DE", "DE111111125", plan: "premium");
        var reunion = await host.BuyerAsync("FR", null, isCompany: false, postalCode: "97400", plan: "premium");
        var american = await host.BuyerAsync("US", null, plan: "premium");
        (await host.Admin.PostAsync("/api/billing/runs", new { month = "2026-10" })).Expect(201);
        await Eventually.HoldsAsync(async () => await host.Services.GetRequiredService<BillingRunDispatcher>().DispatchAsync(CancellationToken.None) == 0, "the run is done");

        Assert.Equal(("S", 20m, 99m, 19.80m, 118.80m, null, "domestic"), await OnlyAsync(french));
        Assert.Equal(("AE", 0m, 99m, 0m, 99m, "VATEX-EU-AE", "eu_b2b_reverse_charge"), await OnlyAsync(german));
        // 99 x 8.5 % = 8.415
        Assert.Equal(("S", 8.5m, 99m, 8.42m, 107.42m, null, "dom_reduced"), await OnlyAsync(reunion));
        Assert.Equal(("G", 0m, 99m, 0m, 99m, "VATEX-EU-G", "export"), await OnlyAsync(american));
        await InvariantChecker.AssertHoldAsync(host.Database);

        async Task<(string?, decimal, decimal, decimal, decimal, string?, string?)> OnlyAsync(Core.Common.CustomerId customer)
        {
            var list = (await host.Admin.GetAsync($"{Invoices}?userId={customer}")).Expect(200);
            var invoice = (await host.Admin.GetAsync(Invoice(Assert.Single(list.Items).GetProperty("id").GetString()!))).Expect(200);
            Assert.Equal(("SENT", "2026-10-31"), (invoice["status"], invoice["taxPoint"]));
            return TaxRoom.Figures(invoice);
        }
    }
}
