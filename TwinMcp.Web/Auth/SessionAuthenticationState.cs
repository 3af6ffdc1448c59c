using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>An open circuit loses its rights within 5 seconds of a changed security stamp or role.</summary>
internal sealed class SessionAuthenticationState(ILoggerFactory loggers, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(5);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<AppUser>>();
        var user = await signIn.ValidateSecurityStampAsync(authenticationState.User);
        return user is not null && ActorClaims.Read(authenticationState.User)?.Role == user.Role;
    }
}
