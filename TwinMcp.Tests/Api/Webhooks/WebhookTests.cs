using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Webhooks;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Webhooks;

/// <summary>Endpoints through the public door, and what a receiver gets.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    const string Endpoints = "/api/webhook-endpoints";

    ProductHost host = null!;
    WebhookSink sink = null!;

    public async Task InitializeAsync()
    {
        sink = await WebhookSink.StartAsync();
        host = await ProductHost.StartAsync(new ProductOptions { Settings = new Dictionary<string, string> { ["WEBHOOK_ALLOW_PRIVATE"] = "true" } });
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task Invoice_IssuedAndPaid_IsToldOnceAndSigned()
    {
        var (_, secret) = await EndpointAsync("invoice.issued", "invoice.paid", "payment.completed");
        var customer = await host.Data.CustomerAsync();
        var issued = await host.IssuedAsync(customer);
        await host.PayAsync(issued["id"]!, issued.Number("total"));
        Assert.Equal(3, await DispatchAsync());
        Assert.Equal(0, await DispatchAsync());

        var events = sink.Received.Select(r => (Told: r, Body: JsonDocument.Parse(r.Body).RootElement)).ToList();
        Assert.Equal(["invoice.issued", "invoice.paid", "payment.completed"], events.Select(e => e.Body.GetProperty("type").GetString()).Order());
        Assert.All(events, e => Assert.Equal(e.Told.Id, e.Body.GetProperty("id").GetString()));
        Assert.All(events, e => Assert.Equal(e.Told.Signature, WebhookSignature.Of(secret, e.Told.Id, e.Told.Timestamp, e.Told.Body)));
        Assert.All(events, e => Assert.Equal(host.Clock.GetUtcNow().ToUnixTimeSeconds(), e.Told.Timestamp));
        var data = events.Single(e => e.Body.GetProperty("type").ValueEquals("invoice.issued")).Body.GetProperty("data");
        Assert.Equal((issued["id"], customer.ToString(), issued["number"]), (data.GetProperty("id").GetString(), data.GetProperty("userId").GetString(), data.GetProperty("number").GetString()));
        Assert.Equal(host.Clock.GetUtcNow(), events[0].Body.GetProperty("createdAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task Transaction_ThatIsRolledBack_TellsNobody()
    {
        await EndpointAsync();
        var refused = await host.Admin.PostAsync(Invoices, new { userId = Guid.NewGuid(), lines = new[] { new { description = "x", quantity = 1, unitPrice = 1 } } });
        Assert.InRange(refused.Status, 400, 499);
        Assert.Equal(0, await host.Database.ScalarAsync<int>("SELECT count(*)::int FROM webhook_deliveries"));
    }

    [Fact]
    public async Task Receiver_ThatFails_IsTriedAgainLaterAndMissesNothing()
    {
        var (id, _) = await EndpointAsync("invoice.issued");
        sink.Answer = 500;
        await host.IssuedAsync(await host.Data.CustomerAsync());
        Assert.Equal(1, await DispatchAsync());
        sink.Answer = 204;
        // what comes meanwhile waits for the endpoint's pause as well
        await host.IssuedAsync(await host.Data.CustomerAsync());
        Assert.Equal(0, await DispatchAsync());
        Assert.Equal(2, await DispatchAfterAsync(TimeSpan.FromSeconds(6)));
        Assert.Equal(2, sink.Received.Select(r => r.Id).Distinct().Count());
        var log = (await host.Admin.GetAsync($"{Endpoints}/{id}/deliveries")).Expect(200).Items;
        Assert.Equal(["DELIVERED", "DELIVERED"], log.Select(d => d.GetProperty("state").GetString()));
        Assert.Equal([1, 2], log.Select(d => d.GetProperty("attempts").GetInt32()).Order());
    }

    [Fact]
    public async Task Receiver_ThatNeverAnswers_EndsFailedAndIsSwitchedOff()
    {
        var (id, _) = await EndpointAsync("invoice.issued");
        sink.Answer = 503;
        await host.IssuedAsync(await host.Data.CustomerAsync());
        for (var n = 0; n < 11; n++)
        {
            await DispatchAsync();
            host.Clock.Advance(TimeSpan.FromHours(25));
        }
        var endpoint = (await host.Admin.GetAsync($"{Endpoints}/{id}")).Expect(200);
        Assert.Equal(("False", "Nothing arrived for 5 days."), (endpoint["enabled"], endpoint["disabledReason"]));
        Assert.Equal("line one  line two", (await host.Admin.GetAsync($"{Endpoints}/{id}/deliveries")).Items[0].GetProperty("lastAnswer").GetString());
        // nothing is kept for one that is off
        await host.IssuedAsync(await host.Data.CustomerAsync());
        Assert.Equal(1, await host.Database.ScalarAsync<int>("SELECT count(*)::int FROM webhook_deliveries"));
    }

    [Fact]
    public async Task Receiver_ThatIsGone_IsSwitchedOffAtOnce_AndOnAgainByHand()
    {
        var (id, _) = await EndpointAsync("invoice.issued");
        sink.Answer = 410;
        await host.IssuedAsync(await host.Data.CustomerAsync());
        await DispatchAsync();
        var endpoint = (await host.Admin.GetAsync($"{Endpoints}/{id}")).Expect(200);
        Assert.Equal("It answered 410 Gone.", endpoint["disabledReason"]);
        (await host.Admin.PostAsync($"{Endpoints}/{id}/ping", "")).Expect(409);
        (await host.Admin.PatchAsync($"{Endpoints}/{id}", new { enabled = true }, endpoint.Headers.ETag?.Tag)).Expect(200);
        sink.Answer = 204;
        (await host.Admin.PostAsync($"{Endpoints}/{id}/ping", "")).Expect(202);
        var log = (await host.Admin.GetAsync($"{Endpoints}/{id}/deliveries?state=PENDING")).Items;
        Assert.Equal(2, await DispatchAfterAsync(TimeSpan.FromSeconds(6)));
        (await host.Admin.PostAsync($"{Endpoints}/{id}/deliveries/{log[0].GetProperty("id").GetString()}/resend", "")).Expect(202);
        Assert.Equal(1, await DispatchAsync());
    }

    [Fact]
    public async Task Secret_Rotated_BothSignForADay()
    {
        var (id, old) = await EndpointAsync();
        var rotated = (await host.Admin.PostAsync($"{Endpoints}/{id}/rotate-secret", "")).Expect(200)["secret"]!;
        (await host.Admin.PostAsync($"{Endpoints}/{id}/ping", "")).Expect(202);
        await DispatchAsync();
        (await host.Admin.PostAsync($"{Endpoints}/{id}/ping", "")).Expect(202);
        await DispatchAfterAsync(TimeSpan.FromHours(25));
        string Signed(ReceivedWebhook r, string secret) => WebhookSignature.Of(secret, r.Id, r.Timestamp, r.Body);
        var (both, one) = (sink.Received.First(), sink.Received.Last());
        Assert.Equal((Signed(both, rotated) + " " + Signed(both, old), Signed(one, rotated)), (both.Signature, one.Signature));
        // stored encrypted, told once
        Assert.Equal(0, await host.Database.ScalarAsync<int>($"SELECT count(*)::int FROM webhook_endpoints WHERE secret LIKE '%whsec%' OR old_secret LIKE '%whsec%'"));
        Assert.DoesNotContain("whsec", (await host.Admin.GetAsync(Endpoints)).Expect(200).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await EndpointAsync("invoice.issued");
        await using var elsewhere = await WebhookSink.StartAsync();
        (sink.Answer, sink.RedirectTo) = (302, elsewhere.Url);
        await host.IssuedAsync(await host.Data.CustomerAsync());
        await DispatchAsync();
        Assert.Empty(elsewhere.Received);
    }

    [Fact]
    public async Task Name_ThatLeadsToThisMachine_IsRefusedWhenItIsSent()
    {
        using var sender = new WebhookSender(new WebhookOptions(AllowPrivate: false), host.Clock);
        var delivery = new WebhookDelivery { Id = Guid.NewGuid(), EndpointId = Guid.NewGuid(), EventId = "evt_1", EventType = "ping", Payload = "{}", State = WebhookState.Pending, NextAttemptAt = default, CreatedAt = default };
        var answer = await sender.SendAsync(sink.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal), delivery, [WebhookSignature.NewSecret()], CancellationToken.None);
        Assert.Null(answer.Status);
        Assert.Contains("private network or of this machine", answer.Text, StringComparison.Ordinal);
        Assert.Empty(sink.Received);
    }

    async Task<(string Id, string Secret)> EndpointAsync(params string[] events)
    {
        var made = (await host.Admin.PostAsync(Endpoints, new { url = sink.Url, events })).Expect(201);
        return (made.Json.GetProperty("endpoint").GetProperty("id").GetString()!, made["secret"]!);
    }

    Task<int> DispatchAsync() => host.Services.GetRequiredService<WebhookDispatcher>().DispatchAsync(CancellationToken.None);

    Task<int> DispatchAfterAsync(TimeSpan pause)
    {
        host.Clock.Advance(pause);
        return DispatchAsync();
    }
}
