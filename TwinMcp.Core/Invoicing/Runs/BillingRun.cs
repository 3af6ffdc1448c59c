using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Billing;

namespace TwinMcp.Core.Invoicing.Runs;

public enum BillingRunStatus
{
    Running,

    /// <summary>Stopped by a person; goes on where it was.</summary>
    Paused,
    Finished,
}

/// <summary>
/// The bills of all customers for a month: drafts in chunks, then numbers in blocks. At most one of a month is under way; whoever
/// starts it a second time joins it.
/// </summary>
public sealed class BillingRun
{
    public required Guid Id { get; init; }

    /// <summary>First day of the month. Billed is each subscription's period whose last day is in it.</summary>
    public required DateOnly Month { get; init; }

    public required BillingRunStatus Status { get; set; }

    /// <summary>Issue what was drafted; else the drafts wait for a person.</summary>
    public required bool Issues { get; init; }

    public required string StartedBy { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }
}

public enum BillingChunkStatus
{
    Pending,

    /// <summary>Its drafts are stored.</summary>
    Drafted,

    /// <summary>Nothing is left to do.</summary>
    Done,
}

/// <summary>
/// Customers from one id to another, done in one transaction. Its row is the claim: who has it locked works on it, and a process that
/// dies lets go of it.
/// </summary>
public sealed class BillingChunk
{
    public required Guid RunId { get; init; }

    /// <summary>1, 2, 3 ...</summary>
    public required int Number { get; init; }

    public required Guid FirstUser { get; init; }

    /// <summary>Inclusive.</summary>
    public required Guid LastUser { get; init; }

    /// <summary>Customers in it when the run was started.</summary>
    public required int Accounts { get; init; }

    public required BillingChunkStatus Status { get; set; }

    /// <summary>Drafts that it made.</summary>
    public int Drafted { get; set; }

    public int Issued { get; set; }
    public int Parked { get; set; }

    /// <summary>Nothing to bill, billed already, or a period that is not over.</summary>
    public int Skipped { get; set; }

    public DateTimeOffset? UpdatedAt { get; set; }
}

/// <summary>A customer whose bill a person has to look at first. Billing the period, by whatever way, resolves it.</summary>
public sealed class ParkedBill
{
    public required CustomerId UserId { get; init; }
    public required DateOnly PeriodStart { get; init; }
    public required Guid RunId { get; set; }
    public required string Code { get; set; }
    public required string Detail { get; set; }
    public required DateTimeOffset ParkedAt { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }

    internal static ParkedBill Of(Guid runId, CustomerId userId, DateOnly periodStart, ParkReason reason, DateTimeOffset now) => new()
    {
        UserId = userId,
        PeriodStart = periodStart,
        RunId = runId,
        Code = reason.Code,
        Detail = reason.Detail.Length <= 500 ? reason.Detail : reason.Detail[..500],
        ParkedAt = now,
    };
}
