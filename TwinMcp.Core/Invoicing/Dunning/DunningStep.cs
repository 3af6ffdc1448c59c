using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing.Dunning;

/// <summary>A reminder that was written, once for ever: its mail stands in the outbox since the same transaction.</summary>
public sealed class DunningStep
{
    public required CustomerId UserId { get; init; }
    public required InvoiceId InvoiceId { get; init; }

    /// <summary>In days from the due date: -3 is three days before it.</summary>
    public required int Step { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was due then, in the invoice's currency.</summary>
    public required decimal AmountDue { get; init; }
}

/// <summary>No reminders for this invoice while the row is there: a dispute, an agreement. Beside the invoice, which is frozen.</summary>
public sealed class DunningPause
{
    public required CustomerId UserId { get; init; }
    public required InvoiceId InvoiceId { get; init; }
    public string? Reason { get; init; }
    public required DateTimeOffset At { get; init; }
}
