using Microsoft.AspNetCore.Components.Endpoints;

namespace TwinMcp.Web.Components.Pages.Account;

/// <summary>
/// Whoever is signed in goes on to the start page, whether the form is opened or sent. Credentials are taken only from a request
/// without a session: signing in keeps the session's id, and one that was planted in the browser would become the session of an admin.
/// </summary>
internal static class SignedInAtLogin
{
    /// <summary>Before the page: a form that was opened before the sign-in carries nobody's antiforgery token, and the page answers 400 to that.</summary>
    public static Task HandleAsync(HttpContext http, RequestDelegate next)
    {
        if (http.User.Identity?.IsAuthenticated != true || !IsLogin(http.GetEndpoint()))
            return next(http);
        http.Response.Redirect(LocalUrl.OrHome(http.Request.Query["returnUrl"]));
        return Task.CompletedTask;
    }

    static bool IsLogin(Endpoint? endpoint) => endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type == typeof(LoginPage);
}
