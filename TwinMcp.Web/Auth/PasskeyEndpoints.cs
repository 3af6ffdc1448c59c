using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>Challenges for the browser's passkey dialog; its answer comes back as a field of a form.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this WebApplication app)
    {
        app.MapPost("/passkeys/creation-options", CreateAsync).ExcludeFromDescription();
        app.MapPost("/passkeys/request-options", RequestAsync).AllowAnonymous().ExcludeFromDescription();
    }

    static async Task<IResult> CreateAsync(HttpContext http, TwinSignIn signIn, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
            return Results.BadRequest();
        if (await signIn.UserManager.GetUserAsync(http.User) is not { } user)
            return Results.NotFound();
        var entity = new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email ?? "", DisplayName = user.DisplayName };
        return Results.Text(await signIn.MakePasskeyCreationOptionsAsync(entity), "application/json");
    }

    /// <summary>For whichever passkey the person picks: no address is asked, so none can be probed.</summary>
    static async Task<IResult> RequestAsync(HttpContext http, TwinSignIn signIn, IAntiforgery antiforgery) =>
        await antiforgery.IsRequestValidAsync(http)
            ? Results.Text(await signIn.MakePasskeyRequestOptionsAsync(null), "application/json")
            : Results.BadRequest();
}
