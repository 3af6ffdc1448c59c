using Microsoft.Extensions.Configuration;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.Identity;

/// <summary>Whether admins and staff need a second factor. <c>AUTH_REQUIRE_SECOND_FACTOR=false</c> is for trying out, never for production.</summary>
public sealed record SecondFactorOptions(bool IsRequired)
{
    /// <summary>Whoever sees other people's data needs one; a customer may have one.</summary>
    public bool IsNeededBy(Role role) => IsRequired && (role is Role.Admin or Role.Staff);

    /// <param name="environment">ASPNETCORE_ENVIRONMENT.</param>
    /// <exception cref="InvalidOperationException">Switched off outside of Development, or not a truth value: the product does not start.</exception>
    public static SecondFactorOptions From(IConfiguration configuration, string environment)
    {
        var isDevelopment = environment == "Development";
        bool? set = configuration["AUTH_REQUIRE_SECOND_FACTOR"]?.ToLowerInvariant() switch
        {
            null or "" => null,
            "true" or "1" or "yes" or "on" => true,
            "false" or "0" or "no" or "off" => false,
            _ => throw new InvalidOperationException("AUTH_REQUIRE_SECOND_FACTOR is true or false."),
        };
        if (set == false && !isDevelopment)
            throw new InvalidOperationException($"AUTH_REQUIRE_SECOND_FACTOR=false is only for ASPNETCORE_ENVIRONMENT=Development; this is {environment}.");
        return new SecondFactorOptions(set ?? !isDevelopment);
    }
}
