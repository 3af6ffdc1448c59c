using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace TwinMcp.Core.Security.Audit;

/// <summary>Heads of the chain outside the database, a JSON line each: <c>AUDIT_HEAD_FILE</c>, else <c>$TWIN_HOME/audit-head.jsonl</c>. Only ever appended to.</summary>
public sealed class AuditHeadFile(string path)
{
    public string Path { get; } = path;

    public static AuditHeadFile From(IConfiguration configuration)
    {
        var home = configuration["TWIN_HOME"] is { Length: > 0 } set ? set : ".twin";
        return new AuditHeadFile(System.IO.Path.GetFullPath(configuration["AUDIT_HEAD_FILE"] is { Length: > 0 } file ? file : System.IO.Path.Combine(home, "audit-head.jsonl")));
    }

    /// <summary>Every head that was exported; none when there is no file yet.</summary>
    /// <exception cref="InvalidDataException">A line is no head: the file was damaged, and what it proves is unknown.</exception>
    public async Task<IReadOnlyCollection<AuditHead>> ReadAsync(CancellationToken ct)
    {
        if (!File.Exists(Path))
            return [];
        var heads = new Dictionary<(long, string), AuditHead>();
        await foreach (var head in LinesAsync(ct))
            heads[(head.Seal, head.Hash)] = head;
        return heads.Values;
    }

    public async Task AppendAsync(AuditHead head, CancellationToken ct)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        await File.AppendAllTextAsync(Path, Line(head) + "\n", ct);
    }

    public static string Line(AuditHead head) => JsonSerializer.Serialize(head, JsonSerializerOptions.Web);

    async IAsyncEnumerable<AuditHead> LinesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var number = 0;
        await foreach (var line in File.ReadLinesAsync(Path, ct))
        {
            number++;
            if (line.Length > 0)
                yield return Parse(line) ?? throw new InvalidDataException($"{Path}, line {number}: not a head of the audit chain.");
        }
    }

    static AuditHead? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditHead>(line, JsonSerializerOptions.Web) is { Hash: not null } head ? head : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
