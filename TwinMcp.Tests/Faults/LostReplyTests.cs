using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Faults;

/// <summary>The database commits and its answer never arrives.</summary>
public sealed class LostReplyTests : IAsyncLifetime
{
    TestDatabase database = null!;
    TcpProxy wire = null!;
    ProductHost host = null!;

    public async Task InitializeAsync()
    {
        database = await BillingDatabase.CloneAsync();
        wire = new TcpProxy(database.Server.Port);
        host = await ProductHost.StartAsync(new ProductOptions { Database = database, PostgresConnectionString = database.ConnectionStringThrough(wire.Port) });
        // the keys' last use is written once: before the wire is tampered with
        foreach (var client in (ApiClient[])[host.Admin, host.Staff])
            (await client.GetAsync(Invoices)).Expect(200);
        await Eventually.HoldsAsync(async () => await database.ScalarAsync<long>("SELECT count(*) FROM api_keys WHERE last_used_at IS NOT NULL") == 2, "the keys' use is written");
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await wire.DisposeAsync();
        await InvariantChecker.AssertHoldAsync(database);
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Generate_ReplyToCommitLost_TheRetryReplaysAndTheListShowsIt()
    {
        var customer = await host.Data.CustomerAsync(null);
        var list = $"{Invoices}?userId={customer}";
        Assert.Empty((await host.Staff.GetAsync(list)).Items);

        wire.SwallowReplyTo("COMMIT\0"); // not the COMMITTED of BEGIN
        (await host.Admin.PostAsync(Invoices, OneOff(customer, send: true), "lost")).ExpectProblem(503, "unavailable");
        Assert.Equal(1, wire.SwallowedRequests);

        // it was acknowledged by the database: no list may say that it is not there
        var listed = Assert.Single((await host.Staff.GetAsync(list)).Items);
        var retried = (await host.Admin.PostAsync(Invoices, OneOff(customer, send: true), "lost")).Expect(201);
        Assert.Equal(listed.GetProperty("id").GetString(), retried["id"]);
        Assert.Equal("FA-2026-000001", retried["number"]);
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM invoices"));
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task Patch_ReplyToCommitLost_TheRetryIsToldThatItIsStale()
    {
        var draft = await host.DraftAsync(await host.Data.CustomerAsync(null));
        var list = $"{Invoices}?userId={draft["userId"]}";
        Assert.Equal("DRAFT", Assert.Single((await host.Staff.GetAsync(list)).Items).GetProperty("status").GetString());

        wire.SwallowReplyTo("COMMIT\0"); // not the COMMITTED of BEGIN
        (await host.Admin.PatchAsync(Invoice(draft["id"]!), new { status = "SENT" }, draft.ETag)).ExpectProblem(503, "unavailable");

        Assert.Equal("SENT", Assert.Single((await host.Staff.GetAsync(list)).Items).GetProperty("status").GetString());
        (await host.Admin.PatchAsync(Invoice(draft["id"]!), new { status = "SENT" }, draft.ETag)).ExpectProblem(412, "stale");
        Assert.Equal("SENT", (await host.Admin.GetAsync(Invoice(draft["id"]!)))["status"]);
    }
}
