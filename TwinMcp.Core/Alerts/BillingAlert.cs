using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Alerts;

public enum BillingAlertType
{
    UsageThreshold,
    PaymentFailed,
    InvoiceOverdue,
    SubscriptionExpiring,
}

/// <summary>Something a person should look at: a type and its facts; whoever shows it finds the words.</summary>
public sealed class BillingAlert
{
    public required CustomerId UserId { get; init; }

    public required Guid Id { get; init; }

    public required BillingAlertType Type { get; init; }

    /// <summary>What it is about, within the type: the same subject alerts once, whoever finds it and however often.</summary>
    public required string Subject { get; init; }

    public InvoiceId? InvoiceId { get; init; }

    public required AlertData Data { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Once for an invoice.</summary>
    public static BillingAlert InvoiceOverdue(CustomerId userId, InvoiceId invoiceId, string number, DateOnly dueDate, DateTimeOffset now) => new()
    {
        UserId = userId,
        Id = Guid.CreateVersion7(now),
        Type = BillingAlertType.InvoiceOverdue,
        Subject = invoiceId.ToString(),
        InvoiceId = invoiceId,
        Data = new AlertData { Number = number, DueDate = dueDate },
        CreatedAt = now,
    };

    /// <summary>Once for a payment; an invoice may have several that failed.</summary>
    public static BillingAlert PaymentFailed(CustomerId userId, Guid paymentId, (InvoiceId Id, string Number) invoice, Money amount, DateTimeOffset now) => new()
    {
        UserId = userId,
        Id = Guid.CreateVersion7(now),
        Type = BillingAlertType.PaymentFailed,
        Subject = paymentId.ToString(),
        InvoiceId = invoice.Id,
        Data = new AlertData { Number = invoice.Number, Amount = amount.Amount, Currency = amount.Currency.Code },
        CreatedAt = now,
    };
}

/// <summary>The facts of an alert; which are there depends on its type.</summary>
public sealed record AlertData
{
    /// <summary>Of the invoice: INVOICE_OVERDUE, PAYMENT_FAILED.</summary>
    public string? Number { get; init; }

    public DateOnly? DueDate { get; init; }

    /// <summary>PAYMENT_FAILED, with <see cref="Currency"/>.</summary>
    public decimal? Amount { get; init; }

    public string? Currency { get; init; }

    /// <summary>USAGE_THRESHOLD, with the four below.</summary>
    public UsageMetric? Metric { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly? Month { get; init; }

    public long? Quantity { get; init; }
    public int? Percent { get; init; }

    /// <summary>When the threshold was found crossed.</summary>
    public decimal? Used { get; init; }

    /// <summary>SUBSCRIPTION_EXPIRING: the first day without it.</summary>
    public DateOnly? EndsOn { get; init; }

    public int? DaysLeft { get; init; }

    /// <summary>In English, for whoever has no words of his own.</summary>
    public string Message(BillingAlertType type) => type switch
    {
        BillingAlertType.InvoiceOverdue => Text($"{Number} was due on {DueDate:yyyy-MM-dd}."),
        BillingAlertType.PaymentFailed => Text($"A payment of {new Money(Amount ?? 0m, Common.Currency.Of(Currency ?? Common.Currency.Eur.Code))} for {Number} failed."),
        BillingAlertType.UsageThreshold => Text($"{Used:#,##0} {Metric?.ToString().ToLowerInvariant()} used in {Month:yyyy-MM}: {Percent} % of {Quantity:#,##0} is reached."),
        BillingAlertType.SubscriptionExpiring => Text($"The subscription ends on {EndsOn:yyyy-MM-dd}, in {DaysLeft} day(s)."),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
