using System.Reflection;
using Microsoft.AspNetCore.DataProtection;

namespace TwinMcp.Web.Auth;

/// <summary>ASP.NET Core 10.0.0 to 10.0.6 accepts forged data-protection cookies on Linux (CVE-2026-40372): the product does not start on it.</summary>
internal static class RuntimeFloor
{
    static readonly Version Lowest = new(10, 0, 7);

    /// <exception cref="InvalidOperationException">The runtime is too old.</exception>
    public static void Check() => Check(typeof(DataProtectionOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion);

    /// <param name="informational">Like 10.0.12+sha or 11.0.0-preview.1.</param>
    internal static void Check(string? informational)
    {
        if (!Version.TryParse(informational?.Split('+', '-')[0], out var version) || version < Lowest)
            throw new InvalidOperationException($"This is ASP.NET Core {informational ?? "of an unknown version"}: update the runtime to {Lowest} or newer (CVE-2026-40372).");
    }
}
