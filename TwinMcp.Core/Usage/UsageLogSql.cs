using System.Globalization;
using System.Text;
using Npgsql;

namespace TwinMcp.Core.Usage;

/// <summary>Reads of the raw records, along their primary key (user_id, at, id): the newest first, only in the months that are asked for.</summary>
static class UsageLogSql
{
    /// <summary>So many records a report by library looks at: a tenth of a second.</summary>
    public const int MostCounted = 100_000;

    const int MostLibraries = 100;

    /// <summary>One row more than the page: whether there is a next one.</summary>
    public static NpgsqlCommand Rows(UsageRange range, (DateTimeOffset From, DateTimeOffset Until) instants, Cursor? after, int pageSize) => Command(
        $"""
        SELECT id, at, tool, library_id, tokens, response_time_ms, api_key_id FROM usage_logs
        WHERE user_id = $1 AND at >= $2 AND at < $3 {(range.Tool is null ? "" : "AND tool = $4")} {(after is null ? "" : $"AND (at, id) < (${(range.Tool is null ? 4 : 5)}, ${(range.Tool is null ? 5 : 6)})")}
        ORDER BY at DESC, id DESC LIMIT {(pageSize + 1).ToString(CultureInfo.InvariantCulture)}
        """,
        [range.UserId.Value, instants.From.UtcDateTime, instants.Until.UtcDateTime, .. range.Tool is null ? Array.Empty<object>() : [range.Tool], .. after is null ? Array.Empty<object>() : [after.At, after.Id]]);

    /// <summary>Requests and tokens a library among the latest records, and how many of those there are.</summary>
    public static NpgsqlCommand ByLibrary(UsageRange range, (DateTimeOffset From, DateTimeOffset Until) instants) => Command(
        $"""
        SELECT library_id, count(*), sum(tokens)::bigint, (sum(count(*)) OVER ())::bigint FROM (
          SELECT library_id, tokens FROM usage_logs WHERE user_id = $1 AND at >= $2 AND at < $3 {(range.Tool is null ? "" : "AND tool = $4")}
          ORDER BY at DESC, id DESC LIMIT {(MostCounted + 1).ToString(CultureInfo.InvariantCulture)}) latest
        GROUP BY library_id ORDER BY 2 DESC, 1 LIMIT {MostLibraries.ToString(CultureInfo.InvariantCulture)}
        """,
        [range.UserId.Value, instants.From.UtcDateTime, instants.Until.UtcDateTime, .. range.Tool is null ? Array.Empty<object>() : [range.Tool]]);

    static NpgsqlCommand Command(string text, object[] values)
    {
        var command = new NpgsqlCommand(text);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }

    /// <summary>The last record of a page.</summary>
    public sealed record Cursor(DateTime At, Guid Id)
    {
        public string Encode() => Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.Ticks}|{Id:N}"))).Replace('+', '-').Replace('/', '_');

        /// <summary>Null when it is not one of ours.</summary>
        public static Cursor? Decode(string text)
        {
            var buffer = new byte[text.Length];
            if (text.Length > 100 || !Convert.TryFromBase64String(text.Replace('-', '+').Replace('_', '/'), buffer, out var length))
                return null;
            return Encoding.ASCII.GetString(buffer, 0, length).Split('|') is [var at, var id]
                && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParseExact(id, "N", out var guid)
                ? new Cursor(new DateTime(ticks, DateTimeKind.Utc), guid)
                : null;
        }
    }
}
