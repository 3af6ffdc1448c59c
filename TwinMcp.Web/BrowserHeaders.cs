using TwinMcp.Web.Api;

namespace TwinMcp.Web;

/// <summary>
/// What a browser may do with our answers. Pages run scripts and styles of our own files only, nothing inline, and stand in nobody's frame;
/// nothing is fetched from outside.
/// </summary>
internal static class BrowserHeaders
{
    const string Page = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
        + "frame-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>Answers for programs: whoever opens one as a page gets nothing to run.</summary>
    const string Data = "default-src 'none'; frame-ancestors 'none'";

    const string Permissions = "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";

    /// <summary>An endpoint that has set a policy of its own keeps it.</summary>
    public static void UseBrowserHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers.ContentSecurityPolicy = ApiRefusals.IsApi(context) ? Data : Page;
        return next(context);
    });
}
