using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Components.Pages.Account;

internal enum SignInNext
{
    /// <summary>Signed in.</summary>
    Done,

    /// <summary>The code of the second step.</summary>
    Code,

    /// <summary>The role needs a second factor, and there is none yet.</summary>
    SetUp,
    Refused,

    /// <summary>Too many tries.</summary>
    Later,
}

/// <param name="RetryAfterSeconds">For <see cref="SignInNext.Later"/>.</param>
internal sealed record SignInAnswer(SignInNext Next, BillingError? Error = null, int RetryAfterSeconds = 0)
{
    public static readonly SignInAnswer Done = new(SignInNext.Done);
    public static readonly SignInAnswer Code = new(SignInNext.Code);
    public static readonly SignInAnswer SetUp = new(SignInNext.SetUp);

    public static SignInAnswer Refuse(BillingError error) => new(SignInNext.Refused, error);

    public static SignInAnswer Later(int seconds) => new(SignInNext.Later, BillingError.Conflict("too_many_tries", "There were too many tries. Wait 15 minutes."), seconds);
}

/// <summary>The sign-in pages' door to Identity. What signs in sets the cookie on this response.</summary>
internal interface ISignIn
{
    /// <summary>Refused with <c>login_refused</c>, whatever the reason.</summary>
    Task<SignInAnswer> SignInAsync(string email, string password, bool rememberMe, CancellationToken cancellation);

    /// <summary>The second step, after a password.</summary>
    Task<SignInAnswer> EnterCodeAsync(string code, CancellationToken cancellation);

    /// <param name="credential">The browser's answer to our challenge, JSON.</param>
    Task<SignInAnswer> UsePasskeyAsync(string credential, CancellationToken cancellation);

    /// <summary>Whether a password was right a moment ago and the second step is due.</summary>
    Task<bool> IsPendingAsync();

    /// <summary>The set-up that a role demands, after a password.</summary>
    Task<Result<TotpSetUp>> BeginSetUpAsync(CancellationToken cancellation);

    /// <summary>Signs in, and answers the recovery codes.</summary>
    Task<Result<string[]>> SetUpAsync(string code, CancellationToken cancellation);

    Task SignOutAsync(CancellationToken cancellation);
}
