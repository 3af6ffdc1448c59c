using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api.Tax;

public sealed class TaxEndpointTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Settings = "/api/tax/settings";
    const string Rates = "/api/tax/rates";
    const string Exchange = "/api/tax/exchange-rates";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Settings_PutWithTheSeenVersion_ChangesThemOnce()
    {
        var seen = (await Host.Staff.GetAsync(Settings)).Expect(200);
        Assert.Equal(
            ["checkMaxAgeDays", "crossBorderSales", "failClosed", "ossFrom", "regime", "sellerCountry", "supply", "version", "viesEnabled"],
            seen.Json.EnumerateObject().Select(m => m.Name).Order());
        var changed = (await PutAsync(Settings, Change(seen.Number("version")))).Expect(200);
        Assert.Equal(("FRANCHISE", "DE", "GOODS", "2026-07-01"), (changed["regime"], changed["sellerCountry"], changed["supply"], changed["ossFrom"]));
        (await PutAsync(Settings, Change(seen.Number("version")))).ExpectProblem(412, "stale");
        // back to what the other tests expect
        (await PutAsync(Settings, $$"""{ "regime": "SIMPLE", "sellerCountry": "FR", "supply": "SERVICES", "checkMaxAgeDays": 30, "version": {{changed["version"]}} }""")).Expect(200);
        Assert.Equal(2L, await Host.Database.ScalarAsync<long>("SELECT count(*) FROM audit_log WHERE action = 'tax.settings_changed'"));
    }

    [Theory]
    [InlineData("regime", """{ "sellerCountry": "FR", "supply": "SERVICES", "checkMaxAgeDays": 30, "version": 1 }""")]
    [InlineData("sellerCountry", """{ "regime": "SIMPLE", "sellerCountry": "US", "supply": "SERVICES", "checkMaxAgeDays": 30, "version": 1 }""")]
    [InlineData("sellerCountry", """{ "regime": "SIMPLE", "sellerCountry": "fr", "supply": "SERVICES", "checkMaxAgeDays": 30, "version": 1 }""")]
    [InlineData("supply", """{ "regime": "SIMPLE", "sellerCountry": "FR", "checkMaxAgeDays": 30, "version": 1 }""")]
    [InlineData("checkMaxAgeDays", """{ "regime": "SIMPLE", "sellerCountry": "FR", "supply": "SERVICES", "checkMaxAgeDays": 0, "version": 1 }""")]
    [InlineData("failClosed", """{ "regime": "SIMPLE", "sellerCountry": "FR", "supply": "SERVICES", "checkMaxAgeDays": 30, "failClosed": true, "version": 1 }""")]
    [InlineData("version", """{ "regime": "SIMPLE", "sellerCountry": "FR", "supply": "SERVICES", "checkMaxAgeDays": 30 }""")]
    [InlineData("ossFrom", """{ "regime": "SIMPLE", "sellerCountry": "FR", "supply": "SERVICES", "checkMaxAgeDays": 30, "version": 1, "ossFrom": "0001-01-01" }""")]
    [InlineData(null, """{ "regime": "NONE" }""")]
    [InlineData(null, """{ "rgime": "SIMPLE" }""")]
    public async Task Settings_WrongInput_Is400(string? field, string body) => (await PutAsync(Settings, body)).ExpectProblem(400, null, field);

    [Fact]
    public async Task Rates_OfADay_AreThoseInForce()
    {
        var july2020 = (await Host.Staff.GetAsync(Rates + "?country=DE&on=2020-07-01")).Expect(200);
        Assert.Equal(("DE", "STANDARD", "2020-07-01", 16m), Row(Assert.Single(july2020.Items)));
        var history = (await Host.Staff.GetAsync(Rates + "?country=DE")).Expect(200);
        Assert.Equal([19m, 16m, 19m], history.Items.Select(i => i.GetProperty("rate").GetDecimal()));
        var all = (await Host.Staff.GetAsync(Rates + "?on=2026-11-23&pageSize=10&page=2")).Expect(200);
        Assert.Equal((10, 2m), (all.Items.Count, all.Number("page")));
        Assert.Equal(39m, all.Number("total")); // 27 states and XI, 3 more of France, 2 each of 3 departments, Azores and Madeira
        Assert.Empty((await Host.Staff.GetAsync(Rates + "?country=ZZ")).Expect(200).Items);
    }

    [Theory]
    [InlineData("country", "?country=Germany")]
    [InlineData("on", "?on=23/11/2026")]
    [InlineData("page", "?page=0")]
    [InlineData("pageSize", "?pageSize=201")]
    [InlineData("land", "?land=DE")]
    public async Task Rates_WrongParameter_Is400(string field, string query) => (await Host.Staff.GetAsync(Rates + query)).ExpectProblem(400, "validation", field);

    [Fact]
    public async Task Rates_New_BeginsAfterTheLast()
    {
        var row = new { country = "SE", kind = "STANDARD", validFrom = "2027-01-01", rate = 24.5m };
        var added = (await Host.Admin.PostAsync(Rates, row)).Expect(201);
        Assert.Equal(("SE", "STANDARD", "2027-01-01", 24.5m), Row(added.Json));
        (await Host.Admin.PostAsync(Rates, row)).ExpectProblem(409, "rate_not_last");
        (await Host.Admin.PostAsync(Rates, row with { validFrom = "2026-12-31" })).ExpectProblem(409, "rate_not_last");
        (await Host.Admin.PostAsync(Rates, row with { kind = "REDUCED", validFrom = "2026-12-31" })).Expect(201);
        Assert.Equal(25m, Row(Assert.Single((await Host.Staff.GetAsync(Rates + "?country=SE&on=2026-12-30")).Items)).Rate);
    }

    [Theory]
    [InlineData("country", """{ "country": "Sweden", "kind": "STANDARD", "validFrom": "2027-01-01", "rate": 20 }""")]
    [InlineData("kind", """{ "country": "SE", "validFrom": "2027-01-01", "rate": 20 }""")]
    [InlineData("validFrom", """{ "country": "SE", "kind": "STANDARD", "rate": 20 }""")]
    [InlineData("rate", """{ "country": "SE", "kind": "STANDARD", "validFrom": "2027-01-01", "rate": 100.5 }""")]
    [InlineData("rate", """{ "country": "SE", "kind": "STANDARD", "validFrom": "2027-01-01", "rate": 20.12345 }""")]
    [InlineData("rate", """{ "country": "SE", "kind": "STANDARD", "validFrom": "2027-01-01", "rate": -1 }""")]
    public async Task Rates_WrongInput_Is400(string field, string body) => (await Host.Admin.PostAsync(Rates, body)).ExpectProblem(400, "validation", field);

    [Theory]
    [InlineData("rates", """{ "rates": [] }""")]
    [InlineData("rates[0]", """{ "rates": [null] }""")]
    [InlineData("rates[0].currency", """{ "rates": [{ "currency": "EUR", "on": "2026-11-20", "rateToEur": 1 }] }""")]
    [InlineData("rates[0].on", """{ "rates": [{ "currency": "USD", "on": "2026-11-24", "rateToEur": 1 }] }""")]
    [InlineData("rates[0].rateToEur", """{ "rates": [{ "currency": "USD", "on": "2026-11-20", "rateToEur": 0 }] }""")]
    [InlineData("rates[0].rateToEur", """{ "rates": [{ "currency": "USD", "on": "2026-11-20", "rateToEur": 0.12345678901 }] }""")]
    [InlineData("rates", """{ "rates": [{ "currency": "USD", "on": "2026-11-20", "rateToEur": 1 }, { "currency": "USD", "on": "2026-11-20", "rateToEur": 2 }] }""")]
    public async Task ExchangeRates_WrongInput_Is400(string field, string body) => (await PutAsync(Exchange, body)).ExpectProblem(400, "validation", field);

    [Fact]
    public async Task ExchangeRates_Again_AreCorrected()
    {
        const string first = """{ "rates": [{ "currency": "CHF", "on": "2026-11-20", "rateToEur": 1.05 }, { "currency": "CHF", "on": "2026-11-19", "rateToEur": 1.04 }] }""";
        (await PutAsync(Exchange, first)).Expect(200);
        var answer = (await PutAsync(Exchange, first.Replace("1.05", "1.06", StringComparison.Ordinal))).Expect(200);
        Assert.Equal(["2026-11-19", "2026-11-20"], answer.Json.GetProperty("rates").EnumerateArray().Select(r => r.GetProperty("on").GetString()!));
        Assert.Equal(1.06m, await Host.Database.ScalarAsync<decimal>("SELECT rate_to_eur FROM exchange_rates WHERE currency = 'CHF' AND \"on\" = '2026-11-20'"));
    }

    [Fact]
    public async Task Checks_WithViesOff_AreOfflineAndSaySo()
    {
        var good = (await Host.Admin.PostAsync("/api/tax/vat-numbers/de%20111%20111%20125/checks", "{}")).Expect(201);
        Assert.Equal(("DE111111125", "True", "OFFLINE"), (good["number"], good["valid"], good["source"]));
        var bad = (await Host.Admin.PostAsync("/api/tax/vat-numbers/DE111111126/checks", "{}")).Expect(201);
        Assert.Equal("False", bad["valid"]);
        (await Host.Admin.PostAsync("/api/tax/vat-numbers/US123456789/checks", "{}")).ExpectProblem(400, "validation", "number");
        (await Host.Admin.PostAsync("/api/tax/vat-numbers/%20/checks", "{}")).ExpectProblem(400, "validation", "number");
        Assert.Equal(2L, await Host.Database.ScalarAsync<long>("SELECT count(*) FROM vat_checks"));
    }

    [Fact]
    public async Task Lines_KindOfRateBesideARate_Is400()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var body = new { userId = customer.Value, lines = new[] { new { description = "x", quantity = 1, unitPrice = 1, vatRate = 20, vatRateKind = "REDUCED" } } };
        (await Host.Admin.PostAsync(BillingCalls.Invoices, body)).ExpectProblem(400, "validation", "lines[0].vatRateKind");
        // and with one rate for everybody there are no kinds
        var kind = new { userId = customer.Value, lines = new[] { new { description = "x", quantity = 1, unitPrice = 1, vatRateKind = "REDUCED" } } };
        (await Host.Admin.PostAsync(BillingCalls.Invoices, kind)).ExpectProblem(409, "tax_rate_missing");
    }

    static (string? Country, string? Kind, string? From, decimal Rate) Row(System.Text.Json.JsonElement row) =>
        (row.GetProperty("country").GetString(), row.GetProperty("kind").GetString(), row.GetProperty("validFrom").GetString(), row.GetProperty("rate").GetDecimal());

    static string Change(decimal version) =>
        $$"""{ "regime": "FRANCHISE", "sellerCountry": "DE", "supply": "GOODS", "ossFrom": "2026-07-01", "viesEnabled": true, "failClosed": true, "checkMaxAgeDays": 7, "version": {{version}} }""";

    Task<ApiAnswer> PutAsync(string path, string body) => Host.Admin.CallAsync("PUT", path, ApiClient.Json(body));
}
