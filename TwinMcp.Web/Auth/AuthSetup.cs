using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
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

    public static IServiceCollection AddTwinMcpAuth(this IServiceCollection services, IConfiguration configuration, string environment)
    {
        RuntimeFloor.Check();
        services.AddAccounts(SecondFactorOptions.From(configuration, environment));
        services.AddAuthentication(o => o.DefaultScheme = o.DefaultChallengeScheme = Either)
            .AddPolicyScheme(Either, null, o => o.ForwardDefaultSelector = http =>
                ApiRefusals.IsApi(http) && http.Request.Headers.ContainsKey("Authorization") ? ApiKeyAuthentication.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.Scheme, null)
            .AddCookie(IdentityConstants.ApplicationScheme, Cookie)
            .AddCookie(PendingSignIn.Scheme, StepCookie)
            // where Identity keeps a passkey's challenge
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, StepCookie)
            // the stamp's validator signs out of this one too, whether it is used or not
            .AddCookie(IdentityConstants.TwoFactorRememberMeScheme);
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<RedisTicketStore>((o, store) => o.SessionStore = store);
        services.AddIdentityCore<AppUser>(PasswordRules)
            .AddEntityFrameworkStores<BillingDbContext>()
            .AddDefaultTokenProviders()
            .AddSignInManager<TwinSignIn>()
            .AddPasswordValidator<PasswordValidator>()
            .AddClaimsPrincipalFactory<ActorClaims>();
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = SessionAuthenticationState.Interval);
        services.AddDataProtection().SetApplicationName("twinmcp-billing");
        services.AddDataProtectionKeysInPostgres();
        services.AddSingleton<RedisTicketStore>();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddHttpContextAccessor();
        services.AddScoped(p => (TwinSignIn)p.GetRequiredService<SignInManager<AppUser>>());
        services.AddScoped<ISignIn, SignIn>().AddScoped<PendingSignIn>().AddScoped<OwnAccount>().AddScoped<CurrentActor>();
        services.AddSingleton<Sessions>().AddSingleton<AccountMailQueue>().AddHostedService(p => p.GetRequiredService<AccountMailQueue>());
        services.Configure<IdentityPasskeyOptions>(o => Passkeys(o, configuration));
        services.AddScoped<AuthenticationStateProvider, SessionAuthenticationState>().AddScoped<CircuitHandler, SessionGate>();
        return services;
    }

    static void PasswordRules(IdentityOptions options)
    {
        options.User.RequireUniqueEmail = true;
        options.Password.RequiredLength = Passwords.Shortest;
        options.Password.RequireNonAlphanumeric = options.Password.RequireUppercase = options.Password.RequireDigit = false;
        // the second line, in PostgreSQL: SignInThrottle counts for addresses without an account too, but may lose its counts
        options.Lockout.MaxFailedAccessAttempts = SignInThrottle.MostPasswords;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromSeconds(SignInThrottle.WindowSeconds);
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
        options.Events.OnValidatePrincipal = ValidateAsync;
        // the API answers 401 and 403 in its own words, never with a redirect
        options.Events.OnRedirectToLogin = context => ApiRefusals.OrRedirect(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => ApiRefusals.OrRedirect(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>A write asks for the stamp anew, a read relies on an answer of up to 5 seconds.</summary>
    static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        if (isRead || context.Principal is not { } principal)
        {
            await SecurityStampValidator.ValidatePrincipalAsync(context);
            return;
        }
        var signIn = context.HttpContext.RequestServices.GetRequiredService<TwinSignIn>();
        if (await signIn.ValidateSecurityStampAsync(principal) is null)
        {
            context.RejectPrincipal();
            await signIn.SignOutAsync();
        }
    }

    static void StepCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = PendingSignIn.Lifetime;
        options.SlidingExpiration = false;
    }

    /// <summary>Bound to the site's name when there is one, else to the host that was asked; a PIN or finger is demanded, so that a passkey is two factors.</summary>
    static void Passkeys(IdentityPasskeyOptions options, IConfiguration configuration)
    {
        options.ServerDomain = Uri.TryCreate(configuration["TWIN_URL"], UriKind.Absolute, out var site) ? site.Host : null;
        (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required");
    }
}
