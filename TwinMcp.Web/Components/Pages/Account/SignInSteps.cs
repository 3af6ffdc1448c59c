using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace TwinMcp.Web.Components.Pages.Account;

/// <summary>Where an answer of the sign-in leads.</summary>
internal static class SignInSteps
{
    public const string CodePath = "/login/code";
    public const string SetUpPath = "/login/set-up";

    public static void Follow(SignInAnswer answer, NavigationManager navigation, HttpContext? http, string? returnUrl)
    {
        var onwards = returnUrl is null ? "" : "?returnUrl=" + Uri.EscapeDataString(returnUrl);
        var target = answer.Next switch
        {
            SignInNext.Done => LocalUrl.OrHome(returnUrl),
            SignInNext.Code => CodePath + onwards,
            SignInNext.SetUp => SetUpPath + onwards,
            SignInNext.Refused or SignInNext.Later => null,
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.Next, null),
        };
        if (target is not null)
            navigation.NavigateTo(target);
        else if (answer.Next == SignInNext.Later && http is not null)
            (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, answer.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture));
    }
}
