using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Hosted;

namespace TwinMcp.Web.Hosted;

/// <summary>What a link has opened, and the secret for the page's own links.</summary>
internal sealed record HostedVisit(OpenedLink Link, string Token);

/// <summary>
/// Before routing: counts, opens the link and chooses the language. A link that opens nothing is answered with the same page
/// whatever was asked for.
/// </summary>
internal sealed class HostedInvoices(RequestDelegate next, HostedLinkService links)
{
    /// <summary>A minute, per address: a person with a page and two files needs three.</summary>
    public const int MostRequests = 60;

    static readonly string[] Languages = ["fr", "en"];

    readonly PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = MostRequests, Window = TimeSpan.FromMinutes(1) }));

    public async Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        using var lease = limiter.AttemptAcquire(http.Connection.RemoteIpAddress?.ToString() ?? "");
        if (!lease.IsAcquired)
        {
            headers.RetryAfter = "60";
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            http.Response.ContentType = "text/plain; charset=utf-8";
            await http.Response.WriteAsync("Trop de demandes, réessayez dans une minute. / Too many requests, try again in a minute.", http.RequestAborted);
            return;
        }
        var token = http.Features.Get<HostedToken>()?.Value ?? "";
        if (await links.OpenAsync(token, http.RequestAborted) is { } opened)
        {
            http.Features.Set(new HostedVisit(opened, token));
            Speak(http, Array.Find(Languages, l => l == http.Request.Query["lang"]) ?? opened.Language);
        }
        else
        {
            http.Request.Path = HiddenTokens.Prefix + "-";
        }
        await next(http);
    }

    public static async Task<IResult> PdfAsync(HttpContext http, InvoiceDocuments documents, CancellationToken ct)
    {
        var link = http.Features.GetRequiredFeature<HostedVisit>().Link;
        var pdf = await documents.PdfAsync(link.Reader, link.InvoiceId, ct);
        return pdf.IsOk ? Results.File(pdf.Value.Content, "application/pdf", pdf.Value.FileName) : Results.NotFound();
    }

    public static async Task<IResult> XmlAsync(HttpContext http, InvoiceDocuments documents, CancellationToken ct)
    {
        var link = http.Features.GetRequiredFeature<HostedVisit>().Link;
        var xml = await documents.XmlAsync(link.Reader, link.InvoiceId, formatName: null, ct);
        return xml.IsOk ? Results.File(xml.Value.Content, "application/xml", xml.Value.FileName) : Results.NotFound();
    }

    static void Speak(HttpContext http, string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        http.Response.Headers.ContentLanguage = language;
    }
}

internal static class HostedSetup
{
    public static void AddHostedInvoices(this IServiceCollection services) => services.AddSingleton<IHttpContextFactory, HiddenTokens>();

    /// <summary>After the request's language is chosen, before routing.</summary>
    public static void UseHostedInvoices(this IApplicationBuilder app) =>
        app.UseWhen(http => http.Features.Get<HostedToken>() is not null, hosted => hosted.UseMiddleware<HostedInvoices>());

    public static void MapHostedInvoices(this IEndpointRouteBuilder app)
    {
        app.MapGet("/i/{token}/pdf", HostedInvoices.PdfAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/i/{token}/xml", HostedInvoices.XmlAsync).AllowAnonymous().ExcludeFromDescription();
    }
}
