using TwinMcp.Core.Common;
using TwinMcp.Core.Payments;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Money that came in, is on its way or was refused, for one issued invoice: the body of <c>POST /api/billing/payments</c>.</summary>
public sealed record RecordPayment
{
    public const string Manual = "manual";

    public InvoiceId? InvoiceId { get; init; }
    public decimal? Amount { get; init; }

    /// <summary>The invoice's when not given; another one is refused.</summary>
    public string? Currency { get; init; }

    /// <summary>"manual" when not given, or the provider's name.</summary>
    public string? Method { get; init; }

    public string? Note { get; init; }

    /// <summary>Unique within its method: the same notice twice does nothing twice.</summary>
    public string? ProviderTransactionId { get; init; }

    /// <summary>Now when not given.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>COMPLETED when not given; PENDING and PROCESSING need a provider transaction id, by which their end is told.</summary>
    public PaymentStatus? Status { get; init; }

    internal string MethodName => Method ?? Manual;

    internal PaymentStatus WantedStatus => Status ?? PaymentStatus.Completed;

    internal BillingError? Validate(DateTimeOffset now)
    {
        var errors = new FieldErrors();
        errors.Require(InvoiceId is not null, "invoiceId", "Required.");
        errors.Require(Amount is not null, "amount", "Required.");
        errors.Require(Amount is null or (> 0 and < 1_000_000_000_000m), "amount", "More than 0, less than 10^12.");
        errors.Require(Currency is null || Common.Currency.TryParse(Currency, out _), "currency", "Not a currency we know.");
        errors.Require(Method is null || (Method.Length is >= 1 and <= 40 && Method.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '_' or '-')), "method", "1 to 40 of a-z, 0-9, _ and -.");
        errors.Require(Note is null or { Length: <= 500 }, "note", "At most 500 characters.");
        errors.Require(TextRules.IsOneLine(Note), "note", "No control characters.");
        errors.Require(ProviderTransactionId is null or { Length: >= 1 and <= 200 } && TextRules.IsOneLine(ProviderTransactionId), "providerTransactionId", "1 to 200 printable characters.");
        errors.Require(ReceivedAt is null || (ReceivedAt <= now.AddMinutes(5) && ReceivedAt.Value.Year >= 2000), "receivedAt", "Not in the future, and not before 2000.");
        errors.Require(Status is not PaymentStatus.Refunded, "status", "A refund is not recorded: it is made.");
        errors.Require(WantedStatus is PaymentStatus.Completed or PaymentStatus.Failed || ProviderTransactionId is not null, "providerTransactionId", "Required for what is not at its end.");
        return errors.Any ? errors.ToError() : null;
    }
}

/// <param name="Status">What the payment is now: of a repeated notice, what the first made of it.</param>
/// <param name="Applied">What of it covered the invoice.</param>
/// <param name="IsRepeat">The same provider transaction was known: nothing new was recorded.</param>
public sealed record PaymentRecorded(Guid PaymentId, InvoiceId InvoiceId, PaymentStatus Status, decimal Applied, bool IsRepeat);

/// <summary>What a provider says later about a payment that it told of before.</summary>
/// <param name="Method">The provider's name, as recorded.</param>
/// <param name="Status">PROCESSING, COMPLETED, FAILED or REFUNDED. A notice of an earlier state than the present one does nothing.</param>
public sealed record ProviderPaymentChange(string Method, string ProviderTransactionId, PaymentStatus Status)
{
    /// <summary>For REFUNDED: all that has been paid back so far, in the payment's currency; the whole when null.</summary>
    public decimal? RefundedSoFar { get; init; }

    public string? Note { get; init; }
}
