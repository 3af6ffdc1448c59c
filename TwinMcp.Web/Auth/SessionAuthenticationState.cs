using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>
/// An open circuit loses its rights when its session, stamp or role goes: at once by news from the node that did it, within 5 seconds by
/// its own look when the news is lost.
/// </summary>
internal sealed class SessionAuthenticationState : RevalidatingServerAuthenticationStateProvider
{
    /// <summary>How old the answer may be that a request or a circuit relies on.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>While the database cannot be asked, nobody is signed out; but not for longer than this.</summary>
    static readonly TimeSpan Benefit = TimeSpan.FromMinutes(1);

    static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    readonly IServiceScopeFactory scopes;
    readonly RedisTicketStore tickets;
    readonly SessionNews news;
    readonly TimeProvider clock;
    long lastAnswer;

    public SessionAuthenticationState(ILoggerFactory loggers, IServiceScopeFactory scopes, RedisTicketStore tickets, SessionNews news, TimeProvider clock) : base(loggers)
    {
        (this.scopes, this.tickets, this.news, this.clock) = (scopes, tickets, news, clock);
        lastAnswer = clock.GetTimestamp();
    }

    // a second less: the look itself takes its time
    protected override TimeSpan RevalidationInterval => Interval - TimeSpan.FromSeconds(1);

    /// <summary>For circuits only: a request that changes its own stamp goes on to its end.</summary>
    public Task ListenAsync()
    {
        news.Changed += Look;
        return news.ListenAsync();
    }

    /// <summary>Looks now. False: there is no session any more, and the circuit knows.</summary>
    public async Task<bool> CheckAsync()
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.Identity?.IsAuthenticated != true || await ValidateAuthenticationStateAsync(state, CancellationToken.None))
            return true;
        SetAuthenticationState(Task.FromResult(Nobody));
        return false;
    }

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        try
        {
            var isValid = await IsValidAsync(authenticationState.User);
            lastAnswer = clock.GetTimestamp();
            return isValid;
        }
        catch (Exception e) when (DatabaseOutage.Is(e))
        {
            return clock.GetElapsedTime(lastAnswer) < Benefit;
        }
    }

    protected override void Dispose(bool disposing)
    {
        news.Changed -= Look;
        base.Dispose(disposing);
    }

    void Look(Guid userId) => _ = LookAsync(userId);

    async Task LookAsync(Guid userId)
    {
        try
        {
            if ((await GetAuthenticationStateAsync()).User.FindFirstValue(ActorClaims.Id) == userId.ToString())
                await CheckAsync();
        }
        catch (InvalidOperationException)
        {
            return; // a scope without a circuit or request knows nobody
        }
    }

    async Task<bool> IsValidAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(RedisTicketStore.SessionClaim) is { } session && await tickets.RetrieveAsync(session) is null)
            return false;
        await using var scope = scopes.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<TwinSignIn>().ValidateSecurityStampAsync(principal);
        return user is not null && ActorClaims.Read(principal)?.Role == user.Role;
    }
}
