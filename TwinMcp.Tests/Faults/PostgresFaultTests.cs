using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Faults;

public sealed class PostgresFaultTests
{
    [Theory]
    [InlineData("QUIT")] // as a crash
    [InlineData("INT")] // fast shutdown
    public async Task Api_PostgresStoppedAndBack_SaysSoQuicklyAndRecovers(string signal)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await MigratedAsync(server);
        await using (var host = await ProductHost.StartAsync(new ProductOptions { Database = database }))
        {
            var customer = await host.Data.CustomerAsync(null);
            var issued = await host.IssuedAsync(customer);

            await server.StopAsync(signal);
            for (var round = 0; round < 3; round++)
            {
                await Within6Async(host.Admin.GetAsync(Invoice(issued["id"]!)));
                await Within6Async(host.Admin.PostAsync(Invoices, OneOff(customer)));
                await Within6Async(host.Admin.PatchAsync(Invoice(issued["id"]!), new { status = "PAID" }, issued.ETag));
                await Within6Async(host.Ingestion.PostAsync("/api/usage", $$"""{ "records": [{ "id": "{{Guid.NewGuid()}}", "userId": "{{customer}}", "tool": "query-docs", "tokens": 1, "responseTimeMs": 1, "at": "2026-11-01T00:00:00Z" }] }"""));
            }
            (await host.Anonymous.GetAsync("/health/live")).Expect(200);
            (await host.Anonymous.GetAsync("/health/ready")).Expect(503);

            await server.RestartAsync();
            await Eventually.HoldsAsync(async () => (await host.Anonymous.GetAsync("/health/ready")).Status == 200, "readiness comes back");
            (await host.MoveAsync(issued["id"]!, "PAID")).Expect(200);
        }
        await InvariantChecker.AssertHoldAsync(database);
    }

    static async Task Within6Async(Task<ApiAnswer> call)
    {
        var watch = Stopwatch.StartNew();
        (await call).ExpectProblem(503, "unavailable");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), $"took {watch.Elapsed}");
    }

    static async Task<TestDatabase> MigratedAsync(PostgresServer server)
    {
        await server.ExecuteAsync($"CREATE DATABASE faults OWNER {PostgresServer.AppRole}");
        await server.ExecuteAsync("CREATE EXTENSION \"uuid-ossp\"; CREATE EXTENSION pg_trgm", "faults");
        var database = new TestDatabase(server, "faults");
        await using var db = new BillingDbContext(DataSetup.Options(database.ConnectionString));
        await db.Database.MigrateAsync();
        return database;
    }
}
