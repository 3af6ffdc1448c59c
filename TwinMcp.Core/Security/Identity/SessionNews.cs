using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TwinMcp.Core.Caching;

namespace TwinMcp.Core.Security.Identity;

/// <summary>
/// Nodes tell each other whose sessions have changed, so that open circuits look at once. Only a hint: what is lost with Redis away is
/// found by the circuits' own look every few seconds.
/// </summary>
public sealed partial class SessionNews(RedisConnection redis, ILogger<SessionNews> logger)
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    int isListening;

    /// <summary>Raised with the person's id, on this node for news of every node.</summary>
    public event Action<Guid>? Changed;

    public async Task TellAsync(Guid userId)
    {
        Changed?.Invoke(userId);
        await TryAsync(subscriber => subscriber.PublishAsync(CacheKeys.SessionsEnded, userId.ToString("N")));
    }

    /// <summary>Once a process; the multiplexer subscribes again by itself after an outage.</summary>
    public async Task ListenAsync()
    {
        if (Interlocked.Exchange(ref isListening, 1) == 1)
            return;
        if (!await TryAsync(subscriber => subscriber.SubscribeAsync(CacheKeys.SessionsEnded, Heard)))
            Volatile.Write(ref isListening, 0);
    }

    void Heard(RedisChannel channel, RedisValue message)
    {
        if (Guid.TryParse((string?)message, out var userId))
            Changed?.Invoke(userId);
    }

    async Task<bool> TryAsync(Func<ISubscriber, Task> work)
    {
        if (await redis.SubscriberAsync() is not { } subscriber)
            return false;
        try
        {
            await work(subscriber).WaitAsync(Patience);
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Failed(e.GetType().Name);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Redis did not answer ({Error}): circuits find ended sessions by themselves")]
    partial void Failed(string error);
}
