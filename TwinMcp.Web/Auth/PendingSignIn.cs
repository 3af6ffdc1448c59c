using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>Between the password and the second step: a cookie of five minutes that opens nothing but that step. A new password ends it too.</summary>
internal sealed class PendingSignIn(IHttpContextAccessor accessor, UserManager<AppUser> users, TimeProvider clock)
{
    public const string Scheme = "twin-step";
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    const string Stamp = "stamp";
    const string Remember = "remember";

    HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("Signing in needs a request.");

    public Task StartAsync(AppUser user, bool rememberMe)
    {
        var identity = new ClaimsIdentity([new(ActorClaims.Id, user.Id.ToString()), new(Stamp, user.SecurityStamp ?? ""), new(Remember, rememberMe ? "1" : "")], Scheme);
        return Http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false, ExpiresUtc = clock.GetUtcNow() + Lifetime });
    }

    /// <summary>Null: there is none, it is too old, or the account has changed since.</summary>
    public async Task<(AppUser User, bool RememberMe)?> FindAsync()
    {
        var found = await Http.AuthenticateAsync(Scheme);
        if (found.Principal is not { } principal || await users.FindByIdAsync(principal.FindFirstValue(ActorClaims.Id) ?? "") is not { IsActive: true } user)
            return null;
        return user.SecurityStamp == principal.FindFirstValue(Stamp) ? (user, principal.FindFirstValue(Remember) == "1") : null;
    }

    public Task EndAsync() => Http.SignOutAsync(Scheme);
}
