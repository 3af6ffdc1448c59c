using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Tests.Database.Usage;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.ApiKeys;

/// <summary>Limits that hold over nodes, and never vanish with Redis.</summary>
public sealed class QuotaServiceTests : IAsyncLifetime
{
    /// <summary>PostgreSQL is not asked.</summary>
    const string NoDatabase = "Host=127.0.0.1;Port=1;Database=none";

    RedisServer redis = null!;
    UsageRoom room = null!;

    public async Task InitializeAsync()
    {
        redis = await RedisServer.StartAsync();
        room = new UsageRoom(NoDatabase, redis.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await room.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task Take_61stOfAMinute_IsRefusedUntilTheMinuteEnds()
    {
        var (quotas, key) = (Quotas(room), Key());
        room.Clock.Advance(TimeSpan.FromSeconds(17));
        for (var n = 1; n <= 60; n++)
            Assert.Equal(new QuotaAnswer(true, 60, 60 - n, 0), await quotas.TakeAsync(key, CancellationToken.None));

        Assert.Equal(new QuotaAnswer(false, 60, 0, 43), await quotas.TakeAsync(key, CancellationToken.None));
        Assert.True((await quotas.TakeAsync(Key(), CancellationToken.None)).Allowed);
        room.Clock.Advance(TimeSpan.FromSeconds(43));
        Assert.Equal(new QuotaAnswer(true, 60, 59, 0), await quotas.TakeAsync(key, CancellationToken.None));
    }

    [Fact]
    public async Task Take_OnTwoNodes_CountsTogether()
    {
        var (here, there, key) = (Quotas(room), Quotas(room), Key());
        Assert.Equal(30, await AllowedAsync(here, key, 30));
        Assert.Equal(30, await AllowedAsync(there, key, 40));
        Assert.Equal(0, await AllowedAsync(here, key, 5));
    }

    [Fact]
    public async Task Take_ParallelOnTwoNodes_AllowsExactlyTheLimit()
    {
        var (here, there, key) = (Quotas(room), Quotas(room), Key());
        await AllowedAsync(here, key, 1);
        await AllowedAsync(there, key, 1);

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(n => (n % 2 == 0 ? here : there).TakeAsync(key, CancellationToken.None)));

        Assert.Equal(58, answers.Count(a => a.Allowed));
    }

    [Fact]
    public async Task Take_DayUsedUp_IsRefusedUntilTheDayEnds()
    {
        var (quotas, key) = (Quotas(room), Key(perMinute: 60, perDay: 100));
        Assert.Equal(60, await AllowedAsync(quotas, key, 90));
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        // the 30 that were refused have not used up the day
        Assert.Equal(40, await AllowedAsync(quotas, key, 50));

        Assert.Equal(new QuotaAnswer(false, 60, 0, (int)TimeSpan.FromMinutes(12 * 60 - 1).TotalSeconds), await quotas.TakeAsync(key, CancellationToken.None));
        room.Clock.Advance(TimeSpan.FromHours(12));
        Assert.True((await quotas.TakeAsync(key, CancellationToken.None)).Allowed);
    }

    [Fact]
    public async Task Take_RedisNeverThere_LimitsInThisProcess()
    {
        await using var alone = new UsageRoom(NoDatabase);
        var (quotas, key) = (Quotas(alone), Key());

        Assert.Equal(60, await AllowedAsync(quotas, key, 100));
        alone.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(60, await AllowedAsync(quotas, key, 100));
    }

    [Fact]
    public async Task Take_RedisDiesAndComesBackEmpty_GoesOnLimiting()
    {
        var (quotas, key) = (Quotas(room), Key());
        Assert.Equal(40, await AllowedAsync(quotas, key, 40));

        await redis.StopAsync();
        Assert.Equal(20, await AllowedAsync(quotas, key, 40));
        await redis.RestartAsync();

        var cache = room.Node().GetRequiredService<CacheService>();
        await Eventually.HoldsAsync(async () => await cache.IncrementAsync("probe", TimeSpan.FromMinutes(1)) is not null, "Redis is used again");
        Assert.Equal(0, await AllowedAsync(quotas, key, 5));
        room.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(60, await AllowedAsync(quotas, key, 70));
    }

    [Theory]
    [InlineData("FLUSHALL")]
    [InlineData("CONFIG SET maxmemory 1")]
    public async Task Take_RedisFlushedOrFull_GoesOnLimiting(string command)
    {
        var (quotas, key) = (Quotas(room), Key());
        Assert.Equal(40, await AllowedAsync(quotas, key, 40));

        Assert.Equal("+OK", await redis.CommandAsync(command));

        Assert.Equal(20, await AllowedAsync(quotas, key, 40));
    }

    [Fact]
    public async Task Take_RedisTwoSecondsSlow_AnswersSoonAndStillLimits()
    {
        await using var wire = new TcpProxy(redis.Port);
        await using var slow = new UsageRoom(NoDatabase, redis.ConnectionStringThrough(wire.Port));
        var (quotas, key) = (Quotas(slow), Key());
        Assert.Equal(10, await AllowedAsync(quotas, key, 10));

        wire.Delay = TimeSpan.FromSeconds(2);
        var started = TimeProvider.System.GetTimestamp();
        Assert.Equal(50, await AllowedAsync(quotas, key, 100));

        // not 100 times the patience with one call
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Take_ClockSetBackAnHour_IsNotLockedOut()
    {
        var (quotas, key) = (Quotas(room), Key());
        Assert.Equal(60, await AllowedAsync(quotas, key, 70));

        room.Clock.JumpTo(UsageRoom.Now.AddHours(-1));

        Assert.Equal(60, await AllowedAsync(quotas, key, 70));
    }

    [Fact]
    public async Task Increment_Counter_GetsItsLifetime()
    {
        var cache = room.Node().GetRequiredService<CacheService>();
        await cache.IncrementAsync("count", TimeSpan.FromMinutes(2));
        Assert.Equal(3, await cache.IncrementAsync("count", TimeSpan.FromMinutes(2), by: 2));

        Assert.Matches("^:1(1[0-9]|20)$", await redis.CommandAsync("TTL count"));
    }

    static QuotaService Quotas(UsageRoom room) => room.Node().GetRequiredService<QuotaService>();

    static ApiKeyIdentity Key(int perMinute = 60, int perDay = 10_000) =>
        new(Guid.CreateVersion7(), "k", Role.Customer, CustomerId.New(), new ApiKeyLimits(perMinute, perDay));

    static async Task<int> AllowedAsync(QuotaService quotas, ApiKeyIdentity key, int requests)
    {
        var allowed = 0;
        for (var n = 0; n < requests; n++)
            if ((await quotas.TakeAsync(key, CancellationToken.None)).Allowed)
                allowed++;
        return allowed;
    }
}
