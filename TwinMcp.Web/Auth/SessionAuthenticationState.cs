using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>An open circuit loses its rights within 5 seconds of a sign-out, a changed security stamp or a changed role.</summary>
internal sealed class SessionAuthenticationState(ILoggerFactory loggers, IServiceScopeFactory scopes, RedisTicketStore tickets, TimeProvider clock)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    /// <summary>While the database cannot be asked, nobody is signed out; but not for longer than this.</summary>
    static readonly TimeSpan Benefit = TimeSpan.FromMinutes(1);

    long lastAnswer = clock.GetTimestamp();

    protected override TimeSpan RevalidationInterval => Interval;

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

    async Task<bool> IsValidAsync(ClaimsPrincipal principal)
    {
        if (principal.FindFirstValue(RedisTicketStore.SessionClaim) is { } session && await tickets.RetrieveAsync(session) is null)
            return false;
        await using var scope = scopes.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<SignInManager<AppUser>>().ValidateSecurityStampAsync(principal);
        return user is not null && ActorClaims.Read(principal)?.Role == user.Role;
    }
}
