using System.Diagnostics;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Faults;

public sealed class ConcurrencyTests : IAsyncLifetime
{
    ProductHost host = null!;

    public async Task InitializeAsync() => host = await ProductHost.StartAsync();

    public async Task DisposeAsync()
    {
        await using (host)
            await InvariantChecker.AssertHoldAsync(host.Database);
    }

    [Fact]
    public async Task Generate_FiftyAtOnceForOnePeriod_IsExactlyOneInvoice()
    {
        var customer = await host.Data.CustomerAsync();
        await host.UseAsync(customer, (2_000_000, "2026-10-10T10:00:00Z"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.Admin.PostAsync(Invoices, Month(customer, "2026-10"))));
        Assert.Single(answers, a => a.Status == 201);
        Assert.All(answers.Where(a => a.Status != 201), a => a.ExpectProblem(409, "period_invoiced"));
        Assert.Equal(1L, await host.Database.ScalarAsync<long>("SELECT count(*) FROM invoices"));
    }

    [Fact]
    public async Task Issue_TwoHundredAtOnce_AreNumberedFrom1WithoutAGap()
    {
        var customer = await host.Data.CustomerAsync(null);
        var drafts = new List<ApiAnswer>();
        foreach (var chunk in Enumerable.Range(0, 200).Chunk(20))
            drafts.AddRange(await Task.WhenAll(chunk.Select(_ => host.DraftAsync(customer))));

        // on a busy machine the pool can run dry: a 503 says to look what became of it, and to try again what was not done
        var issued = new List<ApiAnswer>();
        while (drafts.Count > 0)
        {
            var answers = await Task.WhenAll(drafts.Select(d => host.Admin.PatchAsync(Invoice(d["id"]!), new { status = "SENT" }, d.ETag)));
            Assert.All(answers.Where(a => a.Status != 200), a => a.ExpectProblem(503));
            issued.AddRange(answers.Where(a => a.Status == 200));
            var open = new List<ApiAnswer>();
            foreach (var (draft, _) in drafts.Zip(answers).Where(d => d.Second.Status == 503))
                open.Add((await host.Admin.GetAsync(Invoice(draft["id"]!))).Expect(200));
            issued.AddRange(open.Where(a => a["status"] == "SENT"));
            Assert.NotEmpty(issued);
            drafts = [.. open.Where(a => a["status"] == "DRAFT")];
        }

        Assert.Equal(Enumerable.Range(1, 200).Select(n => $"FA-2026-{n:000000}"), issued.Select(a => a["number"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Patch_TwoAdminsWithTheSameETag_OneWinsAndOneIsTold()
    {
        var draft = await host.DraftAsync(await host.Data.CustomerAsync(null));
        var colleague = await host.ClientAsync(Role.Admin);
        for (var round = 0; round < 10; round++)
        {
            var etag = (await host.Admin.GetAsync(Invoice(draft["id"]!))).ETag;
            var answers = await Task.WhenAll(
                host.Admin.PatchAsync(Invoice(draft["id"]!), new { note = $"one {round}" }, etag),
                colleague.PatchAsync(Invoice(draft["id"]!), new { note = $"two {round}" }, etag));
            var winner = Assert.Single(answers, a => a.Status == 200);
            Assert.Single(answers, a => a.Status != 200).ExpectProblem(412, "stale");
            Assert.Equal(winner["note"], (await host.Admin.GetAsync(Invoice(draft["id"]!)))["note"]);
        }
    }

    [Theory]
    [InlineData("SENT")]
    [InlineData("PAID")]
    public async Task Patch_DoubleClick_MovesOnce(string to)
    {
        var invoice = to == "SENT" ? await host.DraftAsync(await host.Data.CustomerAsync(null)) : await host.IssuedAsync(await host.Data.CustomerAsync(null));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => host.Admin.PatchAsync(Invoice(invoice["id"]!), new { status = to }, invoice.ETag)));
        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(1L, await host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE entity_id = '{invoice["id"]}' AND action = '{(to == "SENT" ? "invoice.issued" : "invoice.paid")}'"));
    }

    [Fact]
    public async Task Issue_WhileSomebodySitsOnTheNumberRow_Is503AndNothingIsHalfDone()
    {
        var customer = await host.Data.CustomerAsync(null);
        await host.IssuedAsync(customer);
        var draft = await host.DraftAsync(customer);
        await using var other = new NpgsqlConnection(host.Database.AdminConnectionString);
        await other.OpenAsync();
        await using var sitting = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT 1 FROM number_series FOR UPDATE", other, sitting))
            await hold.ExecuteNonQueryAsync();

        var watch = Stopwatch.StartNew();
        var refused = (await host.MoveAsync(draft["id"]!, "SENT")).ExpectProblem(503, "busy");
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8));
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Equal(draft.Text, (await host.Admin.GetAsync(Invoice(draft["id"]!))).Text);
        Assert.Equal(0L, await host.Database.ScalarAsync<long>($"SELECT count(*) FROM outbox WHERE invoice_id = '{draft["id"]}'"));

        await sitting.RollbackAsync();
        Assert.Equal("FA-2026-000002", (await host.MoveAsync(draft["id"]!, "SENT")).Expect(200)["number"]);
    }
}
