using System.Text.Json;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.Audit;

/// <summary>
/// Who did what, when and from where: written in the same save as the change itself. Append-only and sealed (<see cref="AuditSeal"/>).
/// The database moves a person's name, address and user agent to <see cref="AuditPersonal"/> as it stores the row and keeps a mask
/// and a salted hash of them here: what goes in as clear text is read back masked.
/// </summary>
public sealed class AuditEntry
{
    public long Id { get; private init; }
    public required DateTimeOffset At { get; init; }
    public required string Action { get; init; }
    public required string ActorRole { get; init; }
    public Guid? ActorId { get; init; }
    public required string ActorName { get; init; }
    public string? IpAddress { get; init; }
    public string? UserAgent { get; init; }

    /// <summary>The request, or the one that opened the circuit.</summary>
    public string? RequestId { get; init; }
    public CustomerId? UserId { get; init; }
    public Guid? EntityId { get; init; }

    /// <summary>What changed, without personal data.</summary>
    public JsonDocument? Data { get; init; }

    /// <summary>SHA-256 of salt, name, address and user agent, by the database; null for jobs.</summary>
    public byte[]? Personal { get; private init; }

    public static AuditEntry Of(Actor actor, string action, DateTimeOffset at, AuditSubject about, object? data = null) => new()
    {
        At = at,
        Action = action,
        ActorRole = actor.Role.ToString().ToUpperInvariant(),
        ActorId = actor.Id,
        ActorName = actor.Name,
        IpAddress = actor.IpAddress,
        UserAgent = actor.UserAgent,
        RequestId = actor.RequestId,
        UserId = about.UserId,
        EntityId = about.EntityId,
        Data = data is null ? null : JsonSerializer.SerializeToDocument(data, JsonSerializerOptions.Web),
    };
}

/// <summary>What an audit row is about: a thing, and the customer it belongs to.</summary>
public readonly record struct AuditSubject(CustomerId? UserId, Guid? EntityId);
