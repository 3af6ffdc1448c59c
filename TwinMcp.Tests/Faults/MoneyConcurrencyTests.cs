using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Payments;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Faults;

/// <summary>Many at once on the same money: it is used once, counted once, and nobody waits for ever. The fixture proves the ledger afterwards.</summary>
public sealed class MoneyConcurrencyTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    static readonly Actor Provider = Actor.System("provider");

    ProductHost Host => product.Host;

    PaymentService Service => Host.Services.GetRequiredService<PaymentService>();

    [Fact]
    public async Task Credit_UsedByTwentyInvoicesAtOnce_IsUsedOnceAndNeverBelowZero()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var invoices = new List<string>();
        for (var i = 0; i < 20; i++)
            invoices.Add((await Host.IssuedAsync(customer))["id"]!);
        await Host.CreditAsync(customer, 500m, "2027-01-01T00:00:00Z");
        await Host.CreditAsync(customer, 33.33m);

        var answers = await Task.WhenAll(invoices.Select(i => Host.Admin.PostAsync(Invoice(i) + "/apply-credits", "{}")));
        Assert.All(answers, a => a.Expect(200));
        Assert.Equal(533.33m, answers.Sum(a => a.Number("creditUsed")));
        Assert.Equal(4, answers.Count(a => a["status"] == "PAID")); // 4 x 120, and 53.33 on others
        Assert.Equal(0m, await Host.BalanceAsync(customer));
    }

    [Fact]
    public async Task Invoice_PaidByTwentyAtOnce_IsPaidOnceAndTheRestIsCredit()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var invoice = (await Host.IssuedAsync(customer))["id"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Host.Admin.PostAsync(Payments, new { invoiceId = invoice, amount = 50m })));
        Assert.All(answers, a => a.Expect(201));
        Assert.Equal((120.00m, 1_000.00m), (answers.Sum(a => a.Number("applied")), answers.Sum(a => a.Number("amount"))));
        Assert.Equal(880.00m, await Host.BalanceAsync(customer));
    }

    [Fact]
    public async Task Notice_TheSameTwentyTimesAtOnce_IsOnePayment()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var invoice = InvoiceId.Parse((await Host.IssuedAsync(customer))["id"]!, null);
        var input = new RecordPayment { InvoiceId = invoice, Amount = 150m, Currency = "EUR", Method = "stripe", ProviderTransactionId = "pi_twenty" };
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Service.RecordAsync(Provider, input, key: null, CancellationToken.None)));
        Assert.Single(results.Select(r => r.Value.PaymentId).Distinct());
        Assert.Single(results, r => !r.Value.IsRepeat);
        Assert.Equal(30m, await Host.BalanceAsync(customer));
    }

    [Fact]
    public async Task Key_TheSameTwentyTimesAtOnce_IsOnePayment()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var invoice = (await Host.IssuedAsync(customer))["id"]!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Host.Admin.PostAsync(Payments, new { invoiceId = invoice, amount = 20m }, "one-key")));
        Assert.All(answers.Where(a => a.Status != 201), a => a.ExpectProblem(409, "idempotency_in_flight"));
        Assert.Single(answers.Where(a => a.Status == 201).Select(a => a["id"]).Distinct());
        Assert.Equal(100.00m, (await Host.Admin.GetAsync(Invoice(invoice))).Number("due"));
    }

    [Fact]
    public async Task CreditNotes_TenAtOnceForTheWhole_AreOne()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var invoice = (await Host.IssuedAsync(customer))["id"]!;
        await Host.PayAsync(invoice, 120m);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Host.CreditNoteAsync(invoice)));
        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => a.ExpectProblem(409, "fully_credited"));
        Assert.Equal(120.00m, await Host.BalanceAsync(customer));
    }

    [Fact]
    public async Task Refund_TenAtOnce_PaysBackOnce()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var payment = await Host.PayAsync((await Host.IssuedAsync(customer))["id"]!, 150m);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Host.Admin.PostAsync($"{Payments}/{payment["id"]}/refund", new { amount = 30m, reason = "x" })));
        Assert.Single(answers, a => a.Status == 200);
        Assert.All(answers.Where(a => a.Status != 200), a => a.ExpectProblem(400, "validation", "amount"));
    }

    [Fact]
    public async Task Notices_InAnyOrder_EndInTheSameState()
    {
        PaymentStatus[] story = [PaymentStatus.Pending, PaymentStatus.Processing, PaymentStatus.Failed, PaymentStatus.Completed];
        foreach (var order in (int[][])[[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1], [3, 3, 0, 0]])
        {
            var customer = await Host.Data.CustomerAsync(null);
            var invoice = InvoiceId.Parse((await Host.IssuedAsync(customer))["id"]!, null);
            foreach (var n in order)
            {
                var input = new RecordPayment { InvoiceId = invoice, Amount = 120m, Method = "stripe", ProviderTransactionId = "pi_" + invoice, Status = story[n] };
                Assert.True((await Service.RecordAsync(Provider, input, key: null, CancellationToken.None)).IsOk);
            }
            var paid = await Host.Admin.GetAsync(Invoice(invoice.ToString()));
            Assert.Equal(("PAID", 0.00m), (paid["status"], paid.Number("due")));
            Assert.Equal(1, paid.Json.GetProperty("payments").GetArrayLength());
        }
    }

    [Fact]
    public async Task Provider_TakesMoneyBack_FirstWhatWasFreeThenTheInvoiceIsDueAgain()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var invoice = InvoiceId.Parse((await Host.IssuedAsync(customer))["id"]!, null);
        await Service.RecordAsync(Provider, new RecordPayment { InvoiceId = invoice, Amount = 150m, Method = "stripe", ProviderTransactionId = "pi_back" }, key: null, CancellationToken.None);
        Assert.True((await BackAsync(20m)).IsOk);
        Assert.Equal(10.00m, await Host.BalanceAsync(customer));
        Assert.Equal("PAID", (await Host.Admin.GetAsync(Invoice(invoice.ToString())))["status"]);
        // the same again says nothing new
        Assert.True((await BackAsync(20m)).IsOk);
        Assert.Equal(10.00m, await Host.BalanceAsync(customer));
        Assert.True((await BackAsync(null)).IsOk);
        var reopened = await Host.Admin.GetAsync(Invoice(invoice.ToString()));
        Assert.Equal(("SENT", 0.00m, 120.00m), (reopened["status"], reopened.Number("paid"), reopened.Number("due")));
        Assert.Equal("REFUNDED", reopened.Json.GetProperty("payments")[0].GetProperty("status").GetString());
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM billing_alerts WHERE invoice_id = '{invoice}' AND type = 'PAYMENT_FAILED'"));

        Task<Result<Guid>> BackAsync(decimal? soFar) =>
            Service.ChangeAsync(Provider, new ProviderPaymentChange("stripe", "pi_back", PaymentStatus.Refunded) { RefundedSoFar = soFar }, CancellationToken.None);
    }

    [Fact]
    public async Task Provider_TakesBackWhatWasUsedElsewhere_IsAnAlertAndNobodyOwesTwice()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var first = InvoiceId.Parse((await Host.IssuedAsync(customer))["id"]!, null);
        await Service.RecordAsync(Provider, new RecordPayment { InvoiceId = first, Amount = 150m, Method = "stripe", ProviderTransactionId = "pi_used" }, key: null, CancellationToken.None);
        await Host.IssuedAsync(customer); // uses the 30
        Assert.True((await Service.ChangeAsync(Provider, new ProviderPaymentChange("stripe", "pi_used", PaymentStatus.Refunded), CancellationToken.None)).IsOk);
        Assert.Equal(120.00m, (await Host.Admin.GetAsync(Invoice(first.ToString()))).Number("due"));
        Assert.Equal(150m, await Host.Database.ScalarAsync<decimal>($"SELECT (data->>'amount')::numeric FROM billing_alerts WHERE invoice_id = '{first}'"));
    }

    [Fact]
    public async Task Provider_FailedTwice_IsOneAlertThatIsNewAgain()
    {
        var invoice = InvoiceId.Parse((await Host.IssuedAsync(await Host.Data.CustomerAsync(null)))["id"]!, null);
        foreach (var id in (string[])["pi_f1", "pi_f2"])
        {
            Assert.True((await Service.RecordAsync(Provider, new RecordPayment { InvoiceId = invoice, Amount = 120m, Method = "stripe", ProviderTransactionId = id, Status = PaymentStatus.Failed }, key: null, CancellationToken.None)).IsOk);
            Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM billing_alerts WHERE invoice_id = '{invoice}' AND read_at IS NULL"));
            await Host.Database.ExecuteAsync($"UPDATE billing_alerts SET read_at = now() WHERE invoice_id = '{invoice}'");
        }
        Assert.Equal(120.00m, (await Host.Admin.GetAsync(Invoice(invoice.ToString()))).Number("due"));
    }
}
