using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace TwinMcp.Core.Caching;

/// <summary>One multiplexer for the process. Redis may be down at the start and at any time after: nobody waits for it.</summary>
public sealed partial class RedisConnection(IConfiguration configuration, ILogger<RedisConnection> logger, TimeProvider clock) : IAsyncDisposable
{
    static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(2);

    readonly SemaphoreSlim gate = new(1, 1);
    ConnectionMultiplexer? multiplexer;
    DateTimeOffset retryAt;

    /// <summary>Null while Redis cannot be reached.</summary>
    public async ValueTask<IDatabase?> DatabaseAsync(int number)
    {
        var current = multiplexer ?? await ConnectAsync();
        return current is { IsConnected: true } ? current.GetDatabase(number) : null;
    }

    public async ValueTask DisposeAsync()
    {
        if (multiplexer is { } open)
            await open.CloseAsync(allowCommandsToComplete: false);
        gate.Dispose();
    }

    async Task<ConnectionMultiplexer?> ConnectAsync()
    {
        if (clock.GetUtcNow() < retryAt || !await gate.WaitAsync(0))
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
            retryAt = clock.GetUtcNow() + RetryPause;
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
