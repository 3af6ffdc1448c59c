using TwinMcp.Core.Common;

namespace TwinMcp.Web.Components.Pages.Account;

/// <summary>The sign-in pages' door to Identity.</summary>
internal interface ISignIn
{
    /// <summary>Sets the cookie on this response. Refused with <c>login_refused</c>, whatever the reason.</summary>
    Task<Result<string>> SignInAsync(string email, string password, bool rememberMe, CancellationToken cancellation);

    Task SignOutAsync(CancellationToken cancellation);
}
