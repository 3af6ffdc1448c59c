using Npgsql;
using NpgsqlTypes;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Usage;

/// <summary>The set-based statements of usage ingestion, all on the caller's transaction. Every one counts its rows.</summary>
static class UsageIngestionSql
{
    const string Existing = "SELECT user_id FROM user_profiles WHERE user_id = ANY($1)";

    const string Register = """
        INSERT INTO usage_record_ids (user_id, id) SELECT * FROM unnest($1, $2)
        ON CONFLICT DO NOTHING RETURNING user_id, id
        """;

    const string Logs = """
        INSERT INTO usage_logs (user_id, at, id, tool, library_id, tokens, response_time_ms, api_key_id)
        SELECT *, $8 FROM unnest($1, $2, $3, $4, $5, $6, $7)
        """;

    const string Days = """
        INSERT INTO usage_days AS old (user_id, day, tool, requests, tokens) SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT (user_id, day, tool) DO UPDATE SET requests = old.requests + excluded.requests, tokens = old.tokens + excluded.tokens
        """;

    const string Months = """
        INSERT INTO usage_months AS old (user_id, month, tool, requests, tokens) SELECT * FROM unnest($1, $2, $3, $4, $5)
        ON CONFLICT (user_id, month, tool) DO UPDATE SET requests = old.requests + excluded.requests, tokens = old.tokens + excluded.tokens
        """;

    /// <summary>Those of them that exist.</summary>
    public static async Task<List<CustomerId>> ExistingAsync(NpgsqlConnection connection, IEnumerable<CustomerId> customers, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Existing, connection) { Parameters = { Array(customers.Select(c => c.Value)) } };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var existing = new List<CustomerId>();
        while (await reader.ReadAsync(ct))
            existing.Add(new CustomerId(reader.GetGuid(0)));
        return existing;
    }

    /// <summary>Claims the ids and returns the records whose ids were free. Sorted, as given.</summary>
    public static async Task<List<UsageRecord>> ClaimAsync(NpgsqlConnection connection, List<UsageRecord> records, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Register, connection)
        {
            Parameters = { Array(records.Select(r => r.UserId.Value)), Array(records.Select(r => r.Id)) },
        };
        await using var reader = await command.ExecuteReaderAsync(ct);
        var claimed = new HashSet<(CustomerId, Guid)>(records.Count);
        while (await reader.ReadAsync(ct))
            claimed.Add((new CustomerId(reader.GetGuid(0)), reader.GetGuid(1)));
        if (claimed.Count == records.Count)
            return records;
        var fresh = records.FindAll(r => claimed.Contains((r.UserId, r.Id)));
        Expect(claimed.Count, fresh.Count, "usage_record_ids");
        return fresh;
    }

    /// <summary>Stores the records and adds them to both rollups.</summary>
    /// <param name="apiKeyId">The key they came with; null from inside.</param>
    public static async Task StoreAsync(NpgsqlConnection connection, List<UsageRecord> records, Guid? apiKeyId, CancellationToken ct)
    {
        var days = UsageSums.ByDay(records);
        var months = UsageSums.ByMonth(days);
        Expect(records.Count, months.Sum(m => m.Added.Requests), "the sums");
        // one round trip; the rollups last: their rows are what parallel batches of one customer wait for
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Log(records, apiKeyId), Upsert(Days, days), Upsert(Months, months) } };
        await batch.ExecuteNonQueryAsync(ct);
        Expect(records.Count, (long)batch.BatchCommands[0].Rows, "usage_logs");
        Expect(days.Count, (long)batch.BatchCommands[1].Rows, "usage_days");
        Expect(months.Count, (long)batch.BatchCommands[2].Rows, "usage_months");
    }

    static NpgsqlBatchCommand Log(List<UsageRecord> records, Guid? apiKeyId) => new(Logs)
    {
        Parameters =
        {
            Array(records.Select(r => r.UserId.Value)),
            Array(records.Select(r => r.At.UtcDateTime)),
            Array(records.Select(r => r.Id)),
            Array(records.Select(r => r.Tool)),
            Array(records.Select(r => r.LibraryId)),
            Array(records.Select(r => r.Tokens)),
            Array(records.Select(r => r.ResponseTimeMs)),
            new NpgsqlParameter { Value = (object?)apiKeyId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
        },
    };

    static NpgsqlBatchCommand Upsert(string sql, List<UsageSum> sums) => new(sql)
    {
        Parameters =
        {
            Array(sums.Select(s => s.UserId.Value)),
            Array(sums.Select(s => s.Date)),
            Array(sums.Select(s => s.Tool)),
            Array(sums.Select(s => s.Added.Requests)),
            Array(sums.Select(s => s.Added.Tokens)),
        },
    };

    static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values) => new() { TypedValue = [.. values] };

    /// <exception cref="InvalidOperationException">The database did something else than we think: nothing is committed.</exception>
    static void Expect(long expected, long actual, string where)
    {
        if (expected != actual)
            throw new InvalidOperationException($"Usage ingestion: {actual} rows in {where}, expected {expected}.");
    }
}
