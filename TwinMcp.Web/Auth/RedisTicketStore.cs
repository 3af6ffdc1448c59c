using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using StackExchange.Redis;
using TwinMcp.Core.Caching;

namespace TwinMcp.Web.Auth;

/// <summary>
/// Sign-in tickets in Redis DB 1: the cookie holds only a random id, and deleting the ticket ends the session everywhere.
/// While Redis is down, this node goes on with the tickets it has seen itself; a ticket that Redis does not know is gone.
/// </summary>
internal sealed partial class RedisTicketStore(RedisConnection redis, TimeProvider clock, ILogger<RedisTicketStore> logger) : ITicketStore
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    const int MostLocalTickets = 10_000;

    /// <summary>The ticket's own id, so that an open circuit can ask whether it is still there.</summary>
    public const string SessionClaim = "session";

    readonly ConcurrentDictionary<string, AuthenticationTicket> seen = new();

    /// <summary>Signed out while Redis was away: refused here, and removed there when it is back.</summary>
    readonly ConcurrentDictionary<string, bool> removed = new();

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await WriteAsync(id, ticket, When.Always);
        return id;
    }

    /// <summary>Only what is there is renewed: a request that was under way does not bring a signed-out session back.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => WriteAsync(key, ticket, When.Exists);

    async Task WriteAsync(string key, AuthenticationTicket ticket, When when)
    {
        if (removed.ContainsKey(key))
            return;
        if (ticket.Principal is { Identity: ClaimsIdentity identity } principal && !principal.HasClaim(c => c.Type == SessionClaim))
            identity.AddClaim(new Claim(SessionClaim, key));
        Remember(key, ticket);
        var lifetime = ticket.Properties.ExpiresUtc - clock.GetUtcNow() ?? Lifetime;
        await TryAsync(db => db.StringSetAsync(CacheKeys.Session(key), TicketSerializer.Default.Serialize(ticket), lifetime, when));
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        if (removed.ContainsKey(key))
        {
            await RemoveAsync(key);
            return null;
        }
        var (answered, bytes) = await TryAsync(async db => (byte[]?)await db.StringGetAsync(CacheKeys.Session(key)));
        if (!answered)
            return seen.TryGetValue(key, out var local) && local.Properties.ExpiresUtc > clock.GetUtcNow() ? local : null;
        if (bytes is null || TicketSerializer.Default.Deserialize(bytes) is not { } ticket)
        {
            seen.TryRemove(key, out _);
            return null;
        }
        Remember(key, ticket);
        return ticket;
    }

    public async Task RemoveAsync(string key)
    {
        seen.TryRemove(key, out _);
        removed[key] = true;
        var (answered, _) = await TryAsync(db => db.KeyDeleteAsync(CacheKeys.Session(key)));
        if (answered)
            removed.TryRemove(key, out _);
    }

    void Remember(string key, AuthenticationTicket ticket)
    {
        if (seen.Count >= MostLocalTickets)
            seen.Clear();
        seen[key] = ticket;
    }

    async Task<(bool Answered, T? Value)> TryAsync<T>(Func<IDatabase, Task<T>> work)
    {
        if (await redis.DatabaseAsync(CacheKeys.SessionDatabase) is not { } db)
            return (false, default);
        try
        {
            return (true, await work(db).WaitAsync(Patience));
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            Failed(e.GetType().Name);
            return (false, default);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Redis did not answer ({Error}), sessions of this node go on from memory")]
    partial void Failed(string error);
}
