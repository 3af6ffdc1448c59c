using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Tax;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Tax;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>The steps of tax stories: settings and rates through the API, buyers of all kinds.</summary>
static class TaxRoom
{
    public static async Task<ApiAnswer> TaxAsync(this ProductHost host, string regime = "STANDARD", string? ossFrom = null, bool vies = false, bool failClosed = false)
    {
        var now = (await host.Admin.GetAsync("/api/tax/settings")).Expect(200);
        var body = new { regime, sellerCountry = "FR", supply = "SERVICES", ossFrom, viesEnabled = vies, failClosed, checkMaxAgeDays = 30, version = now.Number("version") };
        return (await host.Admin.CallAsync("PUT", "/api/tax/settings", ApiClient.Json(body))).Expect(200);
    }

    public static async Task RatesAsync(this ProductHost host, params (string Currency, string On, decimal Rate)[] rates) =>
        (await host.Admin.CallAsync("PUT", "/api/tax/exchange-rates", ApiClient.Json(new { rates = rates.Select(r => new { currency = r.Currency, on = r.On, rateToEur = r.Rate }) }))).Expect(200);

    public static Task<CustomerId> BuyerAsync(this ProductHost host, string country, string? vatId, bool isCompany = true, string postalCode = "10115", string currency = "EUR", string? plan = null) =>
        host.Data.CustomerAsync(plan, currency, c =>
        {
            (c.IsCompany, c.VatId, c.Siren, c.Language) = (isCompany, vatId, null, "en");
            c.Address = new PostalAddress("Hauptstraße 1", null, postalCode, "Ort", country);
        });

    /// <summary>Every answer of VIES, as if it had been asked through the API.</summary>
    public static async Task<Result<VatCheck>> ViesSaysAsync(this ProductHost host, string number, string answer)
    {
        using var register = ViesRegisterTests.Register(_ => Task.FromResult(ViesRegisterTests.Json(answer)));
        return await host.Checks(register).CheckAsync(Actor.System("test"), number, CancellationToken.None);
    }

    /// <summary>The daily job, asking <paramref name="register"/>.</summary>
    public static VatRefreshService VatRefresh(this ProductHost host, IVatNumberRegister register) =>
        new(host.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>(), host.Checks(register), host.Services.GetRequiredService<LocalDates>());

    static VatCheckService Checks(this ProductHost host, IVatNumberRegister register) =>
        new(host.Services.GetRequiredService<Writing>(), host.Services.GetRequiredService<IDbContextFactory<BillingDbContext>>(), register, host.Services.GetRequiredService<LocalDates>());

    /// <summary>Issues one line and gives (category, rate, taxable, tax, total, VATEX, rule).</summary>
    public static async Task<(string?, decimal, decimal, decimal, decimal, string?, string?)> SellAsync(this ProductHost host, CustomerId customer, decimal price)
    {
        var invoice = (await host.Admin.PostAsync(Invoices, OneOff(customer, price, send: true))).Expect(201);
        return Figures(invoice);
    }

    public static (string?, decimal, decimal, decimal, decimal, string?, string?) Figures(ApiAnswer invoice)
    {
        var group = invoice.Json.GetProperty("vat")[0];
        var evidence = invoice.Json.GetProperty("taxEvidence")[0];
        return (group.GetProperty("category").GetString(), group.GetProperty("rate").GetDecimal(), group.GetProperty("taxable").GetDecimal(),
            group.GetProperty("tax").GetDecimal(), invoice.Number("total"), group.GetProperty("exemptionCode").GetString(), evidence.GetProperty("rule").GetString());
    }
}
