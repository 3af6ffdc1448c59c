using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace TwinMcp.Web;

/// <summary>
/// <c>TRUSTED_PROXIES</c>: addresses and networks (<c>10.0.0.4, 172.16.0.0/12</c>) whose X-Forwarded-For and X-Forwarded-Proto are believed.
/// Nobody's are otherwise: a client could call itself what it likes.
/// </summary>
internal static class TrustedProxies
{
    public const string Setting = "TRUSTED_PROXIES";

    /// <exception cref="InvalidOperationException">Not an address or network: the product does not start.</exception>
    public static IServiceCollection AddTrustedProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var entries = (configuration[Setting] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var networks = Array.ConvertAll(entries, Network);
        return services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // proxies in a row: each must be a trusted one
            options.ForwardLimit = null;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks)
                options.KnownIPNetworks.Add(network);
        });
    }

    static System.Net.IPNetwork Network(string entry)
    {
        if (IPAddress.TryParse(entry, out var address))
            return new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8);
        return System.Net.IPNetwork.TryParse(entry, out var network)
            ? network
            : throw new InvalidOperationException($"{Setting}: '{entry}' is neither an address nor a network such as 10.0.0.0/8.");
    }
}
