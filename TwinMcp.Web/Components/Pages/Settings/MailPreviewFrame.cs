using TwinMcp.Core.Email;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Components.Pages.Settings;

/// <summary>A template as its readers get it, as a document of its own: mails have their styles inline, which our pages forbid.</summary>
internal static class MailPreviewFrame
{
    const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'";

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/dashboard/settings/email/preview", AnswerAsync).RequireAuthorization().ExcludeFromDescription();

    public static string Address(string kind, string language) => $"dashboard/settings/email/preview?kind={Uri.EscapeDataString(kind)}&language={language}";

    static async Task<IResult> AnswerAsync(HttpContext http, string? kind, string? language, MailTestService mails, CancellationToken ct)
    {
        var preview = await mails.PreviewAsync(http.GetActor(), kind ?? "", language ?? "", ct);
        if (!preview.IsOk)
            return Results.NotFound();
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Content(preview.Value.Html, "text/html; charset=utf-8");
    }
}
