using TwinMcp.Core.Common;

namespace TwinMcp.Core.Credits;

public enum CreditEntryKind
{
    /// <summary>The credit came to be.</summary>
    Grant,

    /// <summary>It covered a part of an invoice.</summary>
    Use,

    /// <summary>Its time was over.</summary>
    Expire,

    /// <summary>It was paid back as money.</summary>
    Refund,

    /// <summary>A credit note gave back what an invoice had used of it.</summary>
    Restore,
}

/// <summary>One change of a credit. Append-only; a credit's entries sum to what is left of it.</summary>
public sealed class CreditEntry
{
    public required CustomerId UserId { get; init; }

    public long Id { get; private init; }

    public required Guid CreditId { get; init; }

    public required CreditEntryKind Kind { get; init; }

    /// <summary>Signed as it changes the credit: GRANT and RESTORE positive, the others negative.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Of USE and RESTORE: the invoice that it covered.</summary>
    public InvoiceId? InvoiceId { get; init; }

    /// <summary>Of REFUND: the payment that was paid back.</summary>
    public Guid? PaymentId { get; init; }

    public required DateTimeOffset At { get; init; }
}
