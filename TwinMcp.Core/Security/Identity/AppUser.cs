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
}
