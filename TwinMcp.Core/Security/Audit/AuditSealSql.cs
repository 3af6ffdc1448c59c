using Npgsql;

namespace TwinMcp.Core.Security.Audit;

/// <summary>The chain's own SQL: where it ends, and up to which id nothing more can appear.</summary>
static class AuditSealSql
{
    /// <summary>Above this id the next seal looks for rows.</summary>
    public const string Settled = "SELECT coalesce(max(settled), 0) FROM audit_seals";

    /// <summary>
    /// Asked before rows are read: up to this id they then see every row that will ever be. Ids are drawn in another order than they
    /// commit, so a seal's last id says nothing by itself; but who began after a seal was taken draws higher ids than it holds, and who
    /// began before and has ended is seen. A session of another role hides when it began: then only seals of more than an hour ago count.
    /// </summary>
    public const string Settling = """
        SELECT coalesce(max(s.last_id), 0) FROM audit_seals s
        WHERE s.sealed_at < (SELECT least(min(xact_start), CASE WHEN bool_or(query = '<insufficient privilege>') THEN now() - interval '1 hour' END)
                             FROM pg_stat_activity WHERE datname = current_database() AND backend_type IS DISTINCT FROM 'autovacuum worker')
        """;

    public const string Seals = "SELECT number, ids, hashes, last_id, settled, previous, hash, sealed_at FROM audit_seals";

    public static AuditSeal Read(NpgsqlDataReader from) => new()
    {
        Number = from.GetInt64(0),
        Ids = from.GetFieldValue<long[]>(1),
        Hashes = from.GetFieldValue<byte[]>(2),
        LastId = from.GetInt64(3),
        Settled = from.GetInt64(4),
        Previous = from.GetFieldValue<byte[]>(5),
        Hash = from.GetFieldValue<byte[]>(6),
        SealedAt = from.GetFieldValue<DateTimeOffset>(7),
    };

    /// <summary>The first seal of a query; null when there is none.</summary>
    public static async Task<AuditSeal?> FirstAsync(NpgsqlConnection connection, string sql, long? after, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        if (after is { } number)
            command.Parameters.AddWithValue(number);
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    public static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        return (T)(await command.ExecuteScalarAsync(ct))!;
    }
}
