using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>Identity's, with what it does not know: who is deactivated, and whose role needs a second factor.</summary>
internal sealed class TwinSignIn(
    UserManager<AppUser> users,
    IHttpContextAccessor accessor,
    IUserClaimsPrincipalFactory<AppUser> claims,
    IOptions<IdentityOptions> identity,
    IServiceProvider services) : SignInManager<AppUser>(
        users, accessor, claims, identity,
        services.GetRequiredService<ILogger<SignInManager<AppUser>>>(),
        services.GetRequiredService<IAuthenticationSchemeProvider>(),
        services.GetRequiredService<IUserConfirmation<AppUser>>())
{
    readonly SecondFactorOptions options = services.GetRequiredService<SecondFactorOptions>();

    public override async Task<bool> CanSignInAsync(AppUser user) => user.IsActive && await base.CanSignInAsync(user);

    /// <summary>Asked for each session again and again: one without the factor that its role needs is none.</summary>
    public override async Task<bool> ValidateSecurityStampAsync(AppUser? user, string? securityStamp) =>
        user is { IsActive: true } && (user.TwoFactorEnabled || !options.IsNeededBy(user.Role)) && await base.ValidateSecurityStampAsync(user, securityStamp);

    /// <summary>Wrong passwords lock the password, which is asked elsewhere; a passkey still opens, or anybody could shut anybody out.</summary>
    protected override Task<bool> IsLockedOut(AppUser user) => Task.FromResult(false);
}
