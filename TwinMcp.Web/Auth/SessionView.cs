using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwinMcp.Web.Auth;

/// <summary>A session as its owner sees it.</summary>
/// <param name="Id">For ending it; the session's own id never leaves the cookie.</param>
/// <param name="Browser">Like Firefox; empty when unknown.</param>
/// <param name="Address">Masked: 192.0.2.x.</param>
internal sealed record SessionView(string Id, string Browser, string System, string Address, DateTimeOffset CreatedAt, DateTimeOffset SeenAt)
{
    public bool IsThisOne { get; init; }
}

/// <summary>What of a request is kept with a session: as little as lets its owner tell it from the others.</summary>
internal static class Device
{
    static readonly (string Mark, string Name)[] Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    static readonly (string Mark, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iOS"), ("iPad", "iPadOS"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Browser(string agent) => First(Browsers, agent);

    public static string System(string agent) => First(Systems, agent);

    /// <summary>The last byte of an IPv4 address and all but the first 48 bits of an IPv6 one are left out.</summary>
    public static string Address(global::System.Net.IPAddress? address)
    {
        if (address is null)
            return "";
        var bytes = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).GetAddressBytes();
        return bytes.Length == 4
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes[0]}.{bytes[1]}.{bytes[2]}.x")
            : string.Join(':', Enumerable.Range(0, 3).Select(i => ((bytes[2 * i] << 8) | bytes[2 * i + 1]).ToString("x", CultureInfo.InvariantCulture))) + ":x";
    }

    public static string PublicId(string session) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(session)), 0, 8);

    static string First((string Mark, string Name)[] known, string agent) => Array.Find(known, k => agent.Contains(k.Mark, StringComparison.Ordinal)).Name ?? "";
}
