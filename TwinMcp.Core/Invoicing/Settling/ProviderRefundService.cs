using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Gives money back through the provider: the body of <c>POST /api/billing/payments/{id}/provider-refund</c>.</summary>
public sealed record RefundAtProvider
{
    /// <summary>All that is left when not given.</summary>
    public decimal? Amount { get; init; }
}

/// <summary>Asks the provider to pay back. The ledger changes when its event says that this happened, whoever asked for it.</summary>
public sealed class ProviderRefundService(Writing writing, IDbContextFactory<BillingDbContext> contexts, IPaymentProvider provider, TimeProvider clock)
{
    public async Task<Result<ProviderRefund>> RefundAsync(Actor actor, Guid paymentId, RefundAtProvider input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.RefundPayment) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Id == paymentId, ct) is not { } payment)
            return BillingError.NotFound("payment");
        var left = payment.Amount - payment.Refunded;
        var amount = input.Amount ?? left;
        if (payment.Method != provider.Name || payment.ProviderTransactionId is not { } transaction)
            return BillingError.Conflict("not_at_provider", "The payment was not made at the payment provider: it is paid back by hand.");
        if (payment.Status != PaymentStatus.Completed)
            return BillingError.Conflict("not_refundable", "Only a completed payment is paid back, and only once.");
        if (amount <= 0 || amount > left || !payment.Currency.Fits(amount))
            return BillingError.Invalid("amount", $"More than 0, at most {new Money(left, payment.Currency)}.");
        var order = new ProviderRefundOrder(transaction, new Money(payment.Currency.Round(amount), payment.Currency), KeyOf(payment, amount, key));
        var refund = await provider.RefundAsync(order, ct);
        if (refund.Error is { } failed)
            return failed;
        return await writing.InTransactionAsync<ProviderRefund>(audited =>
        {
            audited.Audit.Add(AuditEntry.Of(actor, "payment.refund_asked", clock.GetUtcNow(), new AuditSubject(payment.UserId, payment.InvoiceId.Value), new { Payment = paymentId, Amount = amount, refund.Value.RefundId }));
            return Task.FromResult<Result<ProviderRefund>>(refund.Value);
        }, ct);
    }

    /// <summary>Without a key of the caller's, the same amount from the same state is the same wish: a second click pays nothing back twice.</summary>
    static string KeyOf(Payment payment, decimal amount, RequestKey? key)
    {
        var wish = key?.Key ?? string.Create(CultureInfo.InvariantCulture, $"{payment.Refunded}-{amount}");
        return $"{payment.Id:N}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wish)), 0, 16)}";
    }
}
