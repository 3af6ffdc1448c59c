using System.Text.Json.Serialization;

namespace TwinMcp.Core.Usage;

/// <summary>A batch of usage records, 1 to 10,000.</summary>
public sealed record IngestUsage
{
    public const int MostRecords = 10_000;

    public IReadOnlyList<IngestRecord?>? Records { get; init; }
}

/// <summary>
/// One call of a customer as it comes in. A member that is missing or cannot be read is null, so that one wrong record
/// is refused by itself (<see cref="UsageRecordRules"/>) and never with the thousands around it.
/// </summary>
public sealed record IngestRecord
{
    /// <summary>Made by the sender. The same (<see cref="UserId"/>, <see cref="Id"/>) counts once, for ever.</summary>
    [JsonConverter(typeof(LenientGuid))]
    public Guid? Id { get; init; }

    [JsonConverter(typeof(LenientGuid))]
    public Guid? UserId { get; init; }

    [JsonConverter(typeof(LenientString))]
    public string? Tool { get; init; }

    [JsonConverter(typeof(LenientString))]
    public string? LibraryId { get; init; }

    [JsonConverter(typeof(LenientLong))]
    public long? Tokens { get; init; }

    [JsonConverter(typeof(LenientInt))]
    public int? ResponseTimeMs { get; init; }

    [JsonConverter(typeof(LenientInstant))]
    public DateTimeOffset? At { get; init; }
}

/// <summary>Every record of the batch is in exactly one of the three.</summary>
/// <param name="Accepted">New, stored and counted.</param>
/// <param name="Repeated">Ids that were there before, or earlier in the batch: counted once.</param>
public sealed record UsageReceipt(int Accepted, int Repeated, IReadOnlyList<RejectedRecord> Rejected);

/// <param name="Id">Null when it was missing or unreadable; the reason then names the position.</param>
public sealed record RejectedRecord(Guid? Id, string Reason);
