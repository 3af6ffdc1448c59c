using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Web.Api;
using TwinMcp.Web.Components.Pages.Account;

namespace TwinMcp.Web.Auth;

/// <summary>Two ways in: the browser's cookie (its ticket lives in Redis DB 1) and API keys (Authorization: Bearer).</summary>
internal static class AuthSetup
{
    const string Either = "CookieOrKey";

    public static IServiceCollection AddTwinMcpAuth(this IServiceCollection services)
    {
        services.AddAuthentication(o => o.DefaultScheme = o.DefaultChallengeScheme = Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = http =>
                ApiRefusals.IsApi(http) && http.Request.Headers.ContainsKey("Authorization") ? ApiKeyAuthentication.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme, Cookie)
            // the stamp's validator signs out of this one too, whether it is used or not
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<RedisTicketStore>((o, store) => o.SessionStore = store);
        services.AddIdentityCore<AppUser>(PasswordRules)
            .AddEntityFrameworkStores<BillingDbContext>()
            .AddDefaultTokenProviders()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<ActorClaims>();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = SessionAuthenticationState.Interval);
        services.AddDataProtection().SetApplicationName("twinmcp-billing");
        services.AddDataProtectionKeysInPostgres();
        services.AddSingleton<RedisTicketStore>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddHttpContextAccessor();
        services.AddScoped<ISignIn, SignIn>().AddScoped<CurrentActor>();
        services.AddScoped<AuthenticationStateProvider, SessionAuthenticationState>();
        return services;
    }

    static void PasswordRules(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.Password.RequiredLength = Passwords.Shortest;
        options.Password.RequireNonAlphanumeric = options.Password.RequireUppercase = options.Password.RequireDigit = false;
        options.Lockout.MaxFailedAccessAttempts = 10;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        options.ClaimsIdentity.UserIdClaimType = ActorClaims.Id;
    }

    static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "twin-session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.LoginPath = "/login";
        options.ReturnUrlParameter = "ReturnUrl";
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        // a changed stamp or role counts within 5 seconds, on every node
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        // the API answers 401 and 403 in its own words, never with a redirect
        options.Events.OnRedirectToLogin = context => ApiRefusals.OrRedirect(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => ApiRefusals.OrRedirect(context, StatusCodes.Status403Forbidden);
    }
}
