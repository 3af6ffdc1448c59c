using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace TwinMcp.Core.Security.Audit;

/// <summary>
/// The bytes that are hashed, the same for ever (docs/adr/0017-audit-chain.md). A field is its length (4 bytes, big-endian; -1 for
/// null) and its bytes: text in UTF-8, numbers as 8 bytes big-endian, ids as 16 bytes big-endian, times as microseconds since 1970,
/// JSON as PostgreSQL prints jsonb.
/// </summary>
static class AuditCanonical
{
    /// <summary>Every column of audit_log (alias a), in the order of <see cref="AuditRow.Read"/>.</summary>
    public const string Columns = """
        a.id, (extract(epoch FROM a.at) * 1000000)::bigint, a.action, a.actor_role, a.actor_id, a.actor_name, a.ip_address, a.user_agent,
        a.request_id, a.user_id, a.entity_id, a.data::text, a.personal
        """;

    public const int HashLength = 32;

    const string RowTag = "twin-audit-row-1";
    const string SealTag = "twin-audit-seal-1";

    public static byte[] HashOf(AuditRow row, long id)
    {
        var to = new ArrayBufferWriter<byte>(512);
        Text(to, RowTag);
        Number(to, id);
        Number(to, row.AtMicroseconds);
        foreach (var text in (ReadOnlySpan<string?>)[row.Action, row.ActorRole, row.ActorName, row.IpAddress, row.UserAgent, row.RequestId, row.Data])
            Text(to, text);
        foreach (var uuid in (ReadOnlySpan<Guid?>)[row.ActorId, row.UserId, row.EntityId])
            Bytes(to, uuid?.ToByteArray(bigEndian: true));
        Bytes(to, row.Personal);
        return SHA256.HashData(to.WrittenSpan);
    }

    public static byte[] HashOf(AuditSeal seal)
    {
        var to = new ArrayBufferWriter<byte>((seal.Ids.Length * 12) + seal.Hashes.Length + 256);
        Text(to, SealTag);
        Number(to, seal.Number);
        Bytes(to, seal.Previous);
        Number(to, seal.LastId);
        Number(to, seal.Settled);
        Number(to, (seal.SealedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        foreach (var id in seal.Ids)
            Number(to, id);
        Bytes(to, seal.Hashes);
        return SHA256.HashData(to.WrittenSpan);
    }

    static void Text(ArrayBufferWriter<byte> to, string? text) => Bytes(to, text is null ? null : Encoding.UTF8.GetBytes(text));

    static void Number(ArrayBufferWriter<byte> to, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Length(to, bytes.Length);
        to.Write(bytes);
    }

    static void Bytes(ArrayBufferWriter<byte> to, byte[]? bytes)
    {
        Length(to, bytes?.Length ?? -1);
        to.Write(bytes.AsSpan());
    }

    static void Length(ArrayBufferWriter<byte> to, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), length);
        to.Advance(4);
    }
}

/// <summary>A stored row as it is hashed.</summary>
sealed record AuditRow(long Id, long AtMicroseconds, string Action, string ActorRole)
{
    public Guid? ActorId { get; init; }
    public string? ActorName { get; init; }
    public string? IpAddress { get; init; }
    public string? UserAgent { get; init; }
    public string? RequestId { get; init; }
    public Guid? UserId { get; init; }
    public Guid? EntityId { get; init; }
    public string? Data { get; init; }
    public byte[]? Personal { get; init; }

    public static AuditRow Read(NpgsqlDataReader from) => new(from.GetInt64(0), from.GetInt64(1), from.GetString(2), from.GetString(3))
    {
        ActorId = Uuid(from, 4),
        ActorName = Text(from, 5),
        IpAddress = Text(from, 6),
        UserAgent = Text(from, 7),
        RequestId = Text(from, 8),
        UserId = Uuid(from, 9),
        EntityId = Uuid(from, 10),
        Data = Text(from, 11),
        Personal = from.IsDBNull(12) ? null : from.GetFieldValue<byte[]>(12),
    };

    static string? Text(NpgsqlDataReader from, int column) => from.IsDBNull(column) ? null : from.GetString(column);

    static Guid? Uuid(NpgsqlDataReader from, int column) => from.IsDBNull(column) ? null : from.GetGuid(column);
}
