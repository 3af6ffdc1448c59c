using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Caching;

/// <summary>
/// Values in Redis DB 0. Redis down never fails a request: reads miss, writes are dropped. An invalidation is never lost:
/// one that failed is kept and repeated, and until then nothing is read from the cache here.
/// </summary>
public sealed partial class CacheService(RedisConnection redis, ILogger<CacheService> logger)
{
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    /// <summary>After a Redis that was too slow: so that not every call waits for it.</summary>
    static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    long restingSince;

    readonly ConcurrentDictionary<string, Invalidation> pendingInvalidations = new();

    public async Task<T?> GetAsync<T>(string key)
    {
        var json = await TryAsync(db => db.StringGetAsync(key));
        try
        {
            return json is { HasValue: true } value ? JsonSerializer.Deserialize<T>((string)value!, CacheJson.Options) : default;
        }
        catch (JsonException)
        {
            return default; // written by another release: a miss
        }
    }

    public Task SetAsync<T>(string key, T value, TimeSpan lifetime) =>
        TryAsync(db => db.StringSetAsync(key, JsonSerializer.Serialize(value, CacheJson.Options), lifetime));

    /// <summary>Never lost: repeated until Redis has heard it.</summary>
    public async Task DeleteAsync(string key)
    {
        if (await TryAsync(db => db.KeyDeleteAsync(key)) is null)
            pendingInvalidations[key] = new Invalidation(isGeneration: false);
    }

    public async Task<bool> ExistsAsync(string key) => await TryAsync(db => db.KeyExistsAsync(key)) ?? false;

    /// <summary>The new value, or null when Redis is down: the caller has its own way to count then.</summary>
    public async Task<long?> IncrementAsync(string key, TimeSpan lifetime, long by = 1) => await TryAsync(async db =>
    {
        // one round trip; the lifetime is set again and again, the key's window number bounds it
        var increment = db.StringIncrementAsync(key, by);
        var expiry = db.KeyExpireAsync(key, lifetime);
        await Task.WhenAll(increment, expiry);
        return await increment;
    });

    /// <summary>The generation of a family of keys, for use in their names; null when the cache cannot be trusted now.</summary>
    public async Task<long?> GenerationAsync(string key)
    {
        if (!pendingInvalidations.IsEmpty && !await RepeatInvalidationsAsync())
            return null;
        return await TryAsync(async db =>
        {
            if ((long?)await db.StringGetAsync(key) is { } known)
                return known;
            // random, not 0: after an eviction an old generation must not come back to life
            await db.StringSetAsync(key, NewGeneration(), null, When.NotExists);
            return (long)await db.StringGetAsync(key);
        });
    }

    /// <summary>Makes everything cached under the generation unreadable. Never lost.</summary>
    public async Task RaiseGenerationAsync(string key)
    {
        if (await TryAsync(db => db.StringSetAsync(key, NewGeneration())) is null)
            pendingInvalidations[key] = new Invalidation(isGeneration: true);
    }

    /// <param name="key">Null: do not use the cache.</param>
    public async Task<T> GetOrAddAsync<T>(string? key, TimeSpan lifetime, Func<Task<T>> load)
    {
        if (key is null)
            return await load();
        if (await GetAsync<T>(key) is { } cached)
            return cached;
        var value = await load();
        await SetAsync(key, value, lifetime);
        return value;
    }

    async Task<bool> RepeatInvalidationsAsync()
    {
        foreach (var pending in pendingInvalidations)
        {
            var key = pending.Key;
            var done = pending.Value.IsGeneration
                ? await TryAsync(db => db.StringSetAsync(key, NewGeneration())) is not null
                : await TryAsync(db => db.KeyDeleteAsync(key)) is not null;
            if (!done)
                return false;
            // only this mark: one that was set meanwhile stays
            pendingInvalidations.TryRemove(pending);
        }
        return true;
    }

    static long NewGeneration() => Random.Shared.NextInt64(1, long.MaxValue);

    async Task<T?> TryAsync<T>(Func<IDatabase, Task<T>> work) where T : struct
    {
        if (IsResting || await redis.DatabaseAsync(CacheKeys.CacheDatabase) is not { } db)
            return null;
        try
        {
            return await work(db).WaitAsync(Patience);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            if (e is TimeoutException)
                Volatile.Write(ref restingSince, TimeProvider.System.GetTimestamp());
            Failed(e.GetType().Name);
            return null;
        }
    }

    /// <summary>Real time, as the patience is: a test's clock may stand still.</summary>
    bool IsResting => Volatile.Read(ref restingSince) is not 0 and var since && TimeProvider.System.GetElapsedTime(since) < Rest;

    [LoggerMessage(1, LogLevel.Warning, "Redis did not answer ({Error}), going on without the cache")]
    partial void Failed(string error);

    /// <summary>By reference: two marks of one key are two.</summary>
    sealed class Invalidation(bool isGeneration)
    {
        public bool IsGeneration { get; } = isGeneration;
    }
}

static class CacheJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    static CacheJson() => Options.Converters.Add(new CurrencyJson());
}
