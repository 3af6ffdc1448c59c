namespace TwinMcp.Core.Security.Audit;

/// <summary>
/// One link of the chain: which rows it holds, the hash of each, and a hash over all of that and the link before.
/// Rows are named one by one because they commit in another order than their ids.
/// </summary>
public sealed class AuditSeal
{
    /// <summary>1..n without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>Ascending.</summary>
    public required long[] Ids { get; init; }

    /// <summary>32 bytes a row, in the order of the ids.</summary>
    public required byte[] Hashes { get; init; }

    public required long LastId { get; init; }

    /// <summary>Up to this id every row that will ever be is in this seal or one before: the next looks above it.</summary>
    public required long Settled { get; init; }

    /// <summary>Hash of the link before; empty for the first.</summary>
    public required byte[] Previous { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>By the database's own clock, after the rows were read.</summary>
    public required DateTimeOffset SealedAt { get; init; }
}

/// <summary>The clear text beside an audit row, with the salt of its hash there. Deleted after 12 months; the chain does not need it.</summary>
public sealed class AuditPersonal
{
    public required long AuditId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required byte[] Salt { get; init; }
    public required string ActorName { get; init; }
    public string? IpAddress { get; init; }
    public string? UserAgent { get; init; }
}

/// <summary>What a verification of the whole chain found.</summary>
public sealed class AuditVerification
{
    public long Id { get; private init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The last seal; 0 when there is none.</summary>
    public required long Seals { get; init; }

    public required long Rows { get; init; }

    /// <summary>One line a broken place, at most 20; empty: the chain holds.</summary>
    public required string[] Breaks { get; init; }
}

/// <summary>The end of the chain at a time: kept outside the database, it shows a tail that was cut or a chain computed anew.</summary>
/// <param name="Hash">Lower-case hexadecimal.</param>
public sealed record AuditHead(long Seal, string Hash, long LastId, DateTimeOffset SealedAt);
