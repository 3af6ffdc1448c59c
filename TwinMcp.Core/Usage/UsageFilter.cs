using TwinMcp.Core.Common;

namespace TwinMcp.Core.Usage;

/// <summary>Whose usage, of which local days of the seller's time zone (both inclusive), and of which tool.</summary>
public sealed record UsageFilter
{
    public const int DefaultPageSize = 100;

    /// <summary>Staff names the customer; a customer's own is his.</summary>
    public CustomerId? UserId { get; init; }

    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string? Tool { get; init; }

    /// <summary>Of records only: from the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Of records only.</summary>
    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>The usage to read, or every field that is wrong.</summary>
    /// <param name="range">How many days are asked when nothing is said, and at most.</param>
    internal Result<UsageRange> Resolve(Actor actor, (int Usual, int Most) range, DateOnly today)
    {
        var isStaff = Access.Allows(actor, BillingAction.ReadAllCustomers);
        if (!isStaff && UserId is not null && UserId != actor.Customer)
            return BillingError.NotFound("customer");
        var to = To ?? (From is { } start && start > today ? start : today);
        var from = From ?? (to.DayNumber >= range.Usual ? to.AddDays(1 - range.Usual) : to);
        var errors = new FieldErrors();
        errors.Require(!isStaff || UserId is not null, "userId", "Required: whose usage.");
        errors.Require(from is { Year: >= 2000 and <= 2200 }, "from", "Out of range.");
        errors.Require(to is { Year: >= 2000 and <= 2200 }, "to", "Out of range.");
        errors.Require(from <= to, "to", "Before from.");
        errors.Require(to.DayNumber - from.DayNumber < range.Most, "to", $"At most {range.Most} days.");
        errors.Require(Tool is null || UsageTools.Find(Tool) is not null, "tool", $"{UsageTools.ResolveLibraryId} or {UsageTools.QueryDocs}.");
        errors.Require(PageSize is >= 1 and <= PageInput.MaxSize, "pageSize", $"From 1 to {PageInput.MaxSize}.");
        return errors.Any ? errors.ToError() : new UsageRange(isStaff ? UserId!.Value : actor.Customer!.Value, from, to, Tool);
    }
}

/// <summary>A filter that is right; both days are inclusive.</summary>
sealed record UsageRange(CustomerId UserId, DateOnly From, DateOnly To, string? Tool);

/// <summary>A raw record, as it came.</summary>
public sealed record UsageLogView(Guid Id, DateTimeOffset At, string Tool, string? LibraryId, long Tokens)
{
    public required int ResponseTimeMs { get; init; }

    /// <summary>The key that brought it.</summary>
    public required Guid? ApiKeyId { get; init; }
}

/// <summary>Usage of a range: in sum, by tool, and by day or month.</summary>
public sealed record UsageReport(CustomerId UserId, DateOnly From, DateOnly To, UsageTotals Total)
{
    public required IReadOnlyList<ToolUsage> Tools { get; init; }

    /// <summary>In order; what had no usage is not there.</summary>
    public required IReadOnlyList<DatedUsage> Items { get; init; }
}

/// <param name="Date">The day, or the month's first.</param>
public sealed record DatedUsage(DateOnly Date, UsageTotals Total, IReadOnlyList<ToolUsage> Tools);

public sealed record ToolUsage(string Tool, UsageTotals Total);

/// <summary>The libraries that were asked for most.</summary>
/// <param name="IsPartial">There were more records than are counted: these are of the latest.</param>
public sealed record LibraryReport(CustomerId UserId, DateOnly From, DateOnly To, bool IsPartial, IReadOnlyList<LibraryUsage> Items);

/// <param name="LibraryId">Null: of calls that named none.</param>
public sealed record LibraryUsage(string? LibraryId, UsageTotals Total);
