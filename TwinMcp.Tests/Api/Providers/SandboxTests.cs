using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Providers;

/// <summary>The whole path over HTTP: start, what happens at the provider, its signed events, the ledger.</summary>
public sealed class SandboxTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    ProductHost Host => sandbox.Host;

    [Fact]
    public async Task Pay_FailsThenSucceeds_PaysTheInvoice()
    {
        var customer = await Host.Data.CustomerAsync(null);
        var own = await Host.ClientAsync(Role.Customer, customer);
        var invoice = await sandbox.InvoiceAsync(customer);
        var started = (await own.PostAsync($"{Invoice(invoice)}/payments", "{}")).Expect(201);
        Assert.Equal(("PENDING", "120.00", "EUR", "sandbox", "requires_payment_method"), (started["status"], started["amount"], started["currency"], started["provider"], started["providerStatus"]));
        Assert.NotNull(started["clientSecret"]);
        var intent = started["transactionId"]!;

        foreach (var (step, end) in ((string, string)[])
        [
            ("process", "SENT due 120.00; PROCESSING applied 0.0000 refunded 0.0000; APPLIED"),
            ("fail", "SENT due 120.00; FAILED applied 0.0000 refunded 0.0000; APPLIED"),
            ("succeed", "PAID due 0.00; COMPLETED applied 120.0000 refunded 0.0000; APPLIED"),
        ])
        {
            Assert.Equal(["200"], Answers(await ActAsync(intent, step)));
            Assert.Equal(end, await sandbox.EndAsync(invoice, intent));
        }
        (await own.PostAsync($"{Invoice(invoice)}/payments", "{}")).ExpectProblem(409, "nothing_due");
        (await ActAsync(intent, "succeed")).ExpectProblem(409, "sandbox_state");
    }

    [Fact]
    public async Task Pay_TwentyCopiesOfEachEvent_CountOnce()
    {
        var invoice = await sandbox.InvoiceAsync();
        var (_, intent) = await sandbox.StartAsync(invoice);
        Assert.Equal(Enumerable.Repeat("200", 20), Answers(await ActAsync(intent, "succeed", """{ "copies": 20 }""")));
        Assert.Equal("PAID due 0.00; COMPLETED applied 120.0000 refunded 0.0000; APPLIED", await sandbox.EndAsync(invoice, intent));
    }

    [Fact]
    public async Task Pay_HeldEventsReleasedNewestFirst_EndTheSame()
    {
        var invoice = await sandbox.InvoiceAsync();
        var (_, intent) = await sandbox.StartAsync(invoice);
        foreach (var (step, body) in ((string, string)[])[("fail", ""), ("succeed", ""), ("refund", "\"amount\": 30,"), ("refund", "\"amount\": 20.00,")])
        {
            Host.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Empty(Answers(await ActAsync(intent, step, $$"""{ {{body}} "hold": true }""")));
        }
        Assert.Equal("SENT due 120.00; PENDING applied 0.0000 refunded 0.0000; ", await sandbox.EndAsync(invoice, intent));
        Assert.Equal(["200", "200", "200", "200"], Answers((await Host.Admin.PostAsync($"/api/payments/sandbox/{intent}/release", "{}")).Expect(200)));
        Assert.Equal("SENT due 50.00; COMPLETED applied 70.0000 refunded 50.0000; APPLIED", await sandbox.EndAsync(invoice, intent));
        (await ActAsync(intent, "refund", """{ "amount": 70.01 }""")).ExpectProblem(409, "sandbox_state");
    }

    [Fact]
    public async Task Refund_ThroughOurApi_ReachesTheLedgerByItsEvent()
    {
        var invoice = await sandbox.InvoiceAsync();
        var (id, intent) = await sandbox.StartAsync(invoice);
        (await RefundAsync(id, "{}")).ExpectProblem(409, "not_refundable");
        (await ActAsync(intent, "succeed")).Expect(200);
        (await RefundAsync(id, """{ "amount": 120.01 }""")).ExpectProblem(400, "validation", "amount");
        (await RefundAsync(id, """{ "amount": 1.001 }""")).ExpectProblem(400, "validation", "amount");
        var first = (await RefundAsync(id, """{ "amount": 20 }""")).Expect(202);
        Assert.Equal(first["refundId"], (await RefundAsync(id, """{ "amount": 20 }""")).Expect(202)["refundId"]); // a second click
        await DeliverDueAsync();
        Assert.Equal("SENT due 20.00; COMPLETED applied 100.0000 refunded 20.0000; APPLIED", await sandbox.EndAsync(invoice, intent));
        (await RefundAsync(id, "{}")).Expect(202);
        await DeliverDueAsync();
        Assert.Equal("SENT due 120.00; REFUNDED applied 0.0000 refunded 120.0000; APPLIED", await sandbox.EndAsync(invoice, intent));
        (await RefundAsync(Guid.NewGuid().ToString(), "{}")).ExpectProblem(404);
    }

    [Fact]
    public async Task Start_AgainOrAtOnce_IsOnePayment()
    {
        var invoice = await sandbox.InvoiceAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Host.Admin.PostAsync($"{Invoice(invoice)}/payments", "{}")));
        Assert.Single(answers.Select(a => a["id"]).Distinct());
        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE invoice_id = '{invoice}'"));
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM sandbox_intents WHERE invoice_id = '{invoice}'"));
    }

    [Fact]
    public async Task Start_SameIdempotencyKey_IsTheSamePaymentForEver()
    {
        var invoice = await sandbox.InvoiceAsync();
        var first = (await Host.Staff.PostAsync($"{Invoice(invoice)}/payments", "{}", "pay-1")).Expect(201);
        (await ActAsync(first["transactionId"]!, "succeed")).Expect(200);
        var again = (await Host.Staff.PostAsync($"{Invoice(invoice)}/payments", "{}", "pay-1")).Expect(200);
        Assert.Equal((first["id"], "COMPLETED"), (again["id"], again["status"]));
        (await Host.Staff.PostAsync($"{Invoice(await sandbox.InvoiceAsync())}/payments", "{}", "pay-1")).ExpectProblem(422, "idempotency_mismatch");
    }

    [Fact]
    public async Task Start_AfterAFailure_IsANewAttemptOfWhatIsDue()
    {
        var invoice = await sandbox.InvoiceAsync();
        var (_, first) = await sandbox.StartAsync(invoice);
        (await ActAsync(first, "cancel")).Expect(200);
        (await Host.Admin.PostAsync("/api/billing/payments", new { invoiceId = invoice, amount = 50m })).Expect(201);
        var second = (await Host.Admin.PostAsync($"{Invoice(invoice)}/payments", "{}")).Expect(201);
        Assert.Equal("70.00", second["amount"]);
        Assert.NotEqual(first, second["transactionId"]);
    }

    [Fact]
    public async Task Start_OnWhatCannotBePaid_IsRefused()
    {
        var (customer, other) = (await Host.Data.CustomerAsync(null), await Host.Data.CustomerAsync(null));
        var draft = await Host.DraftAsync(customer);
        (await Host.Admin.PostAsync($"{Invoice(draft["id"]!)}/payments", "{}")).ExpectProblem(409, "not_issued");
        (await (await Host.ClientAsync(Role.Customer, other)).PostAsync($"{Invoice(await sandbox.InvoiceAsync(customer))}/payments", "{}")).ExpectProblem(404);
        (await Host.Admin.PostAsync($"{Invoice(draft["id"]!)}/payments", """{ "amount": 1 }""")).ExpectProblem(400, "validation", "amount");
        (await Host.Admin.PostAsync($"{Invoice(Guid.NewGuid().ToString())}/payments", "{}")).ExpectProblem(404);
    }

    [Theory]
    [InlineData(Role.Staff)]
    [InlineData(Role.Customer)]
    [InlineData(Role.Ingestion)]
    public async Task Act_ByAnybodyElse_IsForbidden(Role role)
    {
        var caller = await Host.ClientAsync(role, role == Role.Customer ? await Host.Data.CustomerAsync(null) : null);
        foreach (var step in (string[])["process", "succeed", "fail", "cancel", "refund", "release"])
            (await caller.PostAsync($"/api/payments/sandbox/pi_sandbox_1/{step}", "{}")).ExpectProblem(403);
    }

    [Fact]
    public async Task Act_WrongInput_IsNamed()
    {
        var (_, intent) = await sandbox.StartAsync(await sandbox.InvoiceAsync());
        (await ActAsync("pi_nobody", "succeed")).ExpectProblem(404);
        (await ActAsync(intent, "refund")).ExpectProblem(409, "sandbox_state");
        (await ActAsync(intent, "refund", """{ "amount": 0.001 }""")).ExpectProblem(400, "validation", "amount");
        (await ActAsync(intent, "fail", """{ "copies": 21 }""")).ExpectProblem(400, "validation", "copies");
    }

    Task<ApiAnswer> ActAsync(string intent, string step, string body = "{}") => Host.Admin.PostAsync($"/api/payments/sandbox/{intent}/{step}", body);

    Task<ApiAnswer> RefundAsync(string payment, string body) => Host.Admin.PostAsync($"/api/billing/payments/{payment}/provider-refund", body);

    /// <summary>As the job does every few seconds.</summary>
    async Task DeliverDueAsync()
    {
        var delivery = (Core.Payments.Providers.Sandbox.SandboxDelivery)Host.Services.GetService(typeof(Core.Payments.Providers.Sandbox.SandboxDelivery))!;
        await delivery.DeliverDueAsync(new Uri(Host.BaseAddress, SandboxFixture.Webhook), CancellationToken.None);
    }

    static IEnumerable<string?> Answers(ApiAnswer answer) => answer.Expect(200).Json.GetProperty("answers").EnumerateArray().Select(a => a.GetString());
}
