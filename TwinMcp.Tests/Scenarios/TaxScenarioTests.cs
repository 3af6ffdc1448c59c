using System.Globalization;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Tax;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>Who is taxed how, through the public doors. All figures by hand.</summary>
public sealed class TaxScenarioTests
{
    const string German = "DE111111125";
    const string Valid = """{ "valid": true, "requestIdentifier": "WAPIAAAAZlQq1", "name": "Muster GmbH" }""";
    const string Unknown = """{ "valid": false, "userError": "INVALID" }""";

    [Fact]
    public async Task Nothing_SetUp_IsOneRateForEverybody()
    {
        await using var host = await StartAsync();
        foreach (var customer in (CustomerId[])[await host.Data.CustomerAsync(null), await host.BuyerAsync("DE", German), await host.BuyerAsync("US", null)])
            Assert.Equal(("S", 20m, 100m, 20m, 120m, null, "single_rate"), await host.SellAsync(customer, 100m));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task GermanCompany_WithAValidNumber_PaysNoVatAndReadsWhy()
    {
        await using var host = await StartAsync();
        await host.TaxAsync();
        var customer = await host.BuyerAsync("DE", "DE 111 111 125", plan: "premium");
        await host.UseAsync(customer, (2_000_000, "2026-10-15T10:00:00Z"));
        // 99 + 0.0006 + 2 x 0.60 = 100.20, and no VAT on it
        var draft = (await host.Admin.PostAsync(Invoices, Month(customer, "2026-10"))).Expect(201);
        Assert.Equal(("AE", 0m, 100.20m, 0m, 100.20m, "VATEX-EU-AE", "eu_b2b_reverse_charge"), TaxRoom.Figures(draft));
        var issued = (await host.MoveAsync(draft["id"]!, "SENT")).Expect(200);
        Assert.Equal("2026-10-31", issued["taxPoint"]);
        var evidence = issued.Json.GetProperty("taxEvidence")[0];
        Assert.Equal(("VALID", German, "OFFLINE", "DE"), (evidence.GetProperty("vatIdState").GetString(), evidence.GetProperty("vatId").GetString(), evidence.GetProperty("checkSource").GetString(), evidence.GetProperty("place").GetString()));
        var reason = issued.Json.GetProperty("vat")[0].GetProperty("exemptionReason").GetString()!;
        Assert.Contains("Reverse charge", reason, StringComparison.Ordinal);
        Assert.Contains("CIBS", reason, StringComparison.Ordinal); // issued after 1 September 2026
        var text = await PdfTextAsync(host, issued["id"]!);
        Assert.Contains("Reverse charge", text, StringComparison.Ordinal);
        Assert.Contains("DE 111 111 125", text, StringComparison.Ordinal);
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task GermanCompany_WithAnInvalidNumber_IsChargedVat()
    {
        await using var host = await StartAsync();
        await host.TaxAsync();
        var customer = await host.BuyerAsync("DE", "DE111111126");
        Assert.Equal(("S", 20m, 100m, 20m, 120m, null, "eu_b2c_seller_rate"), await host.SellAsync(customer, 100m));
        await host.TaxAsync(ossFrom: "2026-01-01");
        Assert.Equal(("S", 19m, 100m, 19m, 119m, null, "eu_b2c_oss"), await host.SellAsync(customer, 100m));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task GermanConsumers_PassTheThreshold_FromTheSaleThatPassesIt()
    {
        await using var host = await StartAsync();
        await host.TaxAsync();
        var consumer = await host.BuyerAsync("DE", null, isCompany: false);
        var company = await host.BuyerAsync("DE", German);
        Assert.Equal("eu_b2b_reverse_charge", (await host.SellAsync(company, 50_000m)).Item7); // does not count
        Assert.Equal(("S", 20m, 9_000m, 1_800m, 10_800m, null, "eu_b2c_seller_rate"), await host.SellAsync(consumer, 9_000m));
        Assert.Equal(("S", 20m, 1_000m, 200m, 1_200m, null, "eu_b2c_seller_rate"), await host.SellAsync(consumer, 1_000m)); // 10,000.00 is not over it
        var settings = (await host.Staff.GetAsync("/api/tax/settings")).Expect(200).Json.GetProperty("crossBorderSales");
        Assert.Equal((10_000m, false), (settings.GetProperty("ofYear").GetDecimal(), settings.GetProperty("registrationDue").GetBoolean()));

        // one cent more: this sale already has the German rate
        Assert.Equal(("S", 19m, 0.01m, 0m, 0.01m, null, "eu_b2c_threshold"), await host.SellAsync(consumer, 0.01m));
        settings = (await host.Staff.GetAsync("/api/tax/settings")).Expect(200).Json.GetProperty("crossBorderSales");
        Assert.Equal((10_000.01m, true), (settings.GetProperty("ofYear").GetDecimal(), settings.GetProperty("registrationDue").GetBoolean()));
        Assert.Equal(("S", 25.5m, 100m, 25.5m, 125.5m, null, "eu_b2c_threshold"), await host.SellAsync(await host.BuyerAsync("FI", null, isCompany: false), 100m));

        // the year after a year over it as well, and the year after that no more
        host.Clock.JumpTo(At("2027-06-01T09:00:00Z"));
        Assert.Equal("eu_b2c_threshold", (await host.SellAsync(consumer, 100m)).Item7);
        host.Clock.JumpTo(At("2028-06-01T09:00:00Z"));
        Assert.Equal(("S", 20m, 100m, 20m, 120m, null, "eu_b2c_seller_rate"), await host.SellAsync(consumer, 100m));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Draft_ThatPassesTheThresholdMeanwhile_IsNotIssuedAsItWas()
    {
        await using var host = await StartAsync();
        await host.TaxAsync();
        var consumer = await host.BuyerAsync("DE", null, isCompany: false);
        var draft = await host.DraftAsync(consumer, 6_000m);
        Assert.Equal("eu_b2c_seller_rate", TaxRoom.Figures(draft).Item7);
        await host.SellAsync(consumer, 6_000m);
        (await host.MoveAsync(draft["id"]!, "SENT")).ExpectProblem(409, "tax_changed");
        Assert.Equal(("S", 19m, 6_000m, 1_140m, 7_140m, null, "eu_b2c_threshold"), await host.SellAsync(consumer, 6_000m));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task UsCompany_IsExport_AndUsConsumerToo()
    {
        await using var host = await StartAsync();
        await host.TaxAsync();
        Assert.Equal(("G", 0m, 250m, 0m, 250m, "VATEX-EU-G", "export"), await host.SellAsync(await host.BuyerAsync("US", null, postalCode: "94105"), 250m));
        Assert.Equal(("G", 0m, 250m, 0m, 250m, "VATEX-EU-G", "export_consumer"), await host.SellAsync(await host.BuyerAsync("US", null, isCompany: false), 250m));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task FranchiseSeller_HasNoVatNumber_AndSaysWhy()
    {
        await using var host = await ProductHost.StartAsync(new ProductOptions { Start = At("2026-08-31T09:00:00Z"), Settings = new Dictionary<string, string> { ["COMPANY_VAT_ID"] = "" } });
        var customer = await host.Data.CustomerAsync(null);
        (await host.Admin.PostAsync(Invoices, OneOff(customer, send: true))).ExpectProblem(409, "incomplete_invoice", "seller.vatId");
        await host.TaxAsync("FRANCHISE");
        var issued = await host.IssuedAsync(customer);
        Assert.Equal(("E", 0m, 100m, 0m, 100m, "VATEX-FR-FRANCHISE", "franchise"), TaxRoom.Figures(issued));
        Assert.Equal("TVA non applicable, art. 293 B du CGI", issued.Json.GetProperty("vat")[0].GetProperty("exemptionReason").GetString());
        Assert.Contains("TVA non applicable, art. 293 B du CGI", await PdfTextAsync(host, issued["id"]!), StringComparison.Ordinal);

        host.Clock.JumpTo(At("2026-09-01T09:00:00Z"));
        var later = await host.IssuedAsync(customer);
        Assert.Contains("CIBS", later.Json.GetProperty("vat")[0].GetProperty("exemptionReason").GetString(), StringComparison.Ordinal);
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task FrenchOverseas_HaveTheirOwnRatesOrNone()
    {
        await using var host = await StartAsync();
        await host.TaxAsync();
        Assert.Equal(("S", 8.5m, 100m, 8.5m, 108.5m, null, "dom_reduced"), await host.SellAsync(await host.BuyerAsync("FR", null, isCompany: false, postalCode: "97400"), 100m));
        Assert.Equal(("E", 0m, 100m, 0m, 100m, null, "dom_without_vat"), await host.SellAsync(await host.BuyerAsync("FR", null, isCompany: false, postalCode: "97600"), 100m));
        Assert.Equal(("G", 0m, 100m, 0m, 100m, "VATEX-EU-G", "export_consumer"), await host.SellAsync(await host.BuyerAsync("FR", null, isCompany: false, postalCode: "98714"), 100m));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task RateChange_AcrossTheTaxPoint_FollowsThePeriodNotTheInvoice()
    {
        // Estonia: 22 % until 30 June 2025, 24 % from 1 July; both months are billed in August
        await using var host = await StartAsync("2025-08-04T09:00:00Z");
        await host.TaxAsync(ossFrom: "2024-01-01");
        var consumer = await host.BuyerAsync("EE", null, isCompany: false, plan: "premium");
        var june = (await host.Admin.PostAsync(Invoices, Month(consumer, "2025-06", send: true))).Expect(201);
        Assert.Equal(("S", 22m, 99m, 21.78m, 120.78m, null, "eu_b2c_oss"), TaxRoom.Figures(june));
        var july = (await host.Admin.PostAsync(Invoices, Month(consumer, "2025-07", send: true))).Expect(201);
        Assert.Equal(("S", 24m, 99m, 23.76m, 122.76m, null, "eu_b2c_oss"), TaxRoom.Figures(july));

        // a rate of the future is added: a draft of today keeps today's, and one that is issued after the change has to be made anew
        (await host.Admin.PostAsync("/api/tax/rates", new { country = "EE", kind = "STANDARD", validFrom = "2025-09-01", rate = 26 })).Expect(201);
        var oneOff = await host.DraftAsync(consumer);
        Assert.Equal(24m, TaxRoom.Figures(oneOff).Item2);
        host.Clock.JumpTo(At("2025-09-01T09:00:00Z"));
        (await host.MoveAsync(oneOff["id"]!, "SENT")).ExpectProblem(409, "tax_changed");
        Assert.Equal(("S", 26m, 100m, 26m, 126m, null, "eu_b2c_oss"), await host.SellAsync(consumer, 100m));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Vies_FailClosed_ChargesVatUntilItHasAnswered()
    {
        await using var host = await StartAsync();
        await host.TaxAsync(vies: true, failClosed: true);
        var customer = await host.BuyerAsync("DE", German);
        Assert.Equal(("S", 20m, 100m, 20m, 120m, null, "eu_b2c_seller_rate"), await host.SellAsync(customer, 100m));
        Assert.Equal("vies_unavailable", (await host.ViesSaysAsync(German, """{ "valid": false, "userError": "MS_UNAVAILABLE" }""")).Error?.Code);
        Assert.Equal(("S", 20m, 100m, 20m, 120m, null, "eu_b2c_seller_rate"), await host.SellAsync(customer, 100m));

        var draft = await host.DraftAsync(customer);
        Assert.True((await host.ViesSaysAsync(German, Valid)).Value.Valid);
        (await host.MoveAsync(draft["id"]!, "SENT")).ExpectProblem(409, "tax_changed");
        var issued = await host.IssuedAsync(customer);
        var evidence = issued.Json.GetProperty("taxEvidence")[0];
        Assert.Equal(("AE", "VIES", "2026-11-23", "WAPIAAAAZlQq1"), (TaxRoom.Figures(issued).Item1, evidence.GetProperty("checkSource").GetString(), evidence.GetProperty("checkedOn").GetString(), evidence.GetProperty("consultationNumber").GetString()));

        // 31 days later the answer is too old; a "no" then counts at once, and what was issued stays as it is
        host.Clock.JumpTo(At("2026-12-24T09:00:00Z"));
        Assert.Equal("S", (await host.SellAsync(customer, 100m)).Item1);
        await host.TaxAsync(vies: true);
        Assert.Equal("AE", (await host.SellAsync(customer, 100m)).Item1);
        Assert.False((await host.ViesSaysAsync(German, Unknown)).Value.Valid);
        Assert.Equal("S", (await host.SellAsync(customer, 100m)).Item1);
        Assert.Equal("WAPIAAAAZlQq1", (await host.Admin.GetAsync(Invoice(issued["id"]!))).Json.GetProperty("taxEvidence")[0].GetProperty("consultationNumber").GetString());
        Assert.Equal(2L, await host.Database.ScalarAsync<long>("SELECT count(*) FROM vat_checks"));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Vies_AnswerGrowsOld_IsAskedAgainBeforeTheNextInvoice()
    {
        await using var host = await StartAsync();
        var customer = await host.BuyerAsync("DE", German);
        await host.BuyerAsync("DE", "DE111111126"); // its check digit is wrong: not worth a question
        await host.BuyerAsync("FR", "FR83404833048", postalCode: "69003");
        var asked = new List<string>();
        using var silent = ViesRegisterTests.Register(_ => Task.FromResult(ViesRegisterTests.Json("""{ "valid": false, "userError": "MS_UNAVAILABLE" }""")));
        using var vies = ViesRegisterTests.Register(async request =>
        {
            asked.Add(await request.Content!.ReadAsStringAsync());
            return ViesRegisterTests.Json(Valid);
        });
        var refresh = host.VatRefresh(vies);
        Assert.Equal((0, 0), (await refresh.RefreshAsync(default), asked.Count)); // VIES is not switched on
        await host.TaxAsync(vies: true, failClosed: true);
        await host.VatRefresh(silent).RefreshAsync(default);
        await refresh.RefreshAsync(default);
        await refresh.RefreshAsync(default);
        Assert.Contains("111111125", Assert.Single(asked), StringComparison.Ordinal);
        Assert.Equal("AE", (await host.SellAsync(customer, 100m)).Item1);

        host.Clock.JumpTo(At("2026-12-15T09:00:00Z"));
        await refresh.RefreshAsync(default);
        Assert.Single(asked); // 22 days old: it counts for 8 more
        host.Clock.JumpTo(At("2026-12-17T09:00:00Z"));
        await refresh.RefreshAsync(default);
        Assert.Equal(2, asked.Count);
        host.Clock.JumpTo(At("2027-01-10T09:00:00Z"));
        Assert.Equal("AE", (await host.SellAsync(customer, 100m)).Item1);
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task UsdInvoice_OfAFrenchCompany_ShowsItsVatInEuro()
    {
        await using var host = await StartAsync();
        await host.TaxAsync();
        var customer = await host.Data.CustomerAsync(null, "USD");
        var draft = await host.DraftAsync(customer, 1_234.56m);
        (await host.MoveAsync(draft["id"]!, "SENT")).ExpectProblem(409, "exchange_rate_missing");
        await host.RatesAsync(("USD", "2026-10-22", 0.5m), ("USD", "2026-11-20", 0.8642m), ("GBP", "2026-11-23", 1.15m));

        // VAT 1,234.56 x 20 % = 246.91 USD; in EUR 246.91 x 0.8642 = 213.379622
        var issued = (await host.MoveAsync(draft["id"]!, "SENT")).Expect(200);
        Assert.Equal((246.91m, 1_481.47m), (issued.Number("tax"), issued.Number("total")));
        var euro = issued.Json.GetProperty("taxInEur");
        Assert.Equal((213.38m, 0.8642m, "2026-11-20"), (euro.GetProperty("tax").GetDecimal(), euro.GetProperty("exchangeRate").GetDecimal(), euro.GetProperty("on").GetString()));
        Assert.Contains("213,38", await PdfTextAsync(host, issued["id"]!), StringComparison.Ordinal);

        // a corrected rate is for the next ones
        await host.RatesAsync(("USD", "2026-11-20", 0.9m));
        Assert.Equal(213.38m, (await host.Admin.GetAsync(Invoice(issued["id"]!))).Json.GetProperty("taxInEur").GetProperty("tax").GetDecimal());
        // without VAT nothing has to be converted
        Assert.Equal("G", (await host.SellAsync(await host.BuyerAsync("US", null, currency: "CAD"), 10m)).Item1);
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task UsdInvoice_WithNothingSetUp_ShowsEuroOnlyWhereThereIsARate()
    {
        await using var host = await StartAsync();
        var customer = await host.Data.CustomerAsync(null, "USD");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await host.IssuedAsync(customer)).Json.GetProperty("taxInEur").ValueKind);
        await host.RatesAsync(("USD", "2026-11-23", 0.87m));
        Assert.Equal(17.40m, (await host.IssuedAsync(customer)).Json.GetProperty("taxInEur").GetProperty("tax").GetDecimal());
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Lines_MayAskForAKindOfRate_AndPreviewIsForTheCustomer()
    {
        await using var host = await StartAsync();
        await host.TaxAsync();
        object Body(CustomerId? userId, string kind) => new { userId = userId?.Value, lines = new object[] { new { description = "x", quantity = 1, unitPrice = 100 }, new { description = "y", quantity = 1, unitPrice = 100, vatRateKind = kind } } };
        var home = (await host.Staff.PostAsync(Invoices + "/preview", Body(null, "REDUCED"))).Expect(200);
        Assert.Equal([20m, 5.5m], home.Json.GetProperty("vat").EnumerateArray().Select(v => v.GetProperty("rate").GetDecimal()));
        var german = (await host.Staff.PostAsync(Invoices + "/preview", Body(await host.BuyerAsync("DE", German), "REDUCED"))).Expect(200);
        Assert.Equal((0m, 200m), (german.Json.GetProperty("totals").GetProperty("taxTotal").GetDecimal(), german.Json.GetProperty("totals").GetProperty("grandTotal").GetDecimal()));
        (await host.Staff.PostAsync(Invoices + "/preview", Body(null, "PARKING"))).ExpectProblem(409, "tax_rate_missing");
        (await host.Staff.PostAsync(Invoices + "/preview", Body(CustomerId.New(), "REDUCED"))).ExpectProblem(400, "validation", "userId");

        var customer = await host.Data.CustomerAsync(null);
        var issued = (await host.Admin.PostAsync(Invoices, new { userId = customer.Value, lines = new object[] { new { description = "livre", quantity = 1, unitPrice = 100, vatRateKind = "REDUCED" }, new { description = "conseil", quantity = 1, unitPrice = 10 } }, options = new { sendImmediately = true } })).Expect(201);
        Assert.Equal((7.50m, 117.50m), (issued.Number("tax"), issued.Number("total")));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    static Task<ProductHost> StartAsync(string instant = "2026-11-23T09:00:00Z") => ProductHost.StartAsync(new ProductOptions { Start = At(instant) });

    static DateTimeOffset At(string instant) => DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    static async Task<string> PdfTextAsync(ProductHost host, string id)
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "invoice.pdf");
        await File.WriteAllBytesAsync(file, (await host.Admin.GetAsync(Invoice(id) + "/pdf")).Expect(200).Bytes);
        var text = (await External.RunAsync("pdftotext", "-layout", file, "-")).EnsureSuccess().Output;
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
