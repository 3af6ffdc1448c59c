using TwinMcp.Core.Common;

namespace TwinMcp.Core.Data;

/// <summary>An Idempotency-Key that was used: written in the transaction of what it did, so that a retry finds the result.</summary>
public sealed class IdempotencyRecord
{
    public required string Principal { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body: the same key with another request is refused.</summary>
    public required byte[] RequestHash { get; init; }

    public required int StatusCode { get; init; }
    public required CustomerId UserId { get; init; }

    /// <summary>What it made or changed.</summary>
    public required Guid ResultId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
