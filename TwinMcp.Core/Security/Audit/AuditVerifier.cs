using System.Data;
using System.Globalization;
using Npgsql;

namespace TwinMcp.Core.Security.Audit;

/// <param name="Head">The last seal; null when nothing is sealed.</param>
/// <param name="Breaks">One line a broken place, the first ones; empty: the chain holds.</param>
public sealed record AuditChainState(AuditHead? Head, long Rows, IReadOnlyList<string> Breaks);

/// <summary>Computes the whole chain again, one seal in memory at a time, and names what does not fit.</summary>
public sealed class AuditVerifier(NpgsqlDataSource dataSource)
{
    const int Most = 20;

    const string Rows = $"""
        SELECT {AuditCanonical.Columns}, p.audit_id IS NULL OR (a.personal IS NOT NULL AND a.personal = {Commitment})
        FROM audit_log a LEFT JOIN audit_personal p ON p.audit_id = a.id WHERE a.id = ANY($1) ORDER BY a.id
        """;

    /// <summary>As the trigger of the table computes it.</summary>
    const string Commitment = "sha256(p.salt || convert_to(jsonb_build_array(p.actor_name, p.ip_address, p.user_agent)::text, 'UTF8'))";

    const string NeverSealed = $"""
        SELECT a.id FROM audit_log a WHERE a.id <= ({AuditSealSql.Settled})
        AND NOT EXISTS (SELECT FROM (SELECT unnest(ids) AS id FROM audit_seals) k WHERE k.id = a.id) ORDER BY a.id LIMIT 20
        """;

    /// <param name="exported">Heads that were kept outside: a chain that ends before one of them was cut.</param>
    public async Task<AuditChainState> VerifyAsync(IReadOnlyCollection<AuditHead> exported, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        // one moment for seals and rows
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var known = exported.ToLookup(h => h.Seal);
        var findings = new Findings();
        AuditSeal? last = null;
        var rows = 0L;
        while (await AuditSealSql.FirstAsync(connection, $"{AuditSealSql.Seals} WHERE number > $1 ORDER BY number LIMIT 1", last?.Number ?? 0, ct) is { } seal)
        {
            findings.Add(Links(last, seal));
            findings.Add(known[seal.Number].Where(h => h.Hash != Hex(seal.Hash)).Select(h => Text($"seal {seal.Number} is not the one whose head was exported: the chain was computed anew")).Distinct());
            await CheckRowsAsync(connection, seal, findings, ct);
            (last, rows) = (seal, rows + seal.Ids.Length);
        }
        if (exported.MaxBy(h => h.Seal) is { } kept && kept.Seal > (last?.Number ?? 0))
            findings.Add([Text($"the tail is cut: seal {kept.Seal} (up to row {kept.LastId}) was exported, the chain ends at seal {last?.Number ?? 0}")]);
        await using var command = new NpgsqlCommand(NeverSealed, connection) { CommandTimeout = 600 };
        await using (var reader = await command.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                findings.Add([Text($"row {reader.GetInt64(0)} is in no seal: it was put in afterwards")]);
        return new AuditChainState(last is null ? null : HeadOf(last), rows, findings.Told());
    }

    /// <summary>Where the chain ends now; null when nothing is sealed.</summary>
    public async Task<AuditHead?> HeadAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        return await AuditSealSql.FirstAsync(connection, $"{AuditSealSql.Seals} ORDER BY number DESC LIMIT 1", null, ct) is { } seal ? HeadOf(seal) : null;
    }

    static IEnumerable<string> Links(AuditSeal? before, AuditSeal seal)
    {
        var expected = (before?.Number ?? 0) + 1;
        if (seal.Number != expected)
            yield return seal.Number == expected + 1 ? Text($"seal {expected} is missing") : Text($"seals {expected} to {seal.Number - 1} are missing");
        else if (!seal.Previous.AsSpan().SequenceEqual(before?.Hash ?? []))
            yield return Text($"seal {seal.Number} does not follow from seal {seal.Number - 1}: the link is broken");
        if (!seal.Hash.AsSpan().SequenceEqual(AuditCanonical.HashOf(seal)))
            yield return Text($"seal {seal.Number} was changed: its hash is not that of its content");
    }

    static async Task CheckRowsAsync(NpgsqlConnection connection, AuditSeal seal, Findings findings, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Rows, connection) { CommandTimeout = 600 };
        command.Parameters.AddWithValue(seal.Ids);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (missing, found) = (new List<long>(), 0);
        var here = await reader.ReadAsync(ct) ? AuditRow.Read(reader) : null;
        for (var i = 0; i < seal.Ids.Length; i++)
        {
            if (here?.Id != seal.Ids[i])
            {
                missing.Add(seal.Ids[i]);
                continue;
            }
            found++;
            var expected = seal.Hashes.AsSpan(i * AuditCanonical.HashLength, AuditCanonical.HashLength);
            if (!expected.SequenceEqual(AuditCanonical.HashOf(here, here.Id)))
                findings.Changed(here, expected.ToArray(), seal.Number);
            else if (!reader.GetBoolean(13))
                findings.Add([Text($"the personal data beside row {here.Id} was changed")]);
            here = await reader.ReadAsync(ct) ? AuditRow.Read(reader) : null;
        }
        if (missing.Count > 0)
            findings.Add([Text($"seal {seal.Number} holds {seal.Ids.Length} rows, {found} are left; missing: {string.Join(", ", missing.Take(Most))}{(missing.Count > Most ? ", …" : "")}")]);
    }

    static AuditHead HeadOf(AuditSeal seal) => new(seal.Number, Hex(seal.Hash), seal.LastId, seal.SealedAt.ToUniversalTime());

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>Keeps the first ones; two changed rows that hold each other's content were swapped.</summary>
    sealed class Findings
    {
        readonly List<string> lines = [];
        readonly List<(AuditRow Row, byte[] Expected, long Seal)> changed = [];

        public void Add(IEnumerable<string> found) => lines.AddRange(found.Take(Most - lines.Count));

        public void Changed(AuditRow row, byte[] expected, long seal)
        {
            if (changed.Count < Most)
                changed.Add((row, expected, seal));
        }

        public IReadOnlyList<string> Told()
        {
            for (var left = changed; left.Count > 0;)
            {
                var one = left[0];
                var other = left.Skip(1).Where(o => Holds(one.Row, o.Row.Id, o.Expected) && Holds(o.Row, one.Row.Id, one.Expected)).ToList();
                lines.Add(other.Count == 0
                    ? Text($"row {one.Row.Id} was changed (seal {one.Seal})")
                    : Text($"rows {one.Row.Id} and {other[0].Row.Id} were swapped (seals {one.Seal} and {other[0].Seal})"));
                left.RemoveAll(c => c.Row == one.Row || (other.Count > 0 && c.Row == other[0].Row));
            }
            return lines;
        }

        static bool Holds(AuditRow row, long id, byte[] expected) => expected.AsSpan().SequenceEqual(AuditCanonical.HashOf(row, id));
    }
}
