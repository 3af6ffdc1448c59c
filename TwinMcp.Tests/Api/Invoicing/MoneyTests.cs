using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

/// <summary>Payments, credits and credit notes: what is refused, what is listed, and who sees what.</summary>
public sealed class MoneyTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Theory]
    [InlineData("{ }", "invoiceId")]
    [InlineData("""{ "invoiceId": "$I" }""", "amount")]
    [InlineData("""{ "invoiceId": "$I", "amount": 0 }""", "amount")]
    [InlineData("""{ "invoiceId": "$I", "amount": -1 }""", "amount")]
    [InlineData("""{ "invoiceId": "$I", "amount": 1.001 }""", "amount")]
    [InlineData("""{ "invoiceId": "$I", "amount": 1, "currency": "USD" }""", "currency")]
    [InlineData("""{ "invoiceId": "$I", "amount": 1, "currency": "XXX" }""", "currency")]
    [InlineData("""{ "invoiceId": "$I", "amount": 1, "method": "No Such" }""", "method")]
    [InlineData("""{ "invoiceId": "$I", "amount": 1, "receivedAt": "2026-11-24T00:00:00Z" }""", "receivedAt")]
    [InlineData("""{ "invoiceId": "$I", "amount": 1, "status": "REFUNDED" }""", "status")]
    [InlineData("""{ "invoiceId": "$I", "amount": 1, "status": "PENDING" }""", "providerTransactionId")]
    public async Task Record_WrongInput_NamesTheField(string body, string field)
    {
        var invoice = await Host.IssuedAsync(await Host.Data.CustomerAsync(null));
        (await Host.Admin.PostAsync(Payments, body.Replace("$I", invoice["id"], StringComparison.Ordinal))).ExpectProblem(400, "validation", field);
        Assert.Equal(120.00m, (await Host.Admin.GetAsync(Invoice(invoice["id"]!))).Number("due"));
    }

    [Fact]
    public async Task Record_OnWhatIsNotPaid_Is404Or409()
    {
        var customer = await Host.Data.CustomerAsync(null);
        (await Host.Admin.PostAsync(Payments, new { invoiceId = Guid.NewGuid(), amount = 1 })).ExpectProblem(404, "not_found");
        (await Host.Admin.PostAsync(Payments, new { invoiceId = (await Host.DraftAsync(customer))["id"], amount = 1 })).ExpectProblem(409, "not_issued");
        var note = (await Host.CreditNoteAsync((await Host.IssuedAsync(customer))["id"]!)).Expect(201);
        (await Host.Admin.PostAsync(Payments, new { invoiceId = note["id"], amount = 1 })).ExpectProblem(409, "is_credit_note");
    }

    [Fact]
    public async Task Record_TheSameTransactionAgain_IsTheFirstAndAnotherAmountIs409()
    {
        var invoice = (await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"];
        var body = new { invoiceId = invoice, amount = 20m, method = "bank", providerTransactionId = "tx-1" };
        var first = (await Host.Admin.PostAsync(Payments, body)).Expect(201);
        Assert.Equal(first["id"], (await Host.Admin.PostAsync(Payments, body)).Expect(200)["id"]);
        (await Host.Admin.PostAsync(Payments, new { invoiceId = invoice, amount = 21m, method = "bank", providerTransactionId = "tx-1" })).ExpectProblem(409, "transaction_differs");
        // another provider may have the same id
        (await Host.Admin.PostAsync(Payments, new { invoiceId = invoice, amount = 21m, method = "other", providerTransactionId = "tx-1" })).Expect(201);
    }

    [Fact]
    public async Task Payments_List_FiltersAndShowsACustomerHisOwn()
    {
        var (mine, theirs) = (await Host.Data.CustomerAsync(null), await Host.Data.CustomerAsync(null));
        var invoice = (await Host.IssuedAsync(mine))["id"]!;
        var (small, large) = (await Host.PayAsync(invoice, 10m), await Host.PayAsync(invoice, 20m, "par chèque"));
        await Host.PayAsync((await Host.IssuedAsync(theirs))["id"]!, 30m);

        Assert.Equal(2, (await Host.Staff.GetAsync($"{Payments}?userId={mine}")).Expect(200).Items.Count);
        Assert.Equal(2, (await Host.Staff.GetAsync($"{Payments}?invoiceId={invoice}&status=COMPLETED")).Expect(200).Items.Count);
        Assert.Empty((await Host.Staff.GetAsync($"{Payments}?invoiceId={invoice}&status=FAILED")).Expect(200).Items);
        var customer = await Host.ClientAsync(Role.Customer, mine);
        var own = (await customer.GetAsync($"{Payments}?pageSize=1")).Expect(200);
        Assert.Equal((2, 1), (own.Json.GetProperty("total").GetInt32(), own.Items.Count));
        Assert.Empty((await customer.GetAsync($"{Payments}?userId={theirs}")).Expect(200).Items);
        Assert.Equal("par chèque", (await customer.GetAsync($"{Payments}/{large["id"]}")).Expect(200)["note"]);
        (await (await Host.ClientAsync(Role.Customer, theirs)).GetAsync($"{Payments}/{small["id"]}")).ExpectProblem(404, "not_found");
        (await Host.Staff.GetAsync($"{Payments}?status=x&nothing=1&pageSize=0")).ExpectProblem(400, "validation", "nothing");
        (await Host.Staff.GetAsync($"{Payments}?pageSize=201")).ExpectProblem(400, "validation", "pageSize");
    }

    [Theory]
    [InlineData("""{ "type": "PROMOTIONAL", "amount": 1, "reason": "x" }""", "userId")]
    [InlineData("""{ "userId": "$U", "amount": 1, "reason": "x" }""", "type")]
    [InlineData("""{ "userId": "$U", "type": "PROMOTIONAL", "amount": 0, "reason": "x" }""", "amount")]
    [InlineData("""{ "userId": "$U", "type": "PROMOTIONAL", "amount": 0.001, "reason": "x" }""", "amount")]
    [InlineData("""{ "userId": "$U", "type": "PROMOTIONAL", "amount": 1 }""", "reason")]
    [InlineData("""{ "userId": "$U", "type": "PROMOTIONAL", "amount": 1, "reason": "x", "currency": "XXX" }""", "currency")]
    [InlineData("""{ "userId": "$U", "type": "PROMOTIONAL", "amount": 1, "reason": "x", "expiresAt": "2026-11-23T09:00:00Z" }""", "expiresAt")]
    [InlineData("""{ "userId": "00000000-0000-0000-0000-000000000001", "type": "PROMOTIONAL", "amount": 1, "reason": "x" }""", "userId")]
    public async Task Grant_WrongInput_NamesTheField(string body, string field)
    {
        var customer = await Host.Data.CustomerAsync(null);
        (await Host.Admin.PostAsync(Credits, body.Replace("$U", customer.ToString(), StringComparison.Ordinal))).ExpectProblem(400, "validation", field);
    }

    [Fact]
    public async Task Credits_OfAnotherCustomerOrCurrency_AreNotHis()
    {
        var (mine, theirs) = (await Host.Data.CustomerAsync(null), await Host.Data.CustomerAsync(null));
        await Host.CreditAsync(mine, 40m);
        (await Host.Admin.PostAsync(Credits, new { userId = mine.Value, type = "COMPENSATION", amount = 500, currency = "JPY", reason = "x" })).Expect(201);
        var stranger = await Host.ClientAsync(Role.Customer, theirs);
        Assert.Empty((await stranger.GetAsync($"{Credits}?userId={mine}")).Expect(200).Items);
        Assert.Empty((await stranger.GetAsync($"{Credits}/balance?userId={mine}")).Expect(200).Json.GetProperty("balances").EnumerateArray());
        var own = (await (await Host.ClientAsync(Role.Customer, mine)).GetAsync($"{Credits}/balance")).Expect(200);
        Assert.Equal("""[{"currency":"EUR","amount":40.00},{"currency":"JPY","amount":500}]""", own.Json.GetProperty("balances").GetRawText());
        (await Host.Staff.GetAsync($"{Credits}/balance")).ExpectProblem(400, "validation", "userId");
        // yen do not pay euros
        Assert.Equal(80.00m, (await Host.IssuedAsync(mine)).Number("due"));
    }

    [Theory]
    [InlineData("{ }", "reason")]
    [InlineData("""{ "reason": "x", "lines": [] }""", "lines")]
    [InlineData("""{ "reason": "x", "lines": [{ "lineNumber": 1 }] }""", "lines[0].amount")]
    [InlineData("""{ "reason": "x", "lines": [{ "amount": 1 }] }""", "lines[0].lineNumber")]
    [InlineData("""{ "reason": "x", "lines": [{ "lineNumber": 2, "amount": 1 }] }""", "lines[0].lineNumber")]
    [InlineData("""{ "reason": "x", "lines": [{ "lineNumber": 1, "amount": 1 }, { "lineNumber": 1, "amount": 1 }] }""", "lines[1].lineNumber")]
    [InlineData("""{ "reason": "x", "lines": [{ "lineNumber": 1, "amount": 100.01 }] }""", "lines[0].amount")]
    public async Task CreditNote_WrongInput_NamesTheField(string body, string field)
    {
        var invoice = (await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!;
        (await Host.Admin.PostAsync(Invoice(invoice) + "/credit-notes", body)).ExpectProblem(400, "validation", field);
    }

    [Fact]
    public async Task CreditNote_SameKeyTwice_IsOne()
    {
        var invoice = (await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!;
        var body = new { reason = "x", lines = new[] { new { lineNumber = 1, amount = 10m } } };
        var first = (await Host.Admin.PostAsync(Invoice(invoice) + "/credit-notes", body, "note-key")).Expect(201);
        Assert.Equal(first["id"], (await Host.Admin.PostAsync(Invoice(invoice) + "/credit-notes", body, "note-key")).Expect(201)["id"]);
        Assert.Equal(12.00m, (await Host.Admin.GetAsync(Invoice(invoice))).Number("credited"));
        (await Host.Admin.PostAsync(Invoice((await Host.DraftAsync(await Host.Data.CustomerAsync(null)))["id"]!) + "/credit-notes", body)).ExpectProblem(409, "not_issued");
    }

    [Fact]
    public async Task CreditNote_Mail_SaysWhatItIs()
    {
        var invoice = await Host.IssuedAsync(await Host.Data.CustomerAsync(null));
        var note = (await Host.CreditNoteAsync(invoice["id"]!)).Expect(201);
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE invoice_id = '{note["id"]}'"));
        Assert.Null(note["dueDate"]);
        Assert.Equal([note["id"]], (await Host.Admin.GetAsync($"{Invoices}?q={note["number"]}")).Items.Select(i => i.GetProperty("id").GetString()));
        // a customer sees it, and nobody can change it
        (await Host.MoveAsync(note["id"]!, "CANCELLED")).ExpectProblem(409, "credit_note_required");
        (await Host.MoveAsync(note["id"]!, "OVERDUE")).ExpectProblem(409, "forbidden_transition");
    }

    [Theory]
    [InlineData("UPDATE credit_entries SET amount = 1 WHERE user_id = $U", "TW001")]
    [InlineData("DELETE FROM credit_entries WHERE user_id = $U", "TW001")]
    [InlineData("TRUNCATE credit_entries", "TW001")]
    [InlineData("DELETE FROM credits WHERE user_id = $U", "TW001")]
    [InlineData("UPDATE credits SET amount = 1000, remaining = 1000 WHERE user_id = $U", "TW001")]
    [InlineData("UPDATE credits SET remaining = 1 WHERE user_id = $U", "TW002")]
    [InlineData("UPDATE credits SET remaining = -1 WHERE user_id = $U", "23514")]
    [InlineData("UPDATE payments SET amount = 1 WHERE user_id = $U", "TW001")]
    [InlineData("DELETE FROM payments WHERE user_id = $U", "TW001")]
    public async Task Sql_OnMoney_IsRefusedByTheDatabase(string sql, string state)
    {
        var customer = await Host.Data.CustomerAsync(null);
        await Host.PayAsync((await Host.IssuedAsync(customer))["id"]!, 150m);
        var refusal = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Host.Database.ExecuteAsync(sql.Replace("$U", $"'{customer}'", StringComparison.Ordinal)));
        Assert.Equal(state, refusal.SqlState);
    }
}
