using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Scenarios;

/// <summary>Stories of money: paid in parts, too much, back again. All figures by hand, VAT 20 %. It is 23 November 2026.</summary>
public sealed class MoneyLedgerTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Payments_InParts_LeaveTheRestDueAndThenPayIt()
    {
        var invoice = (await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!;
        await Host.PayAsync(invoice, 50m);
        await IsAsync(invoice, "SENT", paid: 50.00m, due: 70.00m);
        await Host.PayAsync(invoice, 69.99m);
        await IsAsync(invoice, "SENT", paid: 119.99m, due: 0.01m);
        await Host.PayAsync(invoice, 0.01m);
        var paid = await IsAsync(invoice, "PAID", paid: 120.00m, due: 0.00m);
        Assert.Equal("2026-11-23", paid["paidDate"]);
        Assert.Equal(3, paid.Json.GetProperty("payments").GetArrayLength());
    }

    [Fact]
    public async Task OverPayment_BecomesCredit_ThatTheNextInvoiceUses()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var first = (await Host.IssuedAsync(customer))["id"]!;
        var payment = await Host.PayAsync(first, 150m);
        Assert.Equal((150.00m, 120.00m), (payment.Number("amount"), payment.Number("applied")));
        await IsAsync(first, "PAID", paid: 120.00m, due: 0.00m);
        var credit = Assert.Single((await Host.Admin.GetAsync($"{Credits}?userId={customer}")).Expect(200).Items);
        Assert.Equal(("ADJUSTMENT", 30.00m, payment["id"]), (credit.GetProperty("type").GetString(), credit.GetProperty("remaining").GetDecimal(), credit.GetProperty("paymentId").GetString()));

        // 120 - 30: the document says so itself
        var second = (await Host.IssuedAsync(customer))["id"]!;
        var detail = await IsAsync(second, "SENT", paid: 30.00m, due: 90.00m);
        Assert.Equal(30.00m, detail.Number("creditUsed"));
        Assert.Equal(0m, await Host.BalanceAsync(customer));
        await Host.PayAsync(second, 90m);
        await IsAsync(second, "PAID", paid: 120.00m, due: 0.00m);
        // and what is used is not paid back
        (await RefundAsync(payment, 0.01m)).ExpectProblem(400, "validation", "amount");
    }

    [Fact]
    public async Task OverPayment_Refunded_TakesTheCreditAway()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var payment = await Host.PayAsync((await Host.IssuedAsync(customer))["id"]!, 200m);
        Assert.Equal(80.00m, await Host.BalanceAsync(customer));
        (await RefundAsync(payment, 80.01m)).ExpectProblem(400, "validation", "amount");
        Assert.Equal(("COMPLETED", 30.00m), Refunded((await RefundAsync(payment, 30m)).Expect(200)));
        Assert.Equal(("COMPLETED", 80.00m), Refunded((await RefundAsync(payment, 50m)).Expect(200)));
        Assert.Equal(0m, await Host.BalanceAsync(customer));
        (await RefundAsync(payment, 1m)).ExpectProblem(400, "validation", "amount");
    }

    [Fact]
    public async Task Credits_OfSeveralKinds_AreUsedOldestExpiryFirstAndExpiredNever()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var forever = await Host.CreditAsync(customer, 40m);
        var late = await Host.CreditAsync(customer, 30m, "2027-03-01T00:00:00Z");
        var soon = await Host.CreditAsync(customer, 20m, "2026-12-01T00:00:00Z");
        Assert.Equal(90.00m, await Host.BalanceAsync(customer));

        // 60 with VAT: 20 + 30 + 10 of the last
        var invoice = (await Host.IssuedAsync(customer, 50m))["id"]!;
        await IsAsync(invoice, "PAID", paid: 60.00m, due: 0.00m);
        Assert.Equal([(soon["id"]!, 0.00m), (late["id"]!, 0.00m), (forever["id"]!, 30.00m)], await RemainingAsync(customer));
    }

    [Fact]
    public async Task CreditNote_Whole_CancelsCopiesAndLetsThePeriodBeBilledAgain()
    {
        var customer = await Host.Data.CustomerAsync("premium");
        await Host.UseAsync(customer, (2_000_000, "2026-10-10T10:00:00Z"));
        var billed = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", send: true))).Expect(201);
        var invoice = billed["id"]!;
        Assert.Equal(120.24m, billed.Number("total")); // 99 + 1.20, and VAT
        (await Host.MoveAsync(invoice, "CANCELLED")).ExpectProblem(409, "credit_note_required");

        var note = (await Host.CreditNoteAsync(invoice)).Expect(201);
        Assert.Equal(("CREDIT_NOTE", "PAID", "AV-2026-"), (note["kind"], note["status"], note["number"]![..8]));
        Assert.Equal((100.20m, 20.04m, 120.24m, 0.00m), (note.Number("subtotal"), note.Number("tax"), note.Number("total"), note.Number("due")));
        Assert.Equal(
            billed.Json.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("quantity").GetDecimal(), l.GetProperty("unitPrice").GetDecimal(), l.GetProperty("net").GetDecimal())),
            note.Json.GetProperty("lines").EnumerateArray().Select(l => (l.GetProperty("quantity").GetDecimal(), l.GetProperty("unitPrice").GetDecimal(), l.GetProperty("net").GetDecimal())));
        Assert.Equal(billed["number"], note.Json.GetProperty("creditedInvoice").GetProperty("number").GetString());
        var cancelled = await IsAsync(invoice, "CANCELLED", paid: 0.00m, due: 0.00m);
        Assert.Equal(note["number"], Assert.Single(cancelled.Json.GetProperty("creditNotes").EnumerateArray()).GetProperty("number").GetString());
        Assert.Equal(200, (await Host.Admin.GetAsync(Invoice(note["id"]!) + "/pdf")).Status);
        Assert.Equal(0m, await Host.BalanceAsync(customer));

        (await Host.CreditNoteAsync(invoice)).ExpectProblem(409, "fully_credited");
        (await Host.CreditNoteAsync(note["id"]!)).ExpectProblem(409, "is_credit_note");
        var again = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", send: true))).Expect(201);
        Assert.Equal((120.24m, "SENT"), (again.Number("total"), again["status"]));
    }

    [Fact]
    public async Task CreditNotes_InThreeParts_SumToTheInvoiceAndFreeWhatWasPaid()
    {
        var customer = await Host.Data.CustomerAsync(null);
        // two lines of 9.99 and 20.02: 30.01, VAT 6.00 (6.002), 36.01; a third of it three times
        var body = new { userId = customer.Value, lines = new[] { new { description = "a", quantity = 1, unitPrice = 9.99m }, new { description = "b", quantity = 1, unitPrice = 20.02m } }, options = new { sendImmediately = true } };
        var invoice = (await Host.Admin.PostAsync(Invoices, body)).Expect(201)["id"]!;
        await Host.PayAsync(invoice, 20m);
        await IsAsync(invoice, "SENT", paid: 20.00m, due: 16.01m);

        // 3.33: VAT 0.67; 16.01 - 4.00 due
        Assert.Equal((0.67m, 4.00m), Taxed((await Host.CreditNoteAsync(invoice, (1, 3.33m))).Expect(201)));
        await IsAsync(invoice, "SENT", paid: 20.00m, due: 12.01m);
        // 3.33 + 6.67 = 10.00: VAT of 13.33 is 2.67, 0.67 before
        Assert.Equal((2.00m, 12.00m), Taxed((await Host.CreditNoteAsync(invoice, (1, 3.33m), (2, 6.67m))).Expect(201)));
        await IsAsync(invoice, "SENT", paid: 20.00m, due: 0.01m);
        (await Host.CreditNoteAsync(invoice, (1, 3.34m))).ExpectProblem(400, "validation", "lines[0].amount");
        // 13.35 of line 2 and 3.33 of line 1 are left: 16.68; VAT 6.00 - 2.67 = 3.33; 20.01, of which 20.00 was paid
        Assert.Equal((3.33m, 20.01m), Taxed((await Host.CreditNoteAsync(invoice)).Expect(201)));
        var cancelled = await IsAsync(invoice, "CANCELLED", paid: 20.00m, due: 0.00m);
        Assert.Equal((36.01m, 20.00m), (cancelled.Number("credited"), cancelled.Number("released")));
        Assert.Equal(20.00m, await Host.BalanceAsync(customer));
    }

    [Fact]
    public async Task CreditNote_OnAPaidInvoice_BecomesCreditThatIsRefunded()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var invoice = (await Host.IssuedAsync(customer))["id"]!;
        var payment = await Host.PayAsync(invoice, 120m);
        (await RefundAsync(payment, 1m)).ExpectProblem(400, "validation", "amount");

        var note = (await Host.CreditNoteAsync(invoice, (1, 25m))).Expect(201);
        Assert.Equal(30.00m, note.Number("total"));
        await IsAsync(invoice, "PAID", paid: 120.00m, due: 0.00m);
        var credit = Assert.Single((await Host.Admin.GetAsync($"{Credits}?userId={customer}")).Items);
        Assert.Equal(("REFUND", 30.00m, note["id"]), (credit.GetProperty("type").GetString(), credit.GetProperty("amount").GetDecimal(), credit.GetProperty("creditNoteId").GetString()));

        Assert.Equal(("COMPLETED", 30.00m), Refunded((await RefundAsync(payment, 30m)).Expect(200)));
        (await Host.CreditNoteAsync(invoice)).Expect(201);
        Assert.Equal(("REFUNDED", 120.00m), Refunded((await RefundAsync(payment, 90m)).Expect(200)));
        (await RefundAsync(payment, 1m)).ExpectProblem(409, "not_refundable");
        await IsAsync(invoice, "CANCELLED", paid: 120.00m, due: 0.00m);
        Assert.Equal(0m, await Host.BalanceAsync(customer));
    }

    [Fact]
    public async Task CreditNote_OnAnInvoicePaidWithPromotionalCredit_GivesThatBackAndNoMoney()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var promotion = await Host.CreditAsync(customer, 50m, "2027-01-01T00:00:00Z");
        var invoice = (await Host.IssuedAsync(customer))["id"]!;
        var payment = await Host.PayAsync(invoice, 70m);
        await IsAsync(invoice, "PAID", paid: 120.00m, due: 0.00m);
        (await Host.CreditNoteAsync(invoice)).Expect(201);

        var credits = (await Host.Admin.GetAsync($"{Credits}?userId={customer}")).Items;
        Assert.Equal(["PROMOTIONAL 50.00", "REFUND 70.00"], credits.Select(c => $"{c.GetProperty("type").GetString()} {c.GetProperty("remaining").GetRawText()}").Order(StringComparer.Ordinal));
        Assert.Equal(promotion["id"], credits.Single(c => c.GetProperty("type").GetString() == "PROMOTIONAL").GetProperty("id").GetString());
        (await RefundAsync(payment, 70.01m)).ExpectProblem(400, "validation", "amount");
        Assert.Equal(("REFUNDED", 70.00m), Refunded((await RefundAsync(payment, 70m)).Expect(200)));
        Assert.Equal(50.00m, await Host.BalanceAsync(customer));
    }

    [Fact]
    public async Task CreditNote_PartOfAnUnpaidInvoice_PaysItWhenTheRestIsCovered()
    {
        var invoice = (await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!;
        await Host.PayAsync(invoice, 60m);
        (await Host.CreditNoteAsync(invoice, (1, 50m))).Expect(201);
        var paid = await IsAsync(invoice, "PAID", paid: 60.00m, due: 0.00m);
        Assert.Equal((60.00m, 0.00m), (paid.Number("credited"), paid.Number("released")));
    }

    [Fact]
    public async Task CreditNote_OfAnInvoiceWithAllowanceAndPrepaid_GivesBackExactlyThose()
    {
        var customer = await Host.Data.CustomerAsync(null);
        // 100 + 50 - 10 = 140, VAT 28, 168; 18 prepaid, -0.01 rounding: 149.99 due
        var body = new
        {
            userId = customer.Value,
            lines = new[] { new { description = "a", quantity = 1, unitPrice = 100m }, new { description = "b", quantity = 1, unitPrice = 50m } },
            allowances = new[] { new { amount = 10m } },
            prepaid = 18m,
            rounding = -0.01m,
            options = new { sendImmediately = true },
        };
        var invoice = (await Host.Admin.PostAsync(Invoices, body)).Expect(201);
        Assert.Equal(149.99m, invoice.Number("due"));
        (await Host.CreditNoteAsync(invoice["id"]!, (1, 100m), (2, 45m))).ExpectProblem(400, "validation", "lines[1].amount");
        Assert.Equal((20.00m, 120.00m), Taxed((await Host.CreditNoteAsync(invoice["id"]!, (1, 100m))).Expect(201)));
        await IsAsync(invoice["id"]!, "SENT", paid: 0.00m, due: 29.99m);
        // 50 - 10 = 40, VAT 8, 48, of it 0.01 was rounded off; 18 had been prepaid
        Assert.Equal((8.00m, 48.00m), Taxed((await Host.CreditNoteAsync(invoice["id"]!)).Expect(201)));
        var cancelled = await IsAsync(invoice["id"]!, "CANCELLED", paid: 0.00m, due: 0.00m);
        Assert.Equal((167.99m, 18.00m), (cancelled.Number("credited"), cancelled.Number("released")));
        Assert.Equal(18.00m, await Host.BalanceAsync(customer));
    }

    [Fact]
    public async Task Expiry_TakesWhatIsLeft_AndOnlyThat()
    {
        await using var host = await ProductHost.StartAsync();
        var customer = await host.Data.CustomerAsync(null);
        var ending = await host.CreditAsync(customer, 20m, "2026-12-01T00:00:00Z");
        await host.CreditAsync(customer, 5m);
        host.Clock.JumpTo(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.Equal(5.00m, await host.BalanceAsync(customer));
        await host.IssuedAsync(customer, 1m); // 1.20, from the one that does not end
        var expired = host.Services.GetService(typeof(Core.Credits.CreditService)) as Core.Credits.CreditService;
        Assert.Equal(1, await expired!.ExpireAsync(Actor.System("test"), CancellationToken.None));
        Assert.Equal(0, await expired.ExpireAsync(Actor.System("test"), CancellationToken.None));
        Assert.Equal(-20m, await host.Database.ScalarAsync<decimal>($"SELECT amount FROM credit_entries WHERE credit_id = '{ending["id"]}' AND kind = 'EXPIRE'"));
        Assert.Equal(3.80m, await host.BalanceAsync(customer));
        await InvariantChecker.AssertHoldAsync(host.Database);
    }

    async Task<ApiAnswer> IsAsync(string invoice, string status, decimal paid, decimal due)
    {
        var now = (await Host.Admin.GetAsync(Invoice(invoice))).Expect(200);
        Assert.Equal((status, paid, due), (now["status"], now.Number("paid"), now.Number("due")));
        return now;
    }

    Task<ApiAnswer> RefundAsync(ApiAnswer payment, decimal amount) => Host.Admin.PostAsync($"{Payments}/{payment["id"]}/refund", new { amount, reason = "Trop perçu" });

    static (string?, decimal) Refunded(ApiAnswer payment) => (payment["status"], payment.Number("refunded"));

    static (decimal Tax, decimal Total) Taxed(ApiAnswer note) => (note.Number("tax"), note.Number("total"));

    async Task<List<(string, decimal)>> RemainingAsync(CustomerId customer) =>
        [.. (await Host.Admin.GetAsync($"{Credits}?userId={customer}")).Expect(200).Items
            .OrderBy(c => c.GetProperty("remaining").GetDecimal()).ThenBy(c => c.GetProperty("expiresAt").GetString(), StringComparer.Ordinal)
            .Select(c => (c.GetProperty("id").GetString()!, c.GetProperty("remaining").GetDecimal()))];
}
