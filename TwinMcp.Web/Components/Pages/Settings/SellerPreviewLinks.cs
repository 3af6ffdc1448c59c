using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Components.Pages.Settings;

/// <summary>
/// Addresses of samples with a profile that is not saved: the profile itself travels in them, sealed, for the person who typed it and for
/// a few minutes. Nothing is stored, and any node can answer.
/// </summary>
internal sealed class SellerPreviewLinks(IDataProtectionProvider protection)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    readonly ITimeLimitedDataProtector seal = protection.CreateProtector("seller-preview").ToTimeLimitedDataProtector();

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/dashboard/settings/preview", AnswerAsync).RequireAuthorization().ExcludeFromDescription();

    public string For(Actor actor, EditSeller profile) =>
        "dashboard/settings/preview?of=" + seal.Protect(JsonSerializer.Serialize(new Sample(actor.Id, profile), JsonSerializerOptions.Web), Lifetime);

    static async Task<IResult> AnswerAsync(HttpContext http, string? of, SellerPreviewLinks links, SellerPreviewQueries previews, CancellationToken ct)
    {
        var actor = http.GetActor();
        if (links.Read(actor, of) is not { } profile)
            return Results.NotFound();
        var pdf = await previews.PdfAsync(actor, profile, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, ct);
        if (!pdf.IsOk)
            return Results.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        // it stands in a frame of the page that asked for it
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";
        return Results.Bytes(pdf.Value, "application/pdf");
    }

    /// <summary>Null for who is not the one it was made for, or too late.</summary>
    EditSeller? Read(Actor actor, string? sealedSample)
    {
        try
        {
            return sealedSample is not null && JsonSerializer.Deserialize<Sample>(seal.Unprotect(sealedSample), JsonSerializerOptions.Web) is { } sample && sample.UserId == actor.Id ? sample.Profile : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    sealed record Sample(Guid? UserId, EditSeller Profile);
}
