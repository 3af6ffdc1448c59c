using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Usage;

/// <summary>A batch on its way in: what is right in itself, each id once, in the order in which every writer takes its locks.</summary>
sealed class UsageBatch
{
    readonly List<RejectedRecord> rejected = [];
    int repeated;

    UsageBatch(int capacity) => Records = new List<UsageRecord>(capacity);

    /// <summary>Sorted by (user, id): two batches with the same ids wait for each other in one order and never deadlock.</summary>
    public List<UsageRecord> Records { get; }

    public HashSet<CustomerId> Customers { get; } = [];

    public static UsageBatch Read(IReadOnlyList<IngestRecord?> input, LocalDates dates)
    {
        var batch = new UsageBatch(input.Count);
        var seen = new HashSet<(CustomerId, Guid)>(input.Count);
        var now = dates.Now;
        for (var i = 0; i < input.Count; i++)
        {
            if (input[i] is not { } record)
                batch.Reject(null, i, "missing.");
            else if (UsageRecordRules.Check(record, now) is { } reason)
                batch.Reject(record.Id, i, reason);
            else if (Right(record, dates) is var right && !seen.Add((right.UserId, right.Id)))
                batch.repeated++;
            else
                batch.Add(right);
        }
        batch.Records.Sort((a, b) => (a.UserId.Value, a.Id).CompareTo((b.UserId.Value, b.Id)));
        return batch;
    }

    /// <summary>First days of the UTC months that the partitions of the records go by.</summary>
    public IEnumerable<DateOnly> PartitionMonths() =>
        Records.Select(r => new DateOnly(r.At.UtcDateTime.Year, r.At.UtcDateTime.Month, 1)).Distinct();

    /// <summary>Refuses the records of customers that do not exist.</summary>
    public void Refuse(HashSet<CustomerId> missing)
    {
        if (missing.Count == 0)
            return;
        rejected.AddRange(Records.Where(r => missing.Contains(r.UserId)).Select(r => new RejectedRecord(r.Id, UsageRecordRules.NoSuchCustomer)));
        Records.RemoveAll(r => missing.Contains(r.UserId));
    }

    public UsageReceipt Receipt(int accepted) => new(accepted, repeated + Records.Count - accepted, rejected);

    static UsageRecord Right(IngestRecord record, LocalDates dates)
    {
        var at = record.At!.Value.ToUniversalTime();
        return new UsageRecord(new CustomerId(record.UserId!.Value), record.Id!.Value, at, dates.DateOf(at), UsageTools.Find(record.Tool)!)
        {
            LibraryId = record.LibraryId is "" ? null : record.LibraryId,
            Tokens = record.Tokens!.Value,
            ResponseTimeMs = record.ResponseTimeMs!.Value,
        };
    }

    void Add(UsageRecord record)
    {
        Records.Add(record);
        Customers.Add(record.UserId);
    }

    void Reject(Guid? id, int position, string reason) =>
        rejected.Add(new RejectedRecord(id, id is null ? string.Create(CultureInfo.InvariantCulture, $"records[{position}]: {reason}") : reason));
}
