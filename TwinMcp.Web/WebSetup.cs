using Microsoft.AspNetCore.ResponseCompression;
using TwinMcp.Core;
using TwinMcp.Web.Api;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components;
using TwinMcp.Web.Health;
using TwinMcp.Web.Hosted;
using TwinMcp.Web.Jobs;

namespace TwinMcp.Web;

/// <summary>The web host, part by part; each part registers itself.</summary>
internal static class WebSetup
{
    public static void AddTwinMcpWeb(this WebApplicationBuilder builder, bool withJobs)
    {
        var services = builder.Services;
        builder.Logging.ClearProviders().AddJsonConsole(o => (o.UseUtcTimestamp, o.IncludeScopes) = (true, true));
        if (!withJobs)
            builder.Logging.AddFilter("Microsoft", LogLevel.Warning); // a command says what it does in its own words
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));
        services.AddTwinMcpCore(builder.Configuration);
        services.AddTwinMcpAuth(builder.Configuration, builder.Environment.EnvironmentName);
        services.AddTwinMcpApi();
        services.AddTwinMcpComponents();
        services.AddHostedInvoices();
        services.AddTwinMcpHealth();
        services.AddTrustedProxies(builder.Configuration);
        services.AddHsts(o => (o.MaxAge, o.IncludeSubDomains) = (TimeSpan.FromDays(365), false));
        services.AddResponseCompression(Compress);
        if (withJobs)
            services.AddTwinMcpJobs();
    }

    public static void UseTwinMcpWeb(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment())
            app.UseHsts();
        app.UseBrowserHeaders();
        // the API answers problems in its own words; pages are answered with pages
        app.UseWhen(ApiRefusals.IsApi, api => api.UseMiddleware<ApiErrors>());
        app.UseWhen(http => !ApiRefusals.IsApi(http), pages => pages.UseTwinMcpPageErrors());
        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseHostedInvoices();
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<ApiKeyQuota>();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapTwinMcpApi();
        app.MapHostedInvoices();
        app.MapTwinMcpHealth();
        app.MapTwinMcpComponents();
    }

    /// <summary>
    /// Pages and JSON; static files are compressed by the build, PDFs are already. BREACH needs other sites to make this browser ask with
    /// its cookie (SameSite=Lax: they cannot) and a secret that reads the same in each answer (antiforgery and page state never do).
    /// </summary>
    static void Compress(ResponseCompressionOptions options)
    {
        options.EnableForHttps = true;
        options.MimeTypes = ["text/html", "application/json", "application/problem+json"];
    }
}
