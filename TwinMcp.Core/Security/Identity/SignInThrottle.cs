using System.Collections.Concurrent;
using TwinMcp.Core.Caching;

namespace TwinMcp.Core.Security.Identity;

/// <summary>What is counted, and how often it may be tried in a window of 15 minutes.</summary>
/// <param name="Name">Of the key in Redis.</param>
public sealed record TryKind(string Name, int Most)
{
    /// <summary>Passwords of one account, or of an address that has none: they answer alike.</summary>
    public static readonly TryKind Account = new("account", SignInThrottle.MostPasswords);

    /// <summary>Passwords from one network address: an office shares one, so more.</summary>
    public static readonly TryKind Network = new("network", 100);

    /// <summary>Codes of the second step.</summary>
    public static readonly TryKind Code = new("code", 10);

    /// <summary>Mails that somebody who is not signed in can cause.</summary>
    public static readonly TryKind Mail = new("mail", 3);
}

/// <summary>
/// Wrong tries, counted in Redis for all nodes and in this process as well. The larger count holds: with Redis away or flushed the limit
/// becomes one a node, never none.
/// </summary>
public sealed class SignInThrottle(CacheService cache, TimeProvider clock)
{
    public const int WindowSeconds = 15 * 60;
    public const int MostPasswords = 10;
    const int MostLocal = 100_000;

    readonly ConcurrentDictionary<string, long> local = new();

    /// <summary>Counts one try, before it is looked at, so that many at once do not slip through. 0, or the seconds to wait.</summary>
    public async Task<int> TakeAsync(TryKind kind, string who)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        var count = await CountAsync(Key(kind, who, now), 1);
        return count <= kind.Most ? 0 : (int)(WindowSeconds - now % WindowSeconds);
    }

    /// <summary>The try was right: it does not count, and of an account nothing does any more.</summary>
    public async Task ForgetAsync(TryKind kind, string who)
    {
        var key = Key(kind, who, clock.GetUtcNow().ToUnixTimeSeconds());
        local.TryRemove(key, out _);
        await cache.DeleteAsync(key);
    }

    /// <summary>The try was right: it alone does not count.</summary>
    public Task GiveBackAsync(TryKind kind, string who) => CountAsync(Key(kind, who, clock.GetUtcNow().ToUnixTimeSeconds()), -1);

    static string Key(TryKind kind, string who, long now) => CacheKeys.Tries(kind.Name, who, now / WindowSeconds);

    async Task<long> CountAsync(string key, int by)
    {
        if (local.Count >= MostLocal)
            local.Clear();
        var here = local.AddOrUpdate(key, Math.Max(0, by), (_, count) => Math.Max(0, count + by));
        var everywhere = await cache.IncrementAsync(key, TimeSpan.FromSeconds(2 * WindowSeconds), by);
        return Math.Max(here, everywhere ?? 0);
    }
}
