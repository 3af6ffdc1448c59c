using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Core.Security.Masking;
using TwinMcp.Web.Components.Pages.Account;

namespace TwinMcp.Web.Auth;

/// <summary>Password sign-in by Identity. Unknown and known addresses are answered alike, in like time.</summary>
internal sealed partial class SignIn(SignInManager<AppUser> signIn, UserManager<AppUser> users, IPasswordHasher<AppUser> hasher, ILogger<SignIn> logger) : ISignIn
{
    /// <summary>One answer for an unknown address, a wrong password and too many tries: none tells whether there is an account.</summary>
    static readonly BillingError Refused = new(ErrorKind.Forbidden, "login_refused", "The e-mail address or the password is not right, or there were too many tries: then wait 15 minutes.");

    static readonly AppUser Nobody = new() { DisplayName = "", Role = Role.Customer };

    public async Task<Result<string>> SignInAsync(string email, string password, bool rememberMe, CancellationToken cancellation)
    {
        var user = await users.FindByEmailAsync(email);
        if (user is not { IsActive: true } || await users.IsLockedOutAsync(user))
        {
            // the same work as for a known address, so that the time tells nothing
            hasher.HashPassword(Nobody, password);
            Failed(Mask.Email(email), user switch { null => "unknown", { IsActive: false } => "deactivated", _ => "locked" });
            return Refused;
        }
        var result = await signIn.PasswordSignInAsync(user, password, rememberMe, lockoutOnFailure: true);
        if (result.Succeeded)
            return user.DisplayName;
        Failed(Mask.Email(email), result.IsLockedOut ? "locked now" : "wrong password");
        return Refused;
    }

    public Task SignOutAsync(CancellationToken cancellation) => signIn.SignOutAsync();

    [LoggerMessage(1, LogLevel.Warning, "Sign-in refused for {Email}: {Reason}")]
    partial void Failed(string email, string reason);
}
