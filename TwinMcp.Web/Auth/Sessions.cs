using Microsoft.AspNetCore.Identity;
using StackExchange.Redis;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>A person's own sessions: which there are, and their end.</summary>
internal sealed class Sessions(RedisTicketStore tickets, AccountService accounts, SessionNews news, IServiceScopeFactory scopes, IHttpContextAccessor accessor)
{
    /// <summary>The one in use first, then by when they were seen. What has expired is taken off the list.</summary>
    public async Task<IReadOnlyList<SessionView>> ListAsync(Guid userId)
    {
        var current = Current;
        var views = new List<SessionView>();
        foreach (var key in await KeysAsync(userId))
        {
            if (await tickets.RetrieveAsync(key) is { } ticket && SessionTicket.UserId(ticket) == userId)
                views.Add(SessionTicket.View(key, ticket) with { IsThisOne = key == current });
            else
                await tickets.TryAsync(db => db.SetRemoveAsync(CacheKeys.SessionsOf(userId), key));
        }
        return [.. views.OrderByDescending(v => v.IsThisOne).ThenByDescending(v => v.SeenAt)];
    }

    /// <param name="id">Of <see cref="SessionView"/>; another person's is just not found.</param>
    public async Task<bool> EndAsync(Guid userId, string id)
    {
        foreach (var key in await KeysAsync(userId))
        {
            if (Device.PublicId(key) != id)
                continue;
            await EndKeyAsync(userId, key);
            await news.TellAsync(userId);
            return true;
        }
        return false;
    }

    /// <summary>Everywhere, here too: a new stamp ends what is not on the list as well.</summary>
    public async Task<Result<Guid>> EndAllAsync(Actor actor, CancellationToken ct)
    {
        var ended = await accounts.EndSessionsAsync(actor, ct);
        if (ended.IsOk)
            await ForgetAsync(ended.Value, but: null);
        return ended;
    }

    /// <summary>After a change that ended all sessions: this one goes on, the others' tickets are removed.</summary>
    public async Task KeepOnlyThisAsync(Guid userId)
    {
        await ForgetAsync(userId, Current);
        // a scope of its own: this request's context still holds the user as he was
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<TwinSignIn>();
        if (await signIn.UserManager.FindByIdAsync(userId.ToString()) is { } user)
            await signIn.RefreshSignInAsync(user);
    }

    public async Task ForgetAsync(Guid userId, string? but)
    {
        foreach (var key in await KeysAsync(userId))
        {
            if (key != but)
                await EndKeyAsync(userId, key);
        }
    }

    string? Current => accessor.HttpContext?.User.FindFirst(RedisTicketStore.SessionClaim)?.Value;

    async Task EndKeyAsync(Guid userId, string key)
    {
        await tickets.RemoveAsync(key);
        await tickets.TryAsync(db => db.SetRemoveAsync(CacheKeys.SessionsOf(userId), key));
    }

    async Task<IReadOnlyList<string>> KeysAsync(Guid userId)
    {
        var (_, members) = await tickets.TryAsync<RedisValue[]>(db => db.SetMembersAsync(CacheKeys.SessionsOf(userId)));
        return [.. (members ?? []).Select(m => (string)m!)];
    }
}
