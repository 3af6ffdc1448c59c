using TwinMcp.Core.Common;

namespace TwinMcp.Core.Customers;

/// <summary>Somebody who gets mails of a customer in place of the billing address.</summary>
public sealed class BillingContact
{
    public required CustomerId UserId { get; init; }

    /// <summary>As it was typed; one contact an address, whatever its letters' case.</summary>
    public required string Email { get; init; }

    /// <summary>"fr" or "en": of the mail. A document stays in the customer's language.</summary>
    public required string Language { get; init; }

    /// <summary>Invoices and credit notes.</summary>
    public required bool Invoices { get; init; }

    public required bool Reminders { get; init; }

    /// <summary>Payments received, refused and paid back, and the end of a subscription.</summary>
    public required bool Payments { get; init; }
}

/// <summary>Who does not want courtesy mails about a customer. What the law or a contract asks for is sent all the same.</summary>
public sealed class MailOptOut
{
    public required CustomerId UserId { get; init; }

    /// <summary>In lower case.</summary>
    public required string Recipient { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What a contact can receive.</summary>
public enum MailTopic
{
    Invoices,
    Reminders,
    Payments,
}
