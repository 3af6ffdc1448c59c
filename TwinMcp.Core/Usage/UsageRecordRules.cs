using System.Text;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Usage;

/// <summary>What a single record must be. Whether its customer exists is asked once for the batch.</summary>
static class UsageRecordRules
{
    /// <summary>Ten times what the largest model reads at once: more is a wrong unit, and one such record would ruin a bill.</summary>
    public const long MostTokens = 100_000_000;

    public const int LongestLibraryId = 200;

    /// <summary>Clocks of senders differ by this much at most.</summary>
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Two years, in which a service can still be claimed from a consumer (C. conso. L218-2), and a quarter's margin.
    /// It also bounds the monthly partitions that a wrong year can bring into being.
    /// </summary>
    public static readonly TimeSpan OldestAge = TimeSpan.FromDays(800);

    public const string NoSuchCustomer = "userId: no such customer.";

    /// <summary>Why the record is refused, or null.</summary>
    public static string? Check(IngestRecord record, DateTimeOffset now) => record switch
    {
        { Id: null } => "id: missing or not a UUID.",
        { UserId: null } => "userId: missing or not a UUID.",
        { Tool: null } => "tool: missing.",
        _ when UsageTools.Find(record.Tool) is null => $"tool: must be {UsageTools.ResolveLibraryId} or {UsageTools.QueryDocs}.",
        { Tokens: null } => "tokens: missing or not a whole number.",
        { Tokens: < 0 or > MostTokens } => "tokens: must be from 0 to 100000000.",
        { ResponseTimeMs: null } => "responseTimeMs: missing or not a whole number below 2^31.",
        { ResponseTimeMs: < 0 } => "responseTimeMs: must not be negative.",
        { At: null } => "at: missing or not an ISO 8601 instant with Z or an offset.",
        _ when record.At > now + FutureTolerance => "at: more than 10 minutes in the future.",
        _ when record.At < now - OldestAge => "at: older than 800 days.",
        _ => CheckLibrary(record.LibraryId),
    };

    static string? CheckLibrary(string? libraryId)
    {
        if (libraryId is null)
            return null;
        if (libraryId.Length > LongestLibraryId)
            return "libraryId: longer than 200 characters.";
        foreach (var rune in libraryId.EnumerateRunes())
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
                return "libraryId: has control or unreadable characters, or is not a text.";
        return null;
    }
}
