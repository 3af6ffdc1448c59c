using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Core.Security.Masking;
using TwinMcp.Web.Components.Pages.Account;

namespace TwinMcp.Web.Auth;

/// <summary>Password, then the second step. Unknown and known addresses are answered alike, in like time and after as many tries.</summary>
internal sealed partial class SignIn(TwinSignIn signIn, PendingSignIn pending, SecondFactorService factors, SignInThrottle throttle, SecondFactorOptions options, ILogger<SignIn> logger) : ISignIn
{
    /// <summary>One answer for an unknown address and a wrong password: none tells whether there is an account.</summary>
    static readonly BillingError Refused = new(ErrorKind.Forbidden, "login_refused", "The e-mail address or the password is not right.");

    static readonly BillingError Expired = BillingError.Conflict("step_expired", "The sign-in took too long. Begin again.");

    static readonly AppUser Nobody = new() { DisplayName = "", Role = Role.Customer };

    UserManager<AppUser> Users => signIn.UserManager;

    string Address => signIn.Context.Connection.RemoteIpAddress?.ToString() ?? "";

    public async Task<SignInAnswer> SignInAsync(string email, string password, bool rememberMe, CancellationToken cancellation)
    {
        var name = Users.NormalizeEmail(email);
        var wait = Math.Max(await throttle.TakeAsync(TryKind.Account, name), await throttle.TakeAsync(TryKind.Network, Address));
        if (wait > 0)
            return Wait(wait, email);
        var user = await Users.FindByEmailAsync(email);
        if (user is not { IsActive: true, PasswordHash: not null } || await Users.IsLockedOutAsync(user))
        {
            // the same work as for a known address, so that the time tells nothing
            Users.PasswordHasher.HashPassword(Nobody, password);
            Failed(Mask.Email(email), user is null ? "unknown" : "deactivated, locked or not set up");
            return SignInAnswer.Refuse(Refused);
        }
        if (!await Users.CheckPasswordAsync(user, password))
        {
            await Users.AccessFailedAsync(user);
            Failed(Mask.Email(email), "wrong password");
            return SignInAnswer.Refuse(Refused);
        }
        if (user.AccessFailedCount > 0)
            await Users.ResetAccessFailedCountAsync(user);
        await throttle.ForgetAsync(TryKind.Account, name);
        await throttle.GiveBackAsync(TryKind.Network, Address);
        return await ThenAsync(user, rememberMe);
    }

    /// <summary>With a code of the app or a recovery code.</summary>
    public async Task<SignInAnswer> EnterCodeAsync(string code, CancellationToken cancellation)
    {
        if (await pending.FindAsync() is not var (user, rememberMe))
            return SignInAnswer.Refuse(Expired);
        if (await throttle.TakeAsync(TryKind.Code, user.Id.ToString()) is > 0 and var wait)
            return Wait(wait, user.Email ?? "");
        var verified = await factors.VerifyAsync(user.Id, code, Address, cancellation);
        if (verified.Error is { } error)
        {
            Failed(Mask.Email(user.Email ?? ""), "wrong code");
            return SignInAnswer.Refuse(error);
        }
        await throttle.ForgetAsync(TryKind.Code, user.Id.ToString());
        await pending.EndAsync();
        await signIn.SignInAsync(verified.Value, rememberMe, "mfa");
        return SignInAnswer.Done;
    }

    /// <summary>With a passkey: what one has and a finger or PIN, both factors at once.</summary>
    public async Task<SignInAnswer> UsePasskeyAsync(string credential, CancellationToken cancellation)
    {
        try
        {
            var result = await signIn.PasskeySignInAsync(credential);
            if (!result.Succeeded)
                return SignInAnswer.Refuse(Refused with { Code = "passkey_refused", Message = "This passkey is not known here." });
            await pending.EndAsync();
            return SignInAnswer.Done;
        }
        catch (Exception e) when (e is InvalidOperationException or System.Text.Json.JsonException)
        {
            // no challenge was given, or it was another's
            Failed("passkey", e.GetType().Name);
            return SignInAnswer.Refuse(Expired);
        }
    }

    /// <summary>The set-up that a role demands: confirmed, he is signed in. Answers the recovery codes.</summary>
    public async Task<Result<string[]>> SetUpAsync(string code, CancellationToken cancellation)
    {
        if (await pending.FindAsync() is not var (user, rememberMe) || user.TwoFactorEnabled)
            return Expired;
        if (await throttle.TakeAsync(TryKind.Code, user.Id.ToString()) > 0)
            return BillingError.Conflict("too_many_tries", "There were too many tries. Wait 15 minutes.");
        var codes = await factors.ConfirmAsync(user.Id, code, Address, cancellation);
        if (codes.Error is { } error)
            return error;
        await throttle.ForgetAsync(TryKind.Code, user.Id.ToString());
        await pending.EndAsync();
        await signIn.SignInAsync(codes.Value.User, rememberMe, "mfa");
        return codes.Value.Codes;
    }

    public async Task<Result<TotpSetUp>> BeginSetUpAsync(CancellationToken cancellation) =>
        await pending.FindAsync() is var (user, _) && !user.TwoFactorEnabled ? await factors.BeginAsync(user.Id, cancellation) : Expired;

    public async Task<bool> IsPendingAsync() => await pending.FindAsync() is not null;

    public Task SignOutAsync(CancellationToken cancellation) => signIn.SignOutAsync();

    async Task<SignInAnswer> ThenAsync(AppUser user, bool rememberMe)
    {
        var (next, answer) = user.TwoFactorEnabled ? (true, SignInAnswer.Code) : options.IsNeededBy(user.Role) ? (true, SignInAnswer.SetUp) : (false, SignInAnswer.Done);
        if (next)
            await pending.StartAsync(user, rememberMe);
        else
            await signIn.SignInAsync(user, rememberMe, "pwd");
        return answer;
    }

    SignInAnswer Wait(int seconds, string email)
    {
        Failed(Mask.Email(email), "too many tries");
        return SignInAnswer.Later(seconds);
    }

    [LoggerMessage(1, LogLevel.Warning, "Sign-in refused for {Email}: {Reason}")]
    partial void Failed(string email, string reason);
}
