using TwinMcp.Core.Caching;

namespace TwinMcp.Core.Security.ApiKeys;

/// <param name="Remaining">Requests left in this minute, or in this day when that is less.</param>
/// <param name="RetryAfterSeconds">0 when allowed.</param>
public sealed record QuotaAnswer(bool Allowed, int LimitPerMinute, int Remaining, int RetryAfterSeconds);

/// <summary>
/// A key's requests a minute and a UTC day, counted in Redis for all nodes and in this process as well. The larger count holds: with Redis
/// away, slow or flushed the limit becomes one per node, never none.
/// </summary>
public sealed class QuotaService(CacheService cache, TimeProvider clock)
{
    const int Minute = 60;
    const int Day = 24 * 60 * Minute;

    readonly LocalCounters local = new();

    /// <summary>Counts one request. A refused one does not use up the day.</summary>
    public async Task<QuotaAnswer> TakeAsync(ApiKeyIdentity key, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var minute = new Window(key.KeyId, "m", Minute, now / Minute);
        var day = new Window(key.KeyId, "d", Day, now / Day);
        // both at once: one round trip
        var counts = await Task.WhenAll(CountAsync(minute, 1), CountAsync(day, 1));
        var leftThisMinute = key.Limits.PerMinute - counts[0];
        var leftToday = key.Limits.PerDay - counts[1];
        if (leftToday < 0)
            return Refuse(key, day.End - now);
        if (leftThisMinute < 0)
        {
            await CountAsync(day, -1);
            return Refuse(key, minute.End - now);
        }
        return new QuotaAnswer(true, key.Limits.PerMinute, (int)Math.Min(leftThisMinute, leftToday), 0);
    }

    static QuotaAnswer Refuse(ApiKeyIdentity key, long seconds) => new(false, key.Limits.PerMinute, 0, (int)seconds);

    async Task<long> CountAsync(Window window, int by)
    {
        var here = local.Add(window, by);
        // kept for two windows: a node whose clock is behind still finds it
        var everywhere = await cache.IncrementAsync(CacheKeys.Quota(window.KeyId, window.Name, window.Number), TimeSpan.FromSeconds(2 * window.Seconds), by);
        return Math.Max(here, everywhere ?? 0);
    }
}

/// <param name="Number">Which one since 1970.</param>
readonly record struct Window(Guid KeyId, string Name, int Seconds, long Number)
{
    public long End => (Number + 1) * Seconds;
}

/// <summary>Counts of the current windows of this process.</summary>
sealed class LocalCounters
{
    readonly Lock gate = new();
    readonly Dictionary<(Guid KeyId, string Window), (long Number, long Count)> counts = [];

    public long Add(Window window, int by)
    {
        lock (gate)
        {
            var key = (window.KeyId, window.Name);
            // one entry a key and kind: another window takes the place of the last, also when the clock was set back
            var isSame = counts.TryGetValue(key, out var current) && current.Number == window.Number;
            var count = Math.Max(0, (isSame ? current.Count : 0) + by);
            if (isSame || by > 0)
                counts[key] = (window.Number, count);
            return count;
        }
    }
}
