using Microsoft.AspNetCore.Components.Authorization;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Auth;

/// <summary>Who acts in a circuit or while prerendering. The address is the one of the request that opened the scope.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, IHttpContextAccessor accessor)
{
    readonly string? ipAddress = accessor.HttpContext?.Connection.RemoteIpAddress?.ToString();
    readonly string? userAgent = accessor.HttpContext?.Request.Headers.UserAgent;
    readonly string? requestId = accessor.HttpContext?.TraceIdentifier;

    /// <exception cref="UnauthorizedAccessException">Nobody is signed in: pages demand it, so this is a lost session.</exception>
    public async Task<Actor> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return ActorClaims.Read(state.User) is { } actor
            ? actor with { IpAddress = ipAddress, RequestId = requestId, UserAgent = userAgent }
            : throw new UnauthorizedAccessException("Nobody is signed in.");
    }
}

internal static class HttpContextActor
{
    /// <summary>Who calls an endpoint; authorisation has run before.</summary>
    public static Actor GetActor(this HttpContext http) =>
        (ActorClaims.Read(http.User) ?? throw new UnauthorizedAccessException("Nobody is signed in.")) with
        {
            IpAddress = http.Connection.RemoteIpAddress?.ToString(),
            RequestId = http.TraceIdentifier,
            UserAgent = http.Request.Headers.UserAgent,
        };
}
