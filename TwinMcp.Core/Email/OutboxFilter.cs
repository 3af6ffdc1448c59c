using TwinMcp.Core.Common;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Email;

/// <summary>Tab and page of the outbox, newest first: the query string of <c>GET /api/billing/outbox</c> and of its page.</summary>
public sealed record OutboxFilter
{
    public const int MaxOffset = 10_000;

    const int MaxPageSize = 200;

    public OutboxState? State { get; init; }
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

/// <summary>A mail of the outbox, with whose it is and what it is about.</summary>
public sealed record OutboxItem(Guid Id, string Kind, string Recipient, OutboxState State, int Attempts, string? LastAnswer)
{
    /// <summary>Null: a mail to our own people.</summary>
    public CustomerId? UserId { get; init; }

    public string? CustomerName { get; init; }
    public InvoiceId? InvoiceId { get; init; }
    public string? InvoiceNumber { get; init; }

    /// <summary>Only while it waits.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }

    public bool MayBeRepeated => State != OutboxState.Waiting;

    public bool MayBeWithdrawn => State == OutboxState.Waiting;
}

/// <param name="IsCapped">There are more.</param>
public sealed record OutboxCount(OutboxState State, int Count, bool IsCapped);
