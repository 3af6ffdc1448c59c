using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Tax;

/// <summary>The facts the product comes with, and what the database holds by itself.</summary>
public sealed class TaxDataTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    static readonly string Published = Repository.PathOf("../shared/data/vat-rates.json");

    /// <summary>The collection beside the project, when it is there: every state, every row, nothing more.</summary>
    [Fact]
    public async Task Rates_OfTheStates_AreThePublishedOnes()
    {
        await using var db = await ContextAsync();
        var ours = await db.TaxRates.AsNoTracking().Where(r => r.Kind == TaxRateKind.Standard).ToListAsync();
        Assert.Equal(27, ours.Select(r => r.Country).Distinct().Count(TaxPlaces.IsState));
        if (!File.Exists(Published))
            return;
        var published = from state in JsonSerializer.Deserialize<JsonElement>(await File.ReadAllBytesAsync(Published)).GetProperty("rates").EnumerateObject()
                        from row in state.Value.GetProperty("standardHistory").EnumerateArray()
                        select (state.Name == "EL" ? "GR" : state.Name, DateOnly.ParseExact(row.GetProperty("validFrom").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture), row.GetProperty("rate").GetDecimal());
        Assert.Equal(published.Order(), ours.Where(r => TaxPlaces.IsState(r.Country) || r.Country == "XI").Select(r => (r.Country, r.ValidFrom, r.Rate / 1.0000m)).Order());
    }

    [Fact]
    public async Task Settings_OfAFreshDatabase_ChangeNothing()
    {
        await using var db = await ContextAsync();
        var setup = await TaxQueries.SetupAsync(db, new BillingOptions { TaxRatePercent = 7m }, CancellationToken.None);
        Assert.Equal((TaxRegime.Simple, 7m), (setup.Settings.Regime, setup.SingleRatePercent));
        Assert.Equal(new VatTreatment(VatCategory.S, 7m), TaxRules.Decide(setup, new TaxBuyer(true, "DE", "", "DE111111125"), new DateOnly(2026, 1, 1)).Value.Vat);
    }

    [Theory]
    [InlineData("INSERT INTO tax_settings (id, regime, seller_country, supply, vies_enabled, fail_closed, check_max_age_days) VALUES (2, 'SIMPLE', 'FR', 'SERVICES', false, false, 30)")]
    [InlineData("UPDATE tax_rates SET rate = 1 WHERE country = 'DE'")]
    [InlineData("DELETE FROM tax_rates WHERE country = 'DE'")]
    [InlineData("TRUNCATE tax_rates")]
    [InlineData("INSERT INTO tax_rates (country, kind, valid_from, rate) VALUES ('DE', 'STANDARD', '2030-01-01', 101)")]
    [InlineData("INSERT INTO exchange_rates (currency, \"on\", rate_to_eur) VALUES ('EUR', '2026-01-01', 1)")]
    [InlineData("INSERT INTO exchange_rates (currency, \"on\", rate_to_eur) VALUES ('USD', '2026-01-01', 0)")]
    public async Task Database_WrongFacts_AreRefused(string sql) => await Assert.ThrowsAsync<PostgresException>(() => product.Host.Database.ExecuteAsync(sql));

    [Fact]
    public async Task Evidence_Latest_IsTheOneThatCounts_AndNoneIsRewritten()
    {
        var db = product.Host.Database;
        await AddCheckAsync("DE111111125", "VIES", valid: true, "2026-10-01");
        await AddCheckAsync("DE111111125", "VIES", valid: false, "2026-11-01");
        await AddCheckAsync("DE111111125", "OFFLINE", valid: true, "2026-11-02");
        await AddCheckAsync("IE6433435F", "OFFLINE", valid: true, "2026-11-02");
        await using var context = await ContextAsync();
        var evidence = await TaxQueries.EvidenceAsync(context, ["DE 111 111 125", "DE111111125", "IE6433435F", "never"], CancellationToken.None);
        Assert.Equal(["DE 111 111 125", "DE111111125"], evidence.Keys.Order());
        Assert.Equal(new VatEvidence(false, new DateOnly(2026, 11, 1), null), evidence["DE 111 111 125"]);
        await Assert.ThrowsAsync<PostgresException>(() => db.ExecuteAsync("UPDATE vat_checks SET valid = true"));
        await Assert.ThrowsAsync<PostgresException>(() => db.ExecuteAsync("DELETE FROM vat_checks"));
    }

    [Theory]
    [InlineData("2026-11-19", null)] // not yet there
    [InlineData("2026-11-20", "0.86")]
    [InlineData("2026-11-22", "0.86")] // a Sunday
    [InlineData("2026-11-23", "0.87")]
    [InlineData("2026-12-24", "0.87")]
    [InlineData("2026-12-25", null)] // 32 days old
    public async Task ExchangeRate_OnADay_IsTheLatestThatIsNotStale(string on, string? rate)
    {
        await product.Host.Database.ExecuteAsync("INSERT INTO exchange_rates (currency, \"on\", rate_to_eur) VALUES ('USD', '2026-11-20', 0.86), ('USD', '2026-11-23', 0.87) ON CONFLICT DO NOTHING");
        await using var db = await ContextAsync();
        var found = await TaxQueries.ExchangeRateAsync(db, Currency.Of("USD"), DateOnly.ParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture), CancellationToken.None);
        Assert.Equal(rate is null ? null : decimal.Parse(rate, CultureInfo.InvariantCulture), found?.RateToEur);
    }

    [Fact]
    public async Task Invoice_IssuedWithItsEvidence_IsFrozen()
    {
        var issued = await product.Host.IssuedAsync(await product.Host.Data.CustomerAsync(null));
        foreach (var change in (string[])["tax_evidence = NULL", "tax_rule = 'export'", "tax_point = '2020-01-01'", "tax_eur = 1"])
            await Assert.ThrowsAsync<PostgresException>(() => product.Host.Database.ExecuteAsync($"UPDATE invoices SET {change} WHERE id = '{issued["id"]}'"));
        await Assert.ThrowsAsync<PostgresException>(() => product.Host.Database.ExecuteAsync($"UPDATE invoice_vat SET exemption_code = 'VATEX-EU-G' WHERE invoice_id = '{issued["id"]}'"));
    }

    async Task AddCheckAsync(string number, string source, bool valid, string on) =>
        await product.Host.Database.ExecuteAsync($"INSERT INTO vat_checks (id, number, requested_at, requested_on, valid, source) VALUES (gen_random_uuid(), '{number}', '{on}T10:00:00Z', '{on}', {valid}, '{source}')");

    Task<BillingDbContext> ContextAsync() => product.Host.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
}
