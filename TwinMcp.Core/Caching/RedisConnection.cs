using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TwinMcp.Core.Caching;

/// <summary>One multiplexer for the process. Redis may be down at the start and at any time after: nobody waits for it.</summary>
public sealed partial class RedisConnection(IConfiguration configuration, ILogger<RedisConnection> logger) : IAsyncDisposable
{
    static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);
    static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(1.5);

    readonly SemaphoreSlim gate = new(1, 1);
    ConnectionMultiplexer? multiplexer;

    /// <summary>Timestamp of the last failure; 0: none. Never the wall clock, which can be set back.</summary>
    long failedAt;

    /// <summary>Null while Redis cannot be reached.</summary>
    public async ValueTask<IDatabase?> DatabaseAsync(int number)
    {
        var current = multiplexer ?? await ConnectAsync();
        return current is { IsConnected: true } ? current.GetDatabase(number) : null;
    }

    /// <summary>For messages between nodes; null while Redis cannot be reached.</summary>
    public async ValueTask<ISubscriber?> SubscriberAsync()
    {
        var current = multiplexer ?? await ConnectAsync();
        return current is { IsConnected: true } ? current.GetSubscriber() : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (multiplexer is { } open)
            await open.CloseAsync(allowCommandsToComplete: false);
        gate.Dispose();
    }

    bool IsPausing => Volatile.Read(ref failedAt) is not 0 and var since && TimeProvider.System.GetElapsedTime(since) < RetryPause;

    async Task<ConnectionMultiplexer?> ConnectAsync()
    {
        // the first caller connects, the others wait for it: a burst after a start must not look like an outage
        if (IsPausing || !await gate.WaitAsync(ConnectPatience))
            return null;
        try
        {
            if (multiplexer is not null)
                return multiplexer;
            var options = ConfigurationOptions.Parse(configuration.GetConnectionString("Redis")
                ?? throw new InvalidOperationException("ConnectionStrings:Redis is not set."));
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = 1_000;
            options.SyncTimeout = 500;
            multiplexer = await ConnectionMultiplexer.ConnectAsync(options);
            return multiplexer;
        }
        catch (RedisConnectionException e)
        {
            Unreachable(e.Message);
            Volatile.Write(ref failedAt, TimeProvider.System.GetTimestamp());
            return null;
        }
        finally
        {
            gate.Release();
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Redis cannot be reached, going on without it: {Message}")]
    partial void Unreachable(string message);
}
