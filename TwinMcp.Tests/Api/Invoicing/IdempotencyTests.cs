using Npgsql;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Api.Invoicing;

public sealed class IdempotencyTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    ProductHost Host => product.Host;

    [Fact]
    public async Task Post_SameKeyAgain_RepeatsTheFirstAnswer()
    {
        var customer = await Host.Data.CustomerAsync();
        var first = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10"), "key-1")).Expect(201);
        var second = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10"), "key-1")).Expect(201);
        Assert.Equal((first["id"], first.Text, first.Headers.Location), (second["id"], second.Text, second.Headers.Location));
        Assert.Equal(1L, await CountAsync(customer.ToString()));
    }

    [Fact]
    public async Task Post_SameKeyAfterForceRegenerate_RepeatsItsStatus()
    {
        var customer = await Host.Data.CustomerAsync();
        var draft = (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10"))).Expect(201);
        (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", force: true), "force-1")).Expect(200);
        Assert.Equal(draft["id"], (await Host.Admin.PostAsync(Invoices, Month(customer, "2026-10", force: true), "force-1")).Expect(200)["id"]);
    }

    [Fact]
    public async Task Post_OneOffTwiceWithTheSameKey_IsOneInvoice()
    {
        var customer = await Host.Data.CustomerAsync();
        (await Host.Admin.PostAsync(Invoices, OneOff(customer), "one-off")).Expect(201);
        (await Host.Admin.PostAsync(Invoices, OneOff(customer), "one-off")).Expect(201);
        (await Host.Admin.PostAsync(Invoices, OneOff(customer))).Expect(201);
        Assert.Equal(2L, await CountAsync(customer.ToString()));
    }

    [Fact]
    public async Task Post_SameKeyWithAnotherBody_Is422()
    {
        var customer = await Host.Data.CustomerAsync();
        (await Host.Admin.PostAsync(Invoices, OneOff(customer, 10m), "other-body")).Expect(201);
        (await Host.Admin.PostAsync(Invoices, OneOff(customer, 11m), "other-body")).ExpectProblem(422, "idempotency_mismatch");
        Assert.Equal(1L, await CountAsync(customer.ToString()));
    }

    [Fact]
    public async Task Post_KeyOfSomebodyElse_IsAnotherKey()
    {
        var customer = await Host.Data.CustomerAsync();
        var colleague = await Host.ClientAsync(TwinMcp.Core.Common.Role.Admin);
        (await Host.Admin.PostAsync(Invoices, OneOff(customer, 10m), "shared")).Expect(201);
        (await colleague.PostAsync(Invoices, OneOff(customer, 11m), "shared")).Expect(201);
    }

    [Fact]
    public async Task Post_RefusedRequest_LeavesTheKeyFree()
    {
        var customer = await Host.Data.CustomerAsync();
        (await Host.Admin.PostAsync(Invoices, OneOff(customer, -1m), "second-try")).ExpectProblem(400);
        (await Host.Admin.PostAsync(Invoices, OneOff(customer, 1m), "second-try")).Expect(201);
    }

    [Fact]
    public async Task Post_WhileTheFirstIsStillRunning_Is409AndThenReplays()
    {
        var customer = await Host.Data.CustomerAsync();
        await using var other = new NpgsqlConnection(Host.Database.AdminConnectionString);
        await other.OpenAsync();
        await using var holding = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"SELECT 1 FROM user_profiles WHERE user_id = '{customer}' FOR UPDATE", other, holding))
            await hold.ExecuteNonQueryAsync();

        var first = Host.Admin.PostAsync(Invoices, OneOff(customer), "in-flight");
        await Eventually.HoldsAsync(async () => await Host.Database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())") > 0, "the first request holds its key");
        (await Host.Admin.PostAsync(Invoices, OneOff(customer), "in-flight")).ExpectProblem(409, "idempotency_in_flight");
        await holding.RollbackAsync();

        var created = (await first).Expect(201);
        Assert.Equal(created["id"], (await Host.Admin.PostAsync(Invoices, OneOff(customer), "in-flight")).Expect(201)["id"]);
        Assert.Equal(1L, await CountAsync(customer.ToString()));
    }

    [Fact]
    public async Task Post_TooLongKey_Is400() =>
        (await Host.Admin.PostAsync(Invoices, OneOff(await Host.Data.CustomerAsync()), new string('k', 256))).ExpectProblem(400, field: "Idempotency-Key");

    [Fact]
    public async Task Send_SameKeyTwice_QueuesOneMail()
    {
        var issued = await Host.IssuedAsync(await Host.Data.CustomerAsync());
        var path = Invoice(issued["id"]!) + "/send";
        await Host.Database.ExecuteAsync($"UPDATE outbox SET state = 'DELIVERED' WHERE invoice_id = '{issued["id"]}'");
        (await Host.Staff.PostAsync(path, new { }, "send-1")).Expect(202);
        await Host.Database.ExecuteAsync($"UPDATE outbox SET state = 'DELIVERED' WHERE invoice_id = '{issued["id"]}'");
        (await Host.Staff.PostAsync(path, new { }, "send-1")).Expect(202);
        // one from issuing, one from the send
        Assert.Equal(2L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE invoice_id = '{issued["id"]}'"));
    }

    Task<long> CountAsync(string customer) => Host.Database.ScalarAsync<long>($"SELECT count(*) FROM invoices WHERE user_id = '{customer}'");
}
