using TwinMcp.Core.Common;

namespace TwinMcp.Core.Outbox;

public enum OutboxState
{
    /// <summary>Due at <c>NextAttemptAt</c>.</summary>
    Waiting,

    /// <summary>The receiving server took it.</summary>
    Delivered,

    /// <summary>Written to a folder because no mail server is set up: nobody got it.</summary>
    Filed,

    /// <summary>The receiver refused for good, or every attempt failed.</summary>
    Failed,

    /// <summary>Not sent: what it asks for was settled before it left. A reminder of an invoice that has been paid.</summary>
    Withdrawn,
}

/// <summary>A mail to be sent, written in the transaction that caused it; a dispatcher delivers it afterwards.</summary>
public sealed class OutboxMessage
{
    public required CustomerId UserId { get; init; }
    public required Guid Id { get; init; }

    /// <summary>Which template: one of <see cref="MailKind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The invoice it is about; null for a mail about none.</summary>
    public InvoiceId? InvoiceId { get; init; }

    /// <summary>What it is about when that is not the invoice itself: a payment, a subscription's alert, a user.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>The facts of the moment that the mail is about, which nothing else keeps. Never a secret in clear.</summary>
    public MailFacts? Data { get; init; }

    public required string Recipient { get; init; }

    /// <summary>One per (subject, kind, recipient): a repeat carries the same, so that mail clients show it once.</summary>
    public required string MessageId { get; init; }

    public required OutboxState State { get; set; }
    /// <summary>Counted when a sender takes the row, so that a mail that kills its sender ends too; also the fence against a stale one.</summary>
    public int Attempts { get; set; }

    /// <summary>A sender that takes the row moves this ahead: its lease. If it dies, the row comes due again.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>The receiver's last answer.</summary>
    public string? LastAnswer { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DeliveredAt { get; set; }

    public Guid Subject => SubjectId ?? InvoiceId!.Value.Value;
}
