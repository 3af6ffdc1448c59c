using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Providers;

/// <summary>One thing that a provider said about a payment.</summary>
/// <param name="Amount">Paid, or given back in sum so far; null where the kind has none.</param>
public sealed record ProviderNews(ProviderNewsKind Kind, decimal? Amount);

/// <summary>Where a payment stands.</summary>
public readonly record struct ProviderPaymentState(PaymentStatus Status, decimal Refunded);

/// <summary>
/// What a payment's events mean together. It is a function of the set of events, so that neither their order nor their number matters:
/// money that arrived has arrived whatever failed before (another card was tried) or is told after; the sum given back only grows; a failure
/// outweighs "processing", as in <see cref="PaymentRules"/>.
/// </summary>
public static class ProviderPaymentRules
{
    public static ProviderPaymentState State(decimal amount, IReadOnlyCollection<ProviderNews> news)
    {
        if (news.Any(n => n.Kind == ProviderNewsKind.Succeeded))
        {
            var refunded = news.Where(n => n.Kind == ProviderNewsKind.Refunded).Select(n => n.Amount ?? 0m).DefaultIfEmpty(0m).Max();
            return new ProviderPaymentState(refunded >= amount ? PaymentStatus.Refunded : PaymentStatus.Completed, refunded);
        }
        // given back before we hear that it came: it waits for that word
        if (news.Any(n => n.Kind is ProviderNewsKind.Failed or ProviderNewsKind.Canceled))
            return new ProviderPaymentState(PaymentStatus.Failed, 0m);
        return new ProviderPaymentState(news.Any(n => n.Kind == ProviderNewsKind.Processing) ? PaymentStatus.Processing : PaymentStatus.Pending, 0m);
    }

    /// <summary>Why an event cannot be about this payment; null when it can.</summary>
    public static string? Contradiction(ProviderEvent @event, Money payment)
    {
        if (@event.Kind is not (ProviderNewsKind.Succeeded or ProviderNewsKind.Refunded))
            return null;
        if (@event.Currency != payment.Currency.Code)
            return $"The event is in {@event.Currency}, the payment in {payment.Currency}.";
        var amount = AmountOf(@event, payment.Currency);
        if (@event.Kind == ProviderNewsKind.Succeeded)
            return amount == payment.Amount ? null : "The event's amount is not the payment's.";
        return amount > 0 && amount <= payment.Amount ? null : "The event gives back what the payment cannot cover.";
    }

    public static ProviderNews NewsOf(ProviderEvent @event, Currency currency) =>
        new(@event.Kind!.Value, AmountOf(@event, currency));

    static decimal? AmountOf(ProviderEvent @event, Currency currency) =>
        @event.AmountMinor is { } minor ? StripeAmount.FromMinor(minor, currency) : null;
}
