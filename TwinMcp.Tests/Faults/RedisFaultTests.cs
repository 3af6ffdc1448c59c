using System.Diagnostics;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Faults;

/// <summary>Redis is a convenience: whatever happens to it, lists are right and writes go on.</summary>
public sealed class RedisFaultTests : IAsyncLifetime
{
    RedisServer redis = null!;
    TcpProxy wire = null!;
    ProductHost host = null!;
    CustomerId customer;

    public async Task InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        wire = new TcpProxy(redis.Port);
        host = await ProductHost.StartAsync(new ProductOptions { RedisConnectionString = redis.ConnectionStringThrough(wire.Port) });
        customer = await host.Data.CustomerAsync(null);
        await host.DraftAsync(customer);
        await ReadyAsync("ok");
    }

    public async Task DisposeAsync()
    {
        await using (host)
            await InvariantChecker.AssertHoldAsync(host.Database);
        await wire.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task List_RedisGoneAndBackWithItsOldContent_IsNeverStale()
    {
        Assert.Equal(1, await CountAsync());
        await wire.RefuseAsync();

        var watch = Stopwatch.StartNew();
        await host.DraftAsync(customer);
        Assert.Equal(2, await CountAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        (await host.Anonymous.GetAsync("/health/live")).Expect(200);
        await ReadyAsync("degraded");

        wire.Accept();
        await ReadyAsync("ok");
        Assert.Equal(2, await CountAsync());
        await host.DraftAsync(customer);
        Assert.Equal(3, await CountAsync());
    }

    [Fact]
    public async Task List_RedisRestartedEmpty_IsRight()
    {
        Assert.Equal(1, await CountAsync());
        await redis.StopAsync();
        await host.IssuedAsync(customer);
        Assert.Equal(2, await CountAsync());
        await redis.RestartAsync();
        await ReadyAsync("ok");
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task List_RedisFlushed_IsRight()
    {
        Assert.Equal(1, await CountAsync());
        Assert.Equal("+OK", await redis.CommandAsync("FLUSHALL"));
        Assert.Equal(1, await CountAsync());
        await host.DraftAsync(customer);
        Assert.Equal("+OK", await redis.CommandAsync("FLUSHALL"));
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task List_RedisAnswersTwoSecondsLate_IsRightAndQuick()
    {
        Assert.Equal(1, await CountAsync());
        wire.Delay = TimeSpan.FromSeconds(2);
        var watch = Stopwatch.StartNew();
        await host.DraftAsync(customer);
        Assert.Equal(2, await CountAsync());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        wire.Delay = TimeSpan.Zero;
    }

    [Fact]
    public async Task Host_RedisDownAtTheStart_WorksAndFindsItLater()
    {
        await using var later = await RedisServer.StartAsync();
        await using var closed = new TcpProxy(later.Port);
        await closed.RefuseAsync();
        await using var cold = await ProductHost.StartAsync(new ProductOptions { RedisConnectionString = later.ConnectionStringThrough(closed.Port) });
        await cold.DraftAsync(await cold.Data.CustomerAsync(null));
        Assert.Single((await cold.Staff.GetAsync(Invoices)).Expect(200).Items);
        closed.Accept();
        await Eventually.HoldsAsync(async () => (await cold.Anonymous.GetAsync("/health/ready"))["status"] == "ok", "Redis is found");
    }

    async Task<int> CountAsync() => (await host.Staff.GetAsync($"{Invoices}?userId={customer}")).Expect(200).Items.Count;

    Task ReadyAsync(string status) =>
        Eventually.HoldsAsync(async () => (await host.Anonymous.GetAsync("/health/ready")).Expect(200)["status"] == status, $"readiness says {status}", TimeSpan.FromSeconds(30));
}
