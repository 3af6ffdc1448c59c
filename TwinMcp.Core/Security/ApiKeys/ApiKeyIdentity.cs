using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.ApiKeys;

/// <summary>Who a valid key is.</summary>
public sealed record ApiKeyIdentity(Guid KeyId, string Name, Role Role, CustomerId? UserId, ApiKeyLimits Limits)
{
    /// <summary>What narrows the role; null: nothing.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    public Actor ToActor(string? ipAddress = null, string? requestId = null) => new(Role, KeyId, Name, UserId, ipAddress, requestId) { Scopes = Scopes };
}
