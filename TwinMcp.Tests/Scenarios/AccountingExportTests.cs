using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>The accounting entries of a year in which everything happens that moves money.</summary>
public sealed class AccountingExportTests : IAsyncLifetime
{
    const string Fec = "/api/billing/exports/fec?year=2026";

    ProductHost? host;

    ProductHost Host => host!;

    public async Task InitializeAsync() => host = await ProductHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Fec_OfAYearOfMoney_BalancesWithTheseFigures()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var first = (await Host.IssuedAsync(customer, 100m))["id"]!;          // 120.00
        await Host.PayAsync(first, 50m);
        await Host.PayAsync(first, 80m);                                      // 10.00 too much: credit
        await Host.CreditAsync(customer, 5m);
        await Host.IssuedAsync(customer, 10m);                                // 12.00, covered by credit
        var third = (await Host.IssuedAsync(customer, 200m))["id"]!;          // 240.00 less 3.00 of credit
        (await Host.CreditNoteAsync(third, (1, 100m))).Expect(201);           // takes back 120.00

        var lines = await ReadAsync();
        Assert.Equal(new Dictionary<string, decimal>
        {
            ["411000"] = 117.00m, // 240.00 - 3.00 - 120.00 are due
            ["706000"] = -210.00m,
            ["445710"] = -42.00m,
            ["512000"] = 130.00m,
            ["419800"] = 0m,      // 10.00 + 5.00 - 12.00 - 3.00
            ["709600"] = 5.00m,
        }, lines.GroupBy(l => l[4]).ToDictionary(g => g.Key, g => g.Sum(Signed)));
        Assert.All(lines.GroupBy(l => l[2]), entry => Assert.Equal(0m, entry.Sum(Signed)));
        Assert.All(lines, l => Assert.Equal(18, l.Length));
    }

    [Fact]
    public async Task Fec_Entries_AreNumberedWithoutGapsInTheOrderOfDays()
    {
        var customer = await Host.Data.CustomerAsync(null);
        for (var i = 0; i < 3; i++)
            await Host.PayAsync((await Host.IssuedAsync(customer))["id"]!, 120m);
        var lines = await ReadAsync();
        Assert.Equal(Enumerable.Range(1, 6), lines.Select(l => int.Parse(l[2], CultureInfo.InvariantCulture)).Distinct());
        Assert.Equal(lines.Select(l => l[3]).Order(StringComparer.Ordinal), lines.Select(l => l[3]));
    }

    [Theory]
    [InlineData("USD", 0.86, 103.20, 86.00)]
    [InlineData("JPY", 0.006, 0.72, 0.60)]
    public async Task Fec_OfAnotherCurrency_IsInEuroWithTheAmountBeside(string currency, decimal rate, decimal gross, decimal net)
    {
        (await Host.Admin.CallAsync("PUT", "/api/tax/exchange-rates", ApiClient.Json(new { rates = new[] { new { currency, on = "2026-11-20", rateToEur = rate } } }))).Expect(200);
        await Host.IssuedAsync(await Host.Data.CustomerAsync(null, currency));
        var lines = await ReadAsync();
        Assert.Equal(gross, Signed(Assert.Single(lines, l => l[4] == "411000")));
        Assert.Equal(-net, Signed(Assert.Single(lines, l => l[4] == "706000")));
        Assert.All(lines, l => Assert.Equal(currency, l[17]));
        Assert.Contains(lines, l => Parse(l[16]) == 120m);
    }

    [Fact]
    public async Task Fec_OfCreditWithoutARate_IsRefusedAndNamed()
    {
        await Host.CreditAsync(await Host.Data.CustomerAsync(null, "USD"), 5m);
        var problem = (await Host.Admin.GetAsync(Fec)).ExpectProblem(409, "exchange_rate_missing");
        Assert.Contains("USD", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_OfADangerousName_IsHarmlessInASpreadsheet()
    {
        await Host.IssuedAsync(await Host.Data.CustomerAsync(null, change: c => c.Name = "=HYPERLINK(\"x\")"));
        var csv = (await Host.Admin.GetAsync("/api/billing/exports/journal.csv?from=2026-01-01&to=2026-12-31")).Expect(200).Text;
        Assert.StartsWith("journal,entry,date,account,", csv, StringComparison.Ordinal);
        Assert.Contains(",\"'=HYPERLINK(\"\"x\"\")\",", csv, StringComparison.Ordinal);
        (await Host.Admin.GetAsync("/api/billing/exports/journal.csv?from=2026-02-01&to=2026-01-01")).ExpectProblem(400, "validation", "to");
    }

    async Task<List<string[]>> ReadAsync()
    {
        var rows = (await Host.Admin.GetAsync(Fec)).Expect(200).Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum", rows[0], StringComparison.Ordinal);
        return [.. rows.Skip(1).Select(r => r.Split('\t'))];
    }

    static decimal Signed(string[] line) => Parse(line[11]) - Parse(line[12]);

    static decimal Parse(string amount) => decimal.TryParse(amount, NumberStyles.Number, CultureInfo.GetCultureInfo("fr-FR"), out var value) ? value : 0m;
}
