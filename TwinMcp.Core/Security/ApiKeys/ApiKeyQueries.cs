using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Security.ApiKeys;

/// <summary>
/// Keys by prefix, remembered in this process for <see cref="Lifetime"/>: a call costs no query, and no node needs to be told of a revocation
/// for it to hold within 5 seconds. Unknown prefixes are not remembered, so the memory holds no more than there are keys.
/// </summary>
public sealed class ApiKeyQueries(IDbContextFactory<BillingDbContext> contexts, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    readonly ConcurrentDictionary<string, CachedApiKey> known = new();

    internal async ValueTask<CachedApiKey?> FindAsync(string prefix, CancellationToken ct)
    {
        // the timestamp, not the wall clock: that one can be set back
        if (known.TryGetValue(prefix, out var cached) && clock.GetElapsedTime(cached.LoadedAt) < Lifetime)
            return cached;
        var asked = clock.GetTimestamp();
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Prefix == prefix, ct) is not { } row)
        {
            known.TryRemove(prefix, out _);
            return null;
        }
        return known[prefix] = new CachedApiKey(row, asked);
    }

    internal void Forget(string prefix) => known.TryRemove(prefix, out _);
}

/// <param name="LoadedAt">Timestamp from before the query.</param>
sealed record CachedApiKey(ApiKey Row, long LoadedAt)
{
    int touched;

    /// <summary>True for the first caller only.</summary>
    public bool ClaimTouch() => Interlocked.Exchange(ref touched, 1) == 0;
}
