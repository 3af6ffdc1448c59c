using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments.Providers;
using Xunit;

namespace TwinMcp.Tests.Unit.Payments;

public sealed class StripeProviderTests
{
    const string Key = "test-key-of-nobody";
    static readonly ProviderOrder Order = new(new Money(120.50m, Currency.Eur), new InvoiceId(Guid.Parse("018f0000-0000-7000-8000-000000000001")), "FA-2026-000001", "key-1");

    [Fact]
    public async Task Create_Order_IsAFormWithKeyAndMinorUnits()
    {
        using var api = new Api(HttpStatusCode.OK, """{"id":"pi_1","status":"requires_payment_method","client_secret":"pi_1_s"}""");
        var intent = (await api.Provider.CreateAsync(Order, CancellationToken.None)).Value;
        Assert.Equal(new ProviderIntent("pi_1", "requires_payment_method", null, "pi_1_s"), intent);
        var request = api.Request!;
        Assert.Equal(("POST https://api.stripe.com/v1/payment_intents", "Bearer " + Key, "key-1", "application/x-www-form-urlencoded"), (request.Line, request.Authorization, request.IdempotencyKey, request.ContentType));
        Assert.Equal("amount=12050&currency=eur&automatic_payment_methods%5Benabled%5D=true&description=FA-2026-000001&metadata%5Binvoice_id%5D=018f0000-0000-7000-8000-000000000001&metadata%5Binvoice_number%5D=FA-2026-000001", request.Body);
    }

    [Fact]
    public async Task Refund_Part_NamesItsAmount()
    {
        using var api = new Api(HttpStatusCode.OK, """{"id":"re_1","status":"pending"}""");
        var refund = (await api.Provider.RefundAsync(new ProviderRefundOrder("pi_1", new Money(30m, Currency.Eur), "key-2"), CancellationToken.None)).Value;
        Assert.Equal(new ProviderRefund("re_1", "pending"), refund);
        Assert.Equal(("POST https://api.stripe.com/v1/refunds", "payment_intent=pi_1&amount=3000", "key-2"), (api.Request!.Line, api.Request.Body, api.Request.IdempotencyKey));
    }

    [Fact]
    public async Task Find_OddId_StaysInItsPlace()
    {
        using var api = new Api(HttpStatusCode.OK, """{"id":"pi_1","status":"succeeded"}""");
        Assert.Equal("succeeded", (await api.Provider.FindAsync("pi_1/../x?y", CancellationToken.None)).Value.Status);
        Assert.Equal("GET https://api.stripe.com/v1/payment_intents/pi_1%2F..%2Fx%3Fy", api.Request!.Line);
    }

    [Theory]
    [InlineData(400, """{"error":{"type":"invalid_request_error","code":"amount_too_small","message":"secret words"}}""", "provider_refused", "amount_too_small")]
    [InlineData(402, """{"error":{"type":"card_error","code":"card_declined"}}""", "provider_refused", "card_declined")]
    [InlineData(401, """{"error":{"type":"invalid_request_error","message":"Invalid API Key provided: test-key-of-nobody"}}""", "provider_refused", "invalid_request_error")]
    [InlineData(400, """{"error":{"code":"<b>odd</b>"}}""", "provider_refused", "HTTP 400")]
    [InlineData(404, "<html>", "provider_refused", "HTTP 404")]
    [InlineData(409, """{"error":{"type":"idempotency_error"}}""", "provider_unavailable", null)]
    [InlineData(429, "{}", "provider_unavailable", null)]
    [InlineData(500, "{}", "provider_unavailable", null)]
    [InlineData(503, "", "provider_unavailable", null)]
    [InlineData(200, "<html>", "provider_unavailable", null)]
    [InlineData(200, "{}", "provider_unavailable", null)]
    [InlineData(200, """{"id":7}""", "provider_unavailable", null)]
    public async Task Create_WhateverIsAnswered_IsAnExternalRefusal(int status, string body, string code, string? says)
    {
        using var api = new Api((HttpStatusCode)status, body);
        var error = (await api.Provider.CreateAsync(Order, CancellationToken.None)).Error!;
        Assert.Equal((ErrorKind.External, code), (error.Kind, error.Code));
        Assert.Contains(says ?? "", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_NobodyThere_IsUnavailable()
    {
        using var api = new Api(new HttpRequestException("no route"));
        Assert.Equal("provider_unavailable", (await api.Provider.CreateAsync(Order, CancellationToken.None)).Error!.Code);
    }

    [Fact]
    public async Task Create_TimeOut_IsUnavailable_AndCancellationIsNot()
    {
        using var api = new Api(new TaskCanceledException());
        Assert.Equal("provider_unavailable", (await api.Provider.CreateAsync(Order, CancellationToken.None)).Error!.Code);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => api.Provider.CreateAsync(Order, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task Create_AmountThatCannotBeCharged_IsNotSent()
    {
        using var api = new Api(HttpStatusCode.OK, "{}");
        var error = (await api.Provider.CreateAsync(Order with { Amount = new Money(1.234m, Currency.Of("TND")) }, CancellationToken.None)).Error!;
        Assert.Equal("provider_amount", error.Code);
        Assert.Null(api.Request);
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("none", null, null, null)]
    [InlineData("sandbox", null, "0123456789abcdef", null)]
    [InlineData("stripe", "key", "0123456789abcdef", null)]
    [InlineData("stripe", null, "0123456789abcdef", "PAYMENT_PROVIDER_KEY")]
    [InlineData("stripe", "key", null, "PAYMENT_WEBHOOK_SECRET")]
    [InlineData("sandbox", null, null, "PAYMENT_WEBHOOK_SECRET")]
    [InlineData("sandbox", null, "short", "PAYMENT_WEBHOOK_SECRET")]
    [InlineData("sandbox", null, "0123456789abcde\n", "PAYMENT_WEBHOOK_SECRET")]
    [InlineData("paypal", "key", "0123456789abcdef", "PAYMENT_PROVIDER")]
    public void Options_EachSetting_StartsOrNamesWhatIsMissing(string? provider, string? key, string? secret, string? names)
    {
        ProviderOptions Read() => ProviderOptions.From(Settings(provider, key, secret));
        if (names is null)
            Assert.Equal(provider ?? "none", Read().Name);
        else
            Assert.Contains(names, Assert.Throws<InvalidOperationException>(Read).Message, StringComparison.Ordinal);
    }

    static IConfiguration Settings(string? provider, string? key, string? secret) => new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["PAYMENT_PROVIDER"] = provider,
        ["PAYMENT_PROVIDER_KEY"] = key,
        ["PAYMENT_WEBHOOK_SECRET"] = secret,
    }).Build();

    sealed record Seen(string Line, string? Authorization, string? IdempotencyKey, string? ContentType, string Body);

    /// <summary>Stands for api.stripe.com, and remembers what it was asked.</summary>
    sealed class Api : HttpMessageHandler
    {
        readonly Exception? failure;
        readonly HttpStatusCode status;
        readonly string body = "";
        readonly HttpClient http;

        public Api(HttpStatusCode status, string body) : this() => (this.status, this.body) = (status, body);

        public Api(Exception failure) : this() => this.failure = failure;

        Api()
        {
            http = new HttpClient(this, disposeHandler: false) { BaseAddress = StripeProvider.Address };
            Provider = new StripeProvider(http, ProviderOptions.From(Settings("stripe", Key, "0123456789abcdef")));
        }

        public IPaymentProvider Provider { get; }

        public Seen? Request { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (failure is not null)
                throw failure;
            Request = new Seen(
                $"{request.Method} {request.RequestUri!.AbsoluteUri}",
                request.Headers.Authorization?.ToString(),
                request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null,
                request.Content?.Headers.ContentType?.MediaType,
                request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8) };
        }

        protected override void Dispose(bool disposing)
        {
            http.Dispose();
            base.Dispose(disposing);
        }
    }
}
