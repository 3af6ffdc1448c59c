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

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, null);

    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) => StoreAsync(ticket, httpContext);

    async Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext? http)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        SessionTicket.Describe(ticket, http, clock.GetUtcNow());
        await WriteAsync(id, ticket, When.Always);
        if (SessionTicket.UserId(ticket) is { } userId)
            await TryAsync(db => db.SetAddAsync(CacheKeys.SessionsOf(userId), id));
        return id;
    }

    /// <summary>Only what is there is renewed: a request that was under way does not bring a signed-out session back.</summary>
    public Task RenewAsync(string key, AuthenticationTicket ticket) => WriteAsync(key, ticket, When.Exists);

    /// <summary>A new principal in an old session: what is known of the device stays.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken)
    {
        if (!SessionTicket.IsDescribed(ticket) && await RetrieveAsync(key) is { } before)
            SessionTicket.Copy(before, ticket);
        await RenewAsync(key, ticket);
    }

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

    /// <summary>A request of a browser: about once a minute it is noted when the session was seen.</summary>
    public async Task<AuthenticationTicket?> RetrieveAsync(string key, HttpContext httpContext, CancellationToken cancellationToken)
    {
        var ticket = await RetrieveAsync(key);
        var now = clock.GetUtcNow();
        if (ticket is null || now - SessionTicket.SeenAt(ticket) < SessionTicket.SeenEvery)
            return ticket;
        SessionTicket.Seen(ticket, now);
        await WriteAsync(key, ticket, When.Exists);
        return ticket;
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

    internal async Task<(bool Answered, T? Value)> TryAsync<T>(Func<IDatabase, Task<T>> work)
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
