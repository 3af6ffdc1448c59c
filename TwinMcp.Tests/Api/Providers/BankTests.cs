using System.Net.Http.Headers;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Tests.Support;
using TwinMcp.Tests.Unit.Payments;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;
using static TwinMcp.Tests.Unit.Payments.CamtSamples;

namespace TwinMcp.Tests.Api.Providers;

public sealed class BankTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Transactions = "/api/billing/bank-transactions";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Import_SameAndOverlappingFile_AddsNothingTwice()
    {
        var first = (await ImportAsync(File(French(reference: "OV1") + Bare("7.01") + Bare(indicator: "DBIT")))).Expect(200);
        Assert.Equal((1, 3, 2, 0, 1), (first.Number("statements"), first.Number("entries"), first.Number("imported"), first.Number("repeated"), first.Json.GetProperty("skipped").GetProperty("debits").GetInt32()));
        var again = (await ImportAsync(File(French(reference: "OV1") + Bare("7.01") + Bare(indicator: "DBIT")))).Expect(200);
        Assert.Equal((0, 2), (again.Number("imported"), again.Number("repeated")));
        var overlapping = (await ImportAsync(File(French(reference: "OV2") + French(reference: "OV1")))).Expect(200);
        Assert.Equal((1, 1), (overlapping.Number("imported"), overlapping.Number("repeated")));
    }

    [Fact]
    public async Task Import_SameFileTenTimesAtOnce_AddsItOnce()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ImportAsync(File(French(reference: "AT-ONCE")))));
        Assert.Equal(1, answers.Sum(a => a.Expect(200).Number("imported")));
    }

    [Fact]
    public async Task Import_WhatIsNoStatement_IsRefused()
    {
        (await ImportAsync("<x/>"u8.ToArray())).ExpectProblem(400, "validation", "body");
        (await ImportAsync(File(Bare(currency: "XXX")))).ExpectProblem(400, "validation", "body");
        // asked before it is sent: else the answer races the rest of the body
        var large = new ByteArrayContent(new byte[6 * 1024 * 1024]) { Headers = { ContentType = new MediaTypeHeaderValue("application/xml") } };
        (await Host.Staff.CallAsync("POST", "/api/billing/bank-statements", large, ("Expect", "100-continue"))).ExpectProblem(413);
        (await ImportAsync(File(""), "application/json")).ExpectProblem(415, "not_xml");
        (await Host.Admin.CallAsync("POST", "/api/billing/bank-statements")).ExpectProblem(415, "not_xml");
    }

    [Fact]
    public async Task Match_Suggested_PaysTheInvoiceOnce()
    {
        var invoice = await Host.IssuedAsync(await Host.Data.CustomerAsync(null));
        var transfer = await OneAsync(French(remittance: "Vir. " + invoice["number"]!.Replace('-', ' '), reference: "M1"));
        Assert.Equal("FR***2606", transfer.GetProperty("debtorIban").GetString());
        var suggestion = transfer.GetProperty("suggestions")[0];
        Assert.Equal((invoice["id"], 100, "NUMBER_IN_REMITTANCE", "120.00"), (suggestion.GetProperty("invoiceId").GetString(), suggestion.GetProperty("score").GetInt32(), suggestion.GetProperty("reason").GetString(), suggestion.GetProperty("due").GetRawText()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => MatchAsync(transfer, invoice["id"]!)));
        Assert.All(answers, a => Assert.Equal(("MATCHED", invoice["id"]), (a.Expect(200)["status"], a["invoiceId"])));
        var paid = (await Host.Admin.GetAsync(Invoice(invoice["id"]!))).Expect(200);
        Assert.Equal(("PAID", "0.00"), (paid["status"], paid["due"]));
        var payment = Assert.Single(paid.Json.GetProperty("payments").EnumerateArray());
        Assert.Equal(("sepa", "120.00"), (payment.GetProperty("method").GetString(), payment.GetProperty("amount").GetRawText()));
        var other = await Host.IssuedAsync(await Host.Data.CustomerAsync(null));
        (await MatchAsync(transfer, other["id"]!)).ExpectProblem(409, "bank_transaction_matched");
        (await IgnoreAsync(transfer)).ExpectProblem(409, "bank_transaction_matched");
    }

    [Fact]
    public async Task Match_TwoInvoicesAtOnce_PaysOneOfThem()
    {
        var invoices = new[] { await Host.IssuedAsync(await Host.Data.CustomerAsync(null)), await Host.IssuedAsync(await Host.Data.CustomerAsync(null)) };
        var transfer = await OneAsync(French(remittance: "merci", reference: "RACE"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => MatchAsync(transfer, invoices[n % 2]["id"]!)));
        Assert.All(answers, a => Assert.True(a.Status is 200 or 409, a.ToString()));
        Assert.Single(answers.Where(a => a.Status == 200).Select(a => a["invoiceId"]).Distinct());
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE method = 'sepa' AND provider_transaction_id LIKE 'RACE:%'"));
    }

    /// <summary>Killed after the payment and before the transfer knew of it: the next try, even for another invoice, tells what is.</summary>
    [Fact]
    public async Task Match_AfterAKillInBetween_FindsThePayment()
    {
        var (paid, other) = (await Host.IssuedAsync(await Host.Data.CustomerAsync(null)), await Host.IssuedAsync(await Host.Data.CustomerAsync(null)));
        var transfer = await OneAsync(French(remittance: "merci", reference: "KILLED"));
        (await MatchAsync(transfer, paid["id"]!)).Expect(200);
        await Host.Database.ExecuteAsync($"UPDATE bank_transactions SET status = 'NEW', user_id = NULL, invoice_id = NULL, payment_id = NULL WHERE id = '{transfer.GetProperty("id").GetString()}'");
        (await IgnoreAsync(transfer)).ExpectProblem(409, "bank_transaction_matched");
        (await MatchAsync(transfer, other["id"]!)).ExpectProblem(409, "bank_transaction_matched");
        Assert.Equal("MATCHED", (await MatchAsync(transfer, paid["id"]!)).Expect(200)["status"]);
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE invoice_id = '{paid["id"]}'"));
    }

    [Fact]
    public async Task Match_MoreOrLessThanDue_IsAPartOrACredit()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var invoice = await Host.IssuedAsync(customer);
        (await MatchAsync(await OneAsync(French("20.00", "un", "PART1")), invoice["id"]!)).Expect(200);
        Assert.Equal("100.00", (await Host.Admin.GetAsync(Invoice(invoice["id"]!)))["due"]);
        (await MatchAsync(await OneAsync(French("130.00", "deux", "PART2")), invoice["id"]!)).Expect(200);
        Assert.Equal("PAID", (await Host.Admin.GetAsync(Invoice(invoice["id"]!)))["status"]);
        Assert.Equal(30m, await Host.Database.ScalarAsync<decimal>($"SELECT sum(remaining) FROM credits WHERE user_id = '{customer}'"));
    }

    [Fact]
    public async Task List_AmountAndName_SuggestsOnlyOpenInvoices()
    {
        var customer = await Host.Data.CustomerAsync(null, change: c => c.Name = "Zéphyr Logistique SARL");
        var (open, paid) = (await Host.IssuedAsync(customer, 311m), await Host.IssuedAsync(customer, 311m));
        (await Host.MoveAsync(paid["id"]!, "PAID")).Expect(200);
        var transfer = await OneAsync(French("373.20", "virement", "ZEPHYR", "ZEPHYR LOGISTIQUE"));
        var suggestion = Assert.Single(transfer.GetProperty("suggestions").EnumerateArray());
        Assert.Equal((open["id"], "AMOUNT_AND_NAME"), (suggestion.GetProperty("invoiceId").GetString(), suggestion.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task Match_WrongInput_IsRefusedAndTheTransferStaysNew()
    {
        var transfer = await OneAsync(Bare("9.99", currency: "USD", more: ""));
        (await MatchAsync(transfer, Guid.NewGuid().ToString())).ExpectProblem(404);
        (await Host.Admin.PostAsync($"{Transactions}/{transfer.GetProperty("id").GetString()}/match", "{}")).ExpectProblem(400, "validation", "invoiceId");
        (await Host.Admin.PostAsync($"{Transactions}/{Guid.NewGuid()}/match", new { invoiceId = Guid.NewGuid() })).ExpectProblem(404);
        var invoice = await Host.IssuedAsync(await Host.Data.CustomerAsync(null));
        (await MatchAsync(transfer, invoice["id"]!)).ExpectProblem(400, "validation", "currency");
        (await MatchAsync(transfer, (await Host.DraftAsync(await Host.Data.CustomerAsync(null)))["id"]!)).ExpectProblem(409, "not_issued");
        Assert.Equal("NEW", await Host.Database.ScalarAsync<string>($"SELECT status::text FROM bank_transactions WHERE id = '{transfer.GetProperty("id").GetString()}'"));
    }

    [Fact]
    public async Task Ignore_Again_IsTheSame_AndNotMatchedAfterwards()
    {
        var transfer = await OneAsync(French(remittance: "intérêts", reference: "IGN"));
        Assert.Equal("IGNORED", (await IgnoreAsync(transfer)).Expect(200)["status"]);
        Assert.Equal("IGNORED", (await IgnoreAsync(transfer)).Expect(200)["status"]);
        (await MatchAsync(transfer, (await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!)).ExpectProblem(409, "bank_transaction_ignored");
        Assert.Contains((await Host.Staff.GetAsync(Transactions + "?status=IGNORED")).Expect(200).Items, t => t.GetProperty("reference").GetString() == "IGN");
    }

    [Fact]
    public async Task Import_WholeIban_IsNowhereInTheDatabase()
    {
        (await ImportAsync(File(German(iban: "NL91ABNA0417164300"), V08))).Expect(200);
        foreach (var table in (string[])["bank_transactions", "audit_log", "payments"])
            Assert.Equal(0L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM {table} t WHERE t::text LIKE '%ABNA0417164300%'"));
    }

    [Fact]
    public async Task Suggestions_OfManyOpenInvoices_UseTheIndex() => Assert.Equal(1L, await Host.Database.ScalarAsync<long>(
        "SELECT count(*) FROM pg_indexes WHERE indexname = 'ix_invoices_open_amount' AND indexdef LIKE '%total%prepaid%released%'"));

    Task<ApiAnswer> ImportAsync(byte[] file, string type = "application/xml") =>
        Host.Staff.CallAsync("POST", "/api/billing/bank-statements", new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(type) } });

    /// <summary>Imports one entry and reads it back from the list.</summary>
    async Task<System.Text.Json.JsonElement> OneAsync(string entry)
    {
        var before = (await ListAsync()).Select(Id).ToHashSet();
        Assert.Equal(1, (await ImportAsync(File(entry))).Expect(200).Number("imported"));
        return Assert.Single(await ListAsync(), t => !before.Contains(Id(t)));
    }

    async Task<IReadOnlyList<System.Text.Json.JsonElement>> ListAsync() => (await Host.Staff.GetAsync(Transactions + "?status=NEW&pageSize=200")).Expect(200).Items;

    static string Id(System.Text.Json.JsonElement transfer) => transfer.GetProperty("id").GetString()!;

    Task<ApiAnswer> MatchAsync(System.Text.Json.JsonElement transfer, string invoiceId) => Host.Admin.PostAsync($"{Transactions}/{Id(transfer)}/match", new { invoiceId });

    Task<ApiAnswer> IgnoreAsync(System.Text.Json.JsonElement transfer) => Host.Admin.PostAsync($"{Transactions}/{Id(transfer)}/ignore", "{}");
}
