using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Outbox;

/// <summary>The kinds of mail; each has a template of that name.</summary>
public static class MailKind
{
    /// <summary>An invoice or a credit note, with its PDF.</summary>
    public const string Invoice = "invoice";

    public const string PaymentReceived = "payment-received";
    public const string PaymentFailed = "payment-failed";
    public const string Refund = "refund";
    public const string SubscriptionEnding = "subscription-ending";
    public const string Welcome = "welcome";
    public const string PasswordReset = "password-reset";

    /// <summary>
    /// Only these can be switched off by who gets them. Everything else is part of the contract or asked for by law: an invoice and a late
    /// reminder (C. com. L441-9, L441-10), a receipt, a security mail.
    /// </summary>
    public static bool IsCourtesy(string kind) => kind == SubscriptionEnding || ReminderStep(kind) < 0;

    const string ReminderPrefix = "reminder";

    /// <summary>A kind for each step, so that each reminder has a Message-ID of its own: "reminder-3" before, "reminder+7" after the due date.</summary>
    /// <param name="step">In days from the due date.</param>
    public static string Reminder(int step) => string.Create(CultureInfo.InvariantCulture, $"{ReminderPrefix}{step:+0;-0;+0}");

    /// <summary>The step of a reminder's kind; null for any other kind.</summary>
    public static int? ReminderStep(string kind) =>
        kind.StartsWith(ReminderPrefix, StringComparison.Ordinal)
        && int.TryParse(kind.AsSpan(ReminderPrefix.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var step) ? step : null;
}

public static class OutboxMail
{
    /// <summary>Stands for the customer of mails to our own people.</summary>
    public static readonly CustomerId NoCustomer = new(Guid.Empty);

    /// <summary>A mail about anything, due at once; written in the transaction of what it tells.</summary>
    public static OutboxMessage Of(MailSubject about, string kind, string recipient, MailFacts? facts, DateTimeOffset now) => new()
    {
        UserId = about.UserId,
        Id = Guid.CreateVersion7(now),
        Kind = kind,
        InvoiceId = about.InvoiceId,
        SubjectId = about.Id,
        Data = facts,
        Recipient = recipient,
        MessageId = IdOf(about.Id, kind, recipient),
        State = OutboxState.Waiting,
        NextAttemptAt = now,
        CreatedAt = now,
    };

    /// <summary>A mail about an invoice, due at once. A repeat to the same recipient carries the same Message-ID.</summary>
    public static OutboxMessage About(CustomerId userId, InvoiceId invoiceId, string kind, string recipient, DateTimeOffset now) => new()
    {
        UserId = userId,
        Id = Guid.CreateVersion7(now),
        Kind = kind,
        InvoiceId = invoiceId,
        Recipient = recipient,
        MessageId = IdOf(invoiceId.Value, kind, recipient),
        State = OutboxState.Waiting,
        NextAttemptAt = now,
        CreatedAt = now,
    };

    /// <summary>On the subject's timeline: the invoice's when there is one.</summary>
    internal static AuditSubject AuditOf(OutboxMessage mail) =>
        new(mail.UserId == NoCustomer ? null : mail.UserId, mail.InvoiceId?.Value ?? mail.SubjectId);

    /// <summary>The same formula stands in <c>AlertRaising</c>, in SQL.</summary>
    static string IdOf(Guid subject, string kind, string recipient) => $"{subject:N}.{kind}.{Short(recipient)}@twinmcp-billing";

    static string Short(string recipient) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipient.ToUpperInvariant())), 0, 6);
}
