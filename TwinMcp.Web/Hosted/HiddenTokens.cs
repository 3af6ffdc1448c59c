using Microsoft.AspNetCore.Http.Features;

namespace TwinMcp.Web.Hosted;

/// <summary>The secret of "/i/{secret}", taken out of the request before anything sees its path.</summary>
internal sealed record HostedToken(string Value);

/// <summary>
/// Logs, log scopes, traces and metrics all write a request's path, and the host opens their scope before the first
/// middleware: so the secret leaves the path as the request is made, and travels beside it as a feature.
/// </summary>
internal sealed class HiddenTokens(IServiceProvider services) : IHttpContextFactory
{
    public const string Prefix = "/i/";

    /// <summary>Stands where the secret stood.</summary>
    const string Hidden = "-";

    readonly DefaultHttpContextFactory contexts = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        if (featureCollection.Get<IHttpRequestFeature>() is { } request && request.Path.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            var rest = request.Path[Prefix.Length..];
            var end = rest.IndexOf('/', StringComparison.Ordinal) is var slash and >= 0 ? slash : rest.Length;
            featureCollection.Set(new HostedToken(rest[..end]));
            request.Path = Prefix + Hidden + rest[end..];
            request.RawTarget = request.Path + request.QueryString;
        }
        return contexts.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => contexts.Dispose(httpContext);
}
