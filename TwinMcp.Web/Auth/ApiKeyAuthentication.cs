using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Web.Api;

namespace TwinMcp.Web.Auth;

/// <summary><c>Authorization: Bearer prefix.secret</c>. The key's quota is taken here, so that every call counts.</summary>
internal sealed class ApiKeyAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeyService keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public new const string Scheme = "ApiKey";
    const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.Fail("Not a bearer key.");
        if (await keys.AuthenticateAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } key)
            return AuthenticateResult.Fail("Unknown key.");
        Context.Features.Set(key);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(ActorClaims.Identity(key.ToActor(), Scheme)), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiRefusals.WriteAsync(Context, StatusCodes.Status401Unauthorized);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ApiRefusals.WriteAsync(Context, StatusCodes.Status403Forbidden);
}

/// <summary>After authentication: a key that has used up its quota is told when to come back.</summary>
internal sealed class ApiKeyQuota(RequestDelegate next, QuotaService quotas)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<ApiKeyIdentity>() is { } key)
        {
            var answer = await quotas.TakeAsync(key, context.RequestAborted);
            if (!answer.Allowed)
            {
                context.Response.Headers.RetryAfter = answer.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
                await new ProblemResult(ErrorToHttp.Details(StatusCodes.Status429TooManyRequests, "quota_exceeded", $"The key's quota is used up. Try again in {answer.RetryAfterSeconds} s.")).ExecuteAsync(context);
                return;
            }
        }
        await next(context);
    }
}
