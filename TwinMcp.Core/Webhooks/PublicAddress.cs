using System.Net;
using System.Net.Sockets;

namespace TwinMcp.Core.Webhooks;

/// <summary>Which addresses a webhook may go to: what whoever typed the URL could reach himself, never our own network or a cloud's metadata. Pure.</summary>
public static class PublicAddress
{
    /// <summary>IANA's special-purpose registries (RFC 6890): what is not globally reachable.</summary>
    static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // IPv6: only 2000::/3 is given out; of it these are not
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || Global.Contains(address)) && !Special.Any(n => n.Contains(address));
    }
}
