using Npgsql;

namespace TwinMcp.Core.Security.Audit;

/// <summary>
/// Hashes what has been committed into the chain, a batch at a time. Writers never wait for it: rows are written unsealed. One node
/// seals at a time; what is cut before its commit never happened.
/// </summary>
public sealed class AuditSealService(NpgsqlDataSource dataSource)
{
    const int BatchRows = 10_000;

    const string Waiting = $"""
        WITH known AS MATERIALIZED (SELECT unnest(ids) AS id FROM audit_seals WHERE last_id > $1)
        SELECT {AuditCanonical.Columns} FROM audit_log a
        WHERE a.id > $1 AND NOT EXISTS (SELECT FROM known k WHERE k.id = a.id) ORDER BY a.id LIMIT $2
        """;

    const string Insert = "INSERT INTO audit_seals (number, ids, hashes, last_id, settled, previous, hash, sealed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    /// <summary>How many rows were sealed; 0 when there are none, or another node is at it.</summary>
    public async Task<int> SealAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await AuditSealSql.ScalarAsync<bool>(connection, "SELECT pg_try_advisory_xact_lock(hashtextextended('audit-seal', 0))", ct))
            return 0;
        var settled = await AuditSealSql.ScalarAsync<long>(connection, AuditSealSql.Settled, ct);
        var settling = await AuditSealSql.ScalarAsync<long>(connection, AuditSealSql.Settling, ct);
        var (ids, hashes) = await HashWaitingAsync(connection, settled, ct);
        if (ids.Count == 0)
            return 0;
        var head = await AuditSealSql.FirstAsync(connection, $"{AuditSealSql.Seals} ORDER BY number DESC LIMIT 1", null, ct);
        var unsigned = new AuditSeal
        {
            Number = (head?.Number ?? 0) + 1,
            Ids = [.. ids],
            Hashes = hashes.ToArray(),
            LastId = ids[^1],
            // a full batch may leave rows above its last
            Settled = Math.Max(settled, ids.Count < BatchRows ? settling : Math.Min(settling, ids[^1])),
            Previous = head?.Hash ?? [],
            Hash = [],
            // after the rows were read: who begins later than this draws higher ids
            SealedAt = new DateTimeOffset(await AuditSealSql.ScalarAsync<DateTime>(connection, "SELECT clock_timestamp()", ct)),
        };
        await InsertAsync(connection, unsigned, ct);
        await transaction.CommitAsync(CancellationToken.None);
        return ids.Count;
    }

    /// <summary>Deletes the clear text of people that is older than 12 months. How many rows were.</summary>
    public async Task<int> PurgePersonalAsync(DateTimeOffset now, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand("DELETE FROM audit_personal WHERE audit_id IN (SELECT audit_id FROM audit_personal WHERE at < $1 ORDER BY at LIMIT 10000)");
        command.Parameters.AddWithValue(now.ToUniversalTime().AddMonths(-12));
        return await command.ExecuteNonQueryAsync(ct);
    }

    static async Task<(List<long> Ids, MemoryStream Hashes)> HashWaitingAsync(NpgsqlConnection connection, long settled, CancellationToken ct)
    {
        var (ids, hashes) = (new List<long>(), new MemoryStream());
        await using var command = new NpgsqlCommand(Waiting, connection) { CommandTimeout = 600 };
        command.Parameters.AddWithValue(settled);
        command.Parameters.AddWithValue(BatchRows);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var row = AuditRow.Read(reader);
            ids.Add(row.Id);
            hashes.Write(AuditCanonical.HashOf(row, row.Id));
        }
        return (ids, hashes);
    }

    static async Task InsertAsync(NpgsqlConnection connection, AuditSeal seal, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand(Insert, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = seal.Number },
                new NpgsqlParameter<long[]> { TypedValue = seal.Ids },
                new NpgsqlParameter<byte[]> { TypedValue = seal.Hashes },
                new NpgsqlParameter<long> { TypedValue = seal.LastId },
                new NpgsqlParameter<long> { TypedValue = seal.Settled },
                new NpgsqlParameter<byte[]> { TypedValue = seal.Previous },
                new NpgsqlParameter<byte[]> { TypedValue = AuditCanonical.HashOf(seal) },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = seal.SealedAt },
            },
        };
        await insert.ExecuteNonQueryAsync(ct);
    }
}
