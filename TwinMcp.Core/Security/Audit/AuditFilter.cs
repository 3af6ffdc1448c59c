using System.Text.Json;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Security.Audit;

/// <summary>Which rows of the audit log; all of it when nothing is set. Newest first, by key.</summary>
public sealed record AuditFilter
{
    const int Longest = 60;

    public Guid? ActorId { get; init; }

    /// <summary>An action, or its beginning: <c>invoice.</c></summary>
    public string? Action { get; init; }

    public CustomerId? UserId { get; init; }
    public Guid? EntityId { get; init; }
    public string? Ip { get; init; }

    /// <summary>Local dates of the seller, both inclusive.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Only rows before this one; <see cref="AuditPage.NextCursor"/>.</summary>
    public long? Cursor { get; init; }

    public int PageSize { get; init; } = 50;

    internal BillingError? Check()
    {
        var errors = new FieldErrors();
        errors.Require(Action is null or { Length: <= Longest }, "action", $"At most {Longest} characters.");
        errors.Require(Ip is null || System.Net.IPAddress.TryParse(Ip, out _), "ip", "An IP address.");
        errors.Require(From is not { } from || To is not { } to || from <= to, "to", "Not before from.");
        errors.Require(From is null or { Year: > 1 }, "from", "Too early.");
        errors.Require(To is null or { Year: > 1 and < 9999 }, "to", "Out of range.");
        errors.Require(Cursor is null or > 0, "cursor", "Not a cursor of this list.");
        errors.Require(PageSize is >= 1 and <= PageInput.MaxSize, "pageSize", $"From 1 to {PageInput.MaxSize}.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <summary>Read while it is written out.</summary>
public sealed record AuditExport(IAsyncEnumerable<AuditView> Rows);

/// <param name="NextCursor">Null on the last page.</param>
public sealed record AuditPage(IReadOnlyList<AuditView> Items, long? NextCursor);

/// <summary>A row, with the clear text while it is kept.</summary>
/// <param name="ActorName">Masked after 12 months.</param>
public sealed record AuditView(long Id, DateTimeOffset At, string Action, string ActorRole, Guid? ActorId, string ActorName)
{
    public string? IpAddress { get; init; }
    public string? UserAgent { get; init; }
    public string? RequestId { get; init; }
    public CustomerId? UserId { get; init; }
    public Guid? EntityId { get; init; }
    public JsonDocument? Data { get; init; }
}
