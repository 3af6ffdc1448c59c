using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Providers;

public sealed class WebhookTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    const string Succeeded = "payment_intent.succeeded";
    const string Failed = "payment_intent.payment_failed";
    const string Processing = "payment_intent.processing";
    const string Refunded = "charge.refunded";

    ProductHost Host => sandbox.Host;

    [Theory]
    [InlineData("t=1,v1=00")]
    [InlineData("")]
    [InlineData("garbage")]
    public async Task Post_BadSignature_Is400AndStoresNothing(string signature)
    {
        var before = await CountAsync();
        (await sandbox.DeliverAsync(sandbox.Event(Succeeded, "pi_x"), signature)).ExpectProblem(400, "webhook_signature");
        Assert.Equal(before, await CountAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("""{"id":"evt_g"}""")]
    public async Task Post_SignedGarbage_Is400(string body) => (await sandbox.DeliverAsync(body)).ExpectProblem(400, "validation", "body");

    [Fact]
    public async Task Post_MoreThan256Kb_Is413() => (await sandbox.DeliverAsync(new string('x', 256 * 1024 + 1))).ExpectProblem(413);

    [Fact]
    public async Task Post_UnknownType_IsKeptAndIgnored()
    {
        var answer = (await sandbox.DeliverAsync(sandbox.Event("customer.created", "pi_none", id: "evt_unknown_type"))).Expect(200);
        Assert.Equal("IGNORED", answer["outcome"]);
        var listed = (await Host.Staff.GetAsync("/api/billing/provider-events?outcome=IGNORED&pageSize=200")).Expect(200);
        Assert.Contains(listed.Items, e => e.GetProperty("eventId").GetString() == "evt_unknown_type");
    }

    public static TheoryData<string, string> Sets { get; } = new()
    {
        { "start,failed,succeeded", "PAID due 0.00; COMPLETED applied 120.0000 refunded 0.0000; APPLIED" },
        { "start,processing,failed", "SENT due 120.00; FAILED applied 0.0000 refunded 0.0000; APPLIED" },
        { "start,processing,canceled", "SENT due 120.00; FAILED applied 0.0000 refunded 0.0000; APPLIED" },
        { "start,succeeded,refunded 3000,refunded 5000", "SENT due 50.00; COMPLETED applied 70.0000 refunded 50.0000; APPLIED" },
        { "start,failed,succeeded,refunded 12000", "SENT due 120.00; REFUNDED applied 0.0000 refunded 120.0000; APPLIED" },
    };

    /// <summary>Every order of the events, and of our own row among them, leads to the same end; so does hearing everything twice.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Post_EveryOrder_EndsTheSame(string set, string end)
    {
        foreach (var order in Orders(set.Split(',')))
        {
            var invoice = await sandbox.InvoiceAsync();
            var intent = await sandbox.EarlyIntentAsync(invoice);
            var bodies = order.ToDictionary(s => s, s => s == "start" ? "" : BodyOf(s, intent));
            foreach (var step in order)
            {
                if (step == "start")
                    Assert.Equal(intent, (await sandbox.StartAsync(invoice)).Intent);
                else
                    (await sandbox.DeliverAsync(bodies[step])).Expect(200);
            }
            foreach (var body in bodies.Values.Where(b => b.Length > 0))
                (await sandbox.DeliverAsync(body)).Expect(200);
            Assert.Equal($"{string.Join(',', order)}: {end}", $"{string.Join(',', order)}: {await sandbox.EndAsync(invoice, intent)}");
        }
    }

    [Fact]
    public async Task Post_TwentyCopiesAtOnce_CountOnce()
    {
        var invoice = await sandbox.InvoiceAsync();
        var (_, intent) = await sandbox.StartAsync(invoice);
        var body = sandbox.Event(Succeeded, intent);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => sandbox.DeliverAsync(body)));
        Assert.All(answers, a => Assert.Equal("APPLIED", a.Expect(200)["outcome"]));
        Assert.Equal("PAID due 0.00; COMPLETED applied 120.0000 refunded 0.0000; APPLIED", await sandbox.EndAsync(invoice, intent));
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM provider_events WHERE transaction_id = '{intent}'"));
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE action = 'payment.completed' AND entity_id = '{invoice}'"));
    }

    [Fact]
    public async Task Post_AllEventsAtOnce_EndTheSame()
    {
        var invoice = await sandbox.InvoiceAsync();
        var (_, intent) = await sandbox.StartAsync(invoice);
        string[] bodies = [sandbox.Event(Processing, intent), sandbox.Event(Failed, intent), sandbox.Event(Succeeded, intent), sandbox.Event(Refunded, intent, 3000), sandbox.Event(Refunded, intent, 5000)];
        var answers = await Task.WhenAll(bodies.Select(b => sandbox.DeliverAsync(b)));
        Assert.All(answers, a => a.Expect(200));
        Assert.Equal("SENT due 50.00; COMPLETED applied 70.0000 refunded 50.0000; APPLIED", await sandbox.EndAsync(invoice, intent));
    }

    [Theory]
    [InlineData(Succeeded, 11999, "eur")]
    [InlineData(Succeeded, 12001, "eur")]
    [InlineData(Succeeded, 12000, "usd")]
    [InlineData(Succeeded, 12000, "zzz")]
    [InlineData(Refunded, 12001, "eur")]
    [InlineData(Refunded, -1, "eur")]
    public async Task Post_WhatContradictsThePayment_IsQuarantinedAndSeen(string type, long amount, string currency)
    {
        var invoice = await sandbox.InvoiceAsync();
        var (_, intent) = await sandbox.StartAsync(invoice);
        Assert.Equal("QUARANTINED", (await sandbox.DeliverAsync(sandbox.Event(type, intent, amount, currency))).Expect(200)["outcome"]);
        Assert.Equal("SENT due 120.00; PENDING applied 0.0000 refunded 0.0000; QUARANTINED", await sandbox.EndAsync(invoice, intent));
        var listed = (await Host.Staff.GetAsync("/api/billing/provider-events?outcome=QUARANTINED")).Expect(200);
        var seen = Assert.Single(listed.Items, e => e.GetProperty("transactionId").GetString() == intent);
        Assert.NotEmpty(seen.GetProperty("reason").GetString()!);
        // the true word still counts
        (await sandbox.DeliverAsync(sandbox.Event(Succeeded, intent))).Expect(200);
        Assert.Equal("PAID due 0.00; COMPLETED applied 120.0000 refunded 0.0000; APPLIED,QUARANTINED", await sandbox.EndAsync(invoice, intent));
    }

    [Fact]
    public async Task Post_SignedEventWithoutPayment_IsQuarantined() =>
        Assert.Equal("QUARANTINED", (await sandbox.DeliverAsync("""{"id":"evt_odd","type":"payment_intent.succeeded","created":1,"data":{"object":{}}}""")).Expect(200)["outcome"]);

    /// <summary>Killed after the event was written and before it was applied: neither lost nor doubled.</summary>
    [Fact]
    public async Task ApplyWaiting_EventWhoseHearerDied_IsAppliedOnce()
    {
        var invoice = await sandbox.InvoiceAsync();
        var intent = await sandbox.EarlyIntentAsync(invoice);
        Assert.Equal("WAITING", (await sandbox.DeliverAsync(sandbox.Event(Succeeded, intent, id: "evt_died"))).Expect(200)["outcome"]);
        await sandbox.StartAsync(invoice);
        // as the database would be if the process had died before it was settled
        await Host.Database.ExecuteAsync("UPDATE provider_events SET outcome = 'WAITING' WHERE event_id = 'evt_died'");
        var service = Host.Services.GetRequiredService<ProviderEventService>();
        Assert.True(await service.ApplyWaitingAsync(CancellationToken.None) >= 1);
        Assert.Equal(0, await service.ApplyWaitingAsync(CancellationToken.None));
        Assert.Equal("PAID due 0.00; COMPLETED applied 120.0000 refunded 0.0000; APPLIED", await sandbox.EndAsync(invoice, intent));
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE action = 'payment.completed' AND entity_id = '{invoice}'"));
    }

    [Theory]
    [InlineData("outcome=NEVER", "outcome")]
    [InlineData("outcome=applied", "outcome")]
    [InlineData("pageSize=201", "pageSize")]
    [InlineData("page=0", "page")]
    [InlineData("page=9999", "page")]
    [InlineData("page=x", "page")]
    [InlineData("sort=x", "sort")]
    public async Task List_WrongParameter_IsNamed(string query, string field) =>
        (await Host.Staff.GetAsync("/api/billing/provider-events?" + query)).ExpectProblem(400, "validation", field);

    string BodyOf(string step, string intent) => step.Split(' ') switch
    {
        ["processing"] => sandbox.Event(Processing, intent),
        ["failed"] => sandbox.Event(Failed, intent),
        ["canceled"] => sandbox.Event("payment_intent.canceled", intent),
        ["succeeded"] => sandbox.Event(Succeeded, intent),
        ["refunded", var minor] => sandbox.Event(Refunded, intent, long.Parse(minor, System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException(step),
    };

    Task<long> CountAsync() => Host.Database.ScalarAsync<long>("SELECT count(*) FROM provider_events");

    static IEnumerable<string[]> Orders(string[] steps) =>
        steps.Length == 0 ? [[]] : steps.SelectMany((step, at) => Orders([.. steps.Where((_, i) => i != at)]).Select(rest => (string[])[step, .. rest]));
}
