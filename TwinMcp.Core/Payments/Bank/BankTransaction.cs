using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Bank;

public enum BankTransactionStatus
{
    /// <summary>Nobody has said yet what it pays.</summary>
    New,

    /// <summary>It is a payment of an invoice.</summary>
    Matched,

    /// <summary>It pays no invoice.</summary>
    Ignored,
}

/// <summary>Money that came into the seller's bank account, from a statement. Until it is matched it belongs to no customer.</summary>
public sealed class BankTransaction
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256, lower-case hex, of what makes it this transfer and no other: the same file twice adds nothing.</summary>
    public required string Identity { get; init; }

    /// <summary>The bank's reference, or one made of the identity where the bank gives none.</summary>
    public required string Reference { get; init; }

    public required BankTransactionStatus Status { get; set; }
    public required Currency Currency { get; init; }
    public required decimal Amount { get; init; }
    public required DateOnly BookingDate { get; init; }
    public string? EndToEndId { get; init; }

    /// <summary>What the payer wrote; several lines are joined by a space.</summary>
    public string? Remittance { get; init; }

    /// <summary>The structured one (ISO 11649 or the bank's own).</summary>
    public string? CreditorReference { get; init; }

    public string? DebtorName { get; init; }

    /// <summary>Country and last four characters: the whole IBAN is never stored.</summary>
    public string? DebtorIban { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    public CustomerId? UserId { get; set; }
    public InvoiceId? InvoiceId { get; set; }
    public Guid? PaymentId { get; set; }

    /// <summary>What the payment is recorded under: unique, so that a transfer is recorded once whatever happens.</summary>
    public string PaymentReference => $"{Reference}:{Identity[..12]}";
}
