using TwinMcp.Core.Common;

namespace TwinMcp.Core.Alerts;

/// <summary>Filter and page of the alerts, newest first: the query string of <c>GET /api/billing/alerts</c>.</summary>
public sealed record AlertFilter
{
    const int MaxPageSize = 200;
    const int MaxOffset = 10_000;

    public CustomerId? UserId { get; init; }
    public BillingAlertType? Type { get; init; }

    /// <summary>Only what nobody has read (true) or somebody has (false).</summary>
    public bool? Unread { get; init; }

    public int PageNumber { get; init; } = 1;
    public int PageSize { get; init; } = 25;

    internal BillingError? Check()
    {
        var errors = new FieldErrors();
        errors.Require(PageSize is >= 1 and <= MaxPageSize, "pageSize", $"From 1 to {MaxPageSize}.");
        errors.Require(PageNumber >= 1, "page", "From 1.");
        errors.Require((long)(PageNumber - 1) * PageSize <= MaxOffset, "page", $"At most {MaxOffset} rows deep: filter.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>How many alerts nobody has read.</summary>
/// <param name="IsCapped">There are more.</param>
public sealed record UnreadAlerts(int Unread, bool IsCapped);
