using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Outbox;

/// <summary>The kinds of mail; each has a template of that name.</summary>
public static class MailKind
{
    public const string Invoice = "invoice";

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
    /// <summary>A mail about an invoice, due at once. A repeat to the same recipient carries the same Message-ID.</summary>
    public static OutboxMessage About(CustomerId userId, InvoiceId invoiceId, string kind, string recipient, DateTimeOffset now) => new()
    {
        UserId = userId,
        Id = Guid.CreateVersion7(now),
        Kind = kind,
        InvoiceId = invoiceId,
        Recipient = recipient,
        MessageId = $"{invoiceId.Value:N}.{kind}.{Short(recipient)}@twinmcp-billing",
        State = OutboxState.Waiting,
        NextAttemptAt = now,
        CreatedAt = now,
    };

    static string Short(string recipient) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipient.ToUpperInvariant())), 0, 6);
}
