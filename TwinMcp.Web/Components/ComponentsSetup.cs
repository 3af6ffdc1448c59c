using System.Globalization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Localization;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Pages.Account;
using TwinMcp.Web.Components.Pages.Settings;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components;

/// <summary>The pages: services, languages and routes. Called from WebSetup.</summary>
internal static class ComponentsSetup
{
    static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("fr")];

    public static IServiceCollection AddTwinMcpComponents(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddSingleton(p => CircuitCounts.From(p.GetRequiredService<IConfiguration>())).AddScoped<CircuitHandler, CircuitCaps>();
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SupportedCultures = options.SupportedUICultures = Languages;
            options.DefaultRequestCulture = new RequestCulture(Languages[0]);
            options.ApplyCurrentCultureToResponseHeaders = true;
        });
        services.AddScoped<Toasts>();
        services.AddScoped<PageScript>();
        services.AddSingleton<SellerPreviewLinks>().AddScoped<SellerDesk>();
        return services;
    }

    /// <summary>Our pages for what goes wrong; the API has its own words.</summary>
    public static void UseTwinMcpPageErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
    }

    public static WebApplication MapTwinMcpComponents(this WebApplication app)
    {
        app.Use(SignedInAtLogin.HandleAsync);
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/language/{code}", SetLanguage).AllowAnonymous().ExcludeFromDescription();
        app.MapPasskeys();
        app.MapGet("/", () => Results.LocalRedirect(LocalUrl.Home)).ExcludeFromDescription();
        app.MapGet("/dashboard", () => Results.LocalRedirect(LocalUrl.Home)).ExcludeFromDescription();
        SellerPreviewLinks.Map(app);
        MailPreviewFrame.Map(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null); // BrowserHeaders says it
        return app;
    }

    static IResult SetLanguage(string code, string? returnUrl, HttpContext http)
    {
        var language = Array.Find(Languages, l => l.Name == code);
        if (language is null)
            return Results.NotFound();
        var cookie = CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language));
        http.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName, cookie, new CookieOptions
        {
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            IsEssential = true,
            HttpOnly = true,
            Secure = http.Request.IsHttps,
        });
        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }
}
