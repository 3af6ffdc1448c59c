using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Providers;

/// <summary>The product with its sandbox provider. After the class every invariant holds.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    public const string Secret = "the-webhook-secret-of-the-tests";
    public const string Webhook = "/api/webhooks/stripe";

    ProductHost? host;
    int events;

    public ProductHost Host => host ?? throw new InvalidOperationException("xunit has not initialised the fixture.");

    public async Task InitializeAsync() => host = await ProductHost.StartAsync(new ProductOptions
    {
        Settings = new Dictionary<string, string> { ["PAYMENT_PROVIDER"] = "sandbox", ["PAYMENT_WEBHOOK_SECRET"] = Secret },
    });

    public async Task DisposeAsync()
    {
        await using (Host)
            await InvariantChecker.AssertHoldAsync(Host.Database);
    }

    /// <summary>An issued invoice of 120.00 EUR with VAT: its id.</summary>
    public async Task<string> InvoiceAsync(CustomerId? customer = null) =>
        (await Host.IssuedAsync(customer ?? await Host.Data.CustomerAsync(null)))["id"]!;

    /// <summary>The open payment of what is due: its own id, and the provider's.</summary>
    public async Task<(string Id, string Intent)> StartAsync(string invoice)
    {
        var started = await Host.Admin.PostAsync($"{Invoice(invoice)}/payments", "{}");
        Assert.True(started.Status is 200 or 201, started.ToString());
        return (started["id"]!, started["transactionId"]!);
    }

    /// <summary>What the provider will answer to the first start, asked before it: events can then be earlier than our own row.</summary>
    public async Task<string> EarlyIntentAsync(string invoice)
    {
        var order = new ProviderOrder(new Money(120m, Currency.Eur), new InvoiceId(Guid.Parse(invoice)), "FA-2026-000001", $"{Guid.Parse(invoice):N}-1-120.00");
        return (await Host.Services.GetRequiredService<IPaymentProvider>().CreateAsync(order, CancellationToken.None)).Value.TransactionId;
    }

    public string Event(string type, string intent, long amount = 12000, string currency = "eur", string? id = null)
    {
        var subject = type == "charge.refunded"
            ? $$"""{"id":"ch_1","payment_intent":"{{intent}}","amount":12000,"amount_refunded":{{amount}},"currency":"{{currency}}"}"""
            : $$"""{"id":"{{intent}}","amount":12000,"amount_received":{{amount}},"currency":"{{currency}}"}""";
        return $$$"""{"id":"{{{id ?? $"evt_{Interlocked.Increment(ref events)}"}}}","type":"{{{type}}}","created":{{{Host.Clock.GetUtcNow().ToUnixTimeSeconds()}}},"data":{"object":{{{subject}}} } }""";
    }

    /// <summary>Signed now, as the provider would.</summary>
    public Task<ApiAnswer> DeliverAsync(string body, string? signature = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Host.Anonymous.CallAsync("POST", Webhook, new ByteArrayContent(bytes), ("Stripe-Signature", signature ?? StripeSignature.Header(bytes, Secret, Host.Clock.GetUtcNow())));
    }

    /// <summary>Payment, invoice, and what became of the events: all that must be the same whatever the order.</summary>
    public async Task<string> EndAsync(string invoice, string intent)
    {
        var bill = (await Host.Admin.GetAsync(Invoice(invoice))).Expect(200);
        var payment = await Host.Database.ScalarAsync<string>($"SELECT status || ' applied ' || applied || ' refunded ' || refunded FROM payments WHERE provider_transaction_id = '{intent}'");
        var outcomes = await Host.Database.ScalarAsync<string>($"SELECT string_agg(DISTINCT outcome::text, ',') FROM provider_events WHERE transaction_id = '{intent}'");
        return $"{bill["status"]} due {bill["due"]}; {payment}; {outcomes}";
    }
}
