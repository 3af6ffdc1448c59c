using Microsoft.AspNetCore.Components;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Account;

/// <summary>Plain HTML: it posts, the cookie is set on the answer, no circuit is needed.</summary>
public partial class LoginPage
{
    string? emailError;
    string? passwordError;
    string? refusal;

    [SupplyParameterFromForm(FormName = "login")]
    LoginInput? Input { get; set; }

    [SupplyParameterFromQuery]
    string? ReturnUrl { get; set; }

    /// <summary>What was just done by a link of a mail.</summary>
    [SupplyParameterFromQuery]
    string? Done { get; set; }

    [CascadingParameter]
    HttpContext? Http { get; set; }

    [Inject]
    ISignIn SignIn { get; set; } = default!;

    [Inject]
    NavigationManager Navigation { get; set; } = default!;

    async Task SignInAsync()
    {
        var email = Input?.Email?.Trim() ?? "";
        var password = Input?.Password ?? "";
        emailError = email.Contains('@', StringComparison.Ordinal) ? null : L["login.email.missing"].Value;
        passwordError = password.Length > 0 ? null : L["login.password.missing"].Value;
        if (emailError is not null || passwordError is not null)
            return;

        var answer = await SignIn.SignInAsync(email, password, Input?.RememberMe == true, Http?.RequestAborted ?? CancellationToken.None);
        if (answer.Error is { } error)
            refusal = ErrorText.For(L, error);
        SignInSteps.Follow(answer, Navigation, Http, ReturnUrl);
    }
}
