using TwinMcp.Core.Common;

namespace TwinMcp.Core.Outbox;

/// <summary>What happened, for the mail that tells of it; each kind of mail uses some.</summary>
public sealed record MailFacts
{
    public decimal? Amount { get; init; }

    /// <summary>Left to pay after a payment.</summary>
    public decimal? Left { get; init; }

    /// <summary>When it happened, or will.</summary>
    public DateOnly? On { get; init; }

    /// <summary>A link's lifetime.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>A person's name; of somebody who is no customer's contact.</summary>
    public string? Name { get; init; }

    /// <summary>"fr", "en"; the customer's when not set.</summary>
    public string? Language { get; init; }

    /// <summary>A secret under data protection: readable only where the mail is made.</summary>
    public string? Sealed { get; init; }
}

/// <summary>What a mail is about.</summary>
/// <param name="UserId">Whose mail; <see cref="OutboxMail.NoCustomer"/> for our own people.</param>
/// <param name="Id">The thing itself: one Message-ID per (subject, kind, recipient).</param>
public readonly record struct MailSubject(CustomerId UserId, Guid Id, InvoiceId? InvoiceId = null);
