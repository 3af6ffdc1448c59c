using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.ApiKeys;

/// <summary>A key <c>prefix.secret</c>: the prefix finds it, only the secret's SHA-256 is stored.</summary>
public sealed class ApiKey
{
    public required Guid Id { get; init; }
    public required string Prefix { get; init; }
    public required byte[] SecretHash { get; init; }
    public required string Name { get; init; }
    public required Role Role { get; init; }

    /// <summary>The billing account of a customer's key; null for the others.</summary>
    public CustomerId? UserId { get; init; }

    /// <summary>What narrows the role (<see cref="KeyScopes"/>); null: nothing.</summary>
    public string[]? Scopes { get; init; }

    public required int RequestsPerMinute { get; set; }
    public required int RequestsPerDay { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public DateTimeOffset? RevokedAt { get; set; }
    public DateTimeOffset? LastUsedAt { get; set; }
}
