using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.Identity;

/// <summary>A person who can sign in. A customer's people point at their billing account.</summary>
public sealed class AppUser : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    public required Role Role { get; set; }

    public CustomerId? CustomerId { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since then he cannot sign in; null: he can.</summary>
    public DateTimeOffset? DeactivatedAt { get; set; }

    public bool IsActive => DeactivatedAt is null;

    /// <summary>The authenticator app's key, sealed by data protection; null: no app.</summary>
    public string? TotpKey { get; set; }

    /// <summary>Of a set-up that is under way.</summary>
    public string? TotpNewKey { get; set; }

    /// <summary>The last time step whose code was accepted: none counts twice.</summary>
    public long TotpStep { get; set; }

    /// <summary>Hashes of those that are left (<see cref="Identity.RecoveryCodes"/>).</summary>
    public string[] RecoveryCodes { get; set; } = [];

    /// <summary>Every session and every link in a mail is over.</summary>
    internal void EndSessions()
    {
        SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
        // Identity writes whole rows: what it has read before must not come back
        ConcurrencyStamp = Guid.NewGuid().ToString();
    }

    internal Actor ToActor(string? ipAddress) => new(Role, Id, DisplayName, CustomerId, ipAddress);
}
