using Npgsql;
using TwinMcp.Core.Usage;

namespace TwinMcp.Bench;

/// <summary>The limit: the same idempotent work as one statement on the same tables, with nothing checked and one rollup.</summary>
sealed class BareUsage(NpgsqlDataSource source)
{
    const string Sql = """
        WITH input AS MATERIALIZED (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) AS t (user_id, id, at, tool, library_id, tokens, ms)
        ), fresh AS (
          INSERT INTO usage_record_ids SELECT user_id, id FROM input ON CONFLICT DO NOTHING RETURNING user_id, id
        ), logged AS (
          INSERT INTO usage_logs (user_id, at, id, tool, library_id, tokens, response_time_ms)
          SELECT user_id, at, id, tool, library_id, tokens, ms FROM input JOIN fresh USING (user_id, id)
          RETURNING user_id, at, tool, tokens
        )
        INSERT INTO usage_months AS old (user_id, month, tool, requests, tokens)
        SELECT user_id, date_trunc('month', at AT TIME ZONE 'Europe/Paris')::date, tool, count(*), sum(tokens)
        FROM logged GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (user_id, month, tool) DO UPDATE SET requests = old.requests + excluded.requests, tokens = old.tokens + excluded.tokens
        """;

    public async Task AddAsync(List<IngestRecord?> batch)
    {
        await using var command = source.CreateCommand(Sql);
        Add(command, batch.Select(r => r!.UserId!.Value));
        Add(command, batch.Select(r => r!.Id!.Value));
        Add(command, batch.Select(r => r!.At!.Value.UtcDateTime));
        Add(command, batch.Select(r => r!.Tool!));
        Add(command, batch.Select(r => r!.LibraryId!));
        Add(command, batch.Select(r => r!.Tokens!.Value));
        Add(command, batch.Select(r => r!.ResponseTimeMs!.Value));
        await command.ExecuteNonQueryAsync();
    }

    static void Add<T>(NpgsqlCommand command, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. values] });
}
