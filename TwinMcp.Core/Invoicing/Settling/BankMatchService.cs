using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>The body of a match.</summary>
public sealed record MatchBankTransaction
{
    public InvoiceId? InvoiceId { get; init; }
}

/// <summary>
/// Says what a transfer pays. The payment is recorded first, under the transfer's own reference, which counts once over all customers;
/// then the transfer learns of it. Killed in between, the next try finds the payment and finishes.
/// </summary>
public sealed class BankMatchService(Writing writing, IDbContextFactory<BillingDbContext> contexts, PaymentService payments, LocalDates dates)
{
    const string Method = "sepa";

    /// <summary>Records the transfer as a payment of the invoice; what is more than due becomes a credit.</summary>
    public async Task<Result<Guid>> MatchAsync(Actor actor, Guid id, MatchBankTransaction input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.MatchBankTransaction) is { } refused)
            return refused;
        if (input.InvoiceId is not { } invoiceId)
            return BillingError.Invalid("invoiceId", "Required.");
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.BankTransactions.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } transfer)
            return BillingError.NotFound("bank transaction");
        if (transfer.Status == BankTransactionStatus.Matched)
            return transfer.InvoiceId == invoiceId ? id : Taken;
        if (transfer.Status == BankTransactionStatus.Ignored)
            return BillingError.Conflict("bank_transaction_ignored", "The bank transaction was set aside.");
        if (await PaymentOfAsync(db, transfer, ct) is null)
        {
            var recorded = await payments.RecordAsync(actor, Payment(transfer, invoiceId), key, ct);
            // somebody was quicker, for another invoice: below the transfer learns of it, and the caller is told
            if (recorded.Error is { } error && error.Code != "transaction_differs")
                return error;
        }
        var payment = await PaymentOfAsync(db, transfer, ct) ?? throw new InvalidOperationException($"The payment of bank transaction {id} was recorded and is not there.");
        var matched = await SetMatchedAsync(actor, id, payment, ct);
        return matched.Error is null && payment.InvoiceId != invoiceId ? Taken : matched;
    }

    /// <summary>The transfer pays no invoice. Again does nothing.</summary>
    public async Task<Result<Guid>> IgnoreAsync(Actor actor, Guid id, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.MatchBankTransaction) is { } refused)
            return refused;
        return await writing.InTransactionAsync<Guid>(async db =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is not null)
                return id;
            if (await LockAsync(db, id, ct) is not { } transfer)
                return BillingError.NotFound("bank transaction");
            if (transfer.Status == BankTransactionStatus.Matched || await PaymentOfAsync(db, transfer, ct) is not null)
                return Taken;
            if (transfer.Status == BankTransactionStatus.New)
            {
                transfer.Status = BankTransactionStatus.Ignored;
                db.Audit.Add(AuditEntry.Of(actor, "bank.ignored", dates.Now, new AuditSubject(null, id)));
            }
            IdempotencyStore.Add(db, actor, key, (default, id, 200), dates.Now);
            return id;
        }, ct);
    }

    static BillingError Taken { get; } = BillingError.Conflict("bank_transaction_matched", "The bank transaction is already a payment of another invoice.");

    static RecordPayment Payment(BankTransaction transfer, InvoiceId invoiceId) => new()
    {
        InvoiceId = invoiceId,
        Amount = transfer.Amount,
        Currency = transfer.Currency.Code,
        Method = Method,
        ProviderTransactionId = transfer.PaymentReference,
        Status = PaymentStatus.Completed,
        Note = transfer.EndToEndId,
    };

    /// <summary>Whatever it was meanwhile: a payment that is recorded is the truth.</summary>
    Task<Result<Guid>> SetMatchedAsync(Actor actor, Guid id, Payment payment, CancellationToken ct) =>
        writing.InTransactionAsync<Guid>(async db =>
        {
            if (await LockAsync(db, id, ct) is not { } transfer)
                return BillingError.NotFound("bank transaction");
            if (transfer.Status == BankTransactionStatus.Matched)
                return id;
            (transfer.Status, transfer.UserId, transfer.InvoiceId, transfer.PaymentId) = (BankTransactionStatus.Matched, payment.UserId, payment.InvoiceId, payment.Id);
            db.Audit.Add(AuditEntry.Of(actor, "bank.matched", dates.Now, new AuditSubject(payment.UserId, payment.InvoiceId.Value), new { BankTransaction = id, Payment = payment.Id, transfer.Amount, transfer.Currency }));
            return id;
        }, ct);

    static Task<Payment?> PaymentOfAsync(BillingDbContext db, BankTransaction transfer, CancellationToken ct)
    {
        var reference = transfer.PaymentReference;
        return db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.Method == Method && p.ProviderTransactionId == reference, ct);
    }

    static async Task<BankTransaction?> LockAsync(BillingDbContext db, Guid id, CancellationToken ct) =>
        (await db.BankTransactions.FromSql($"SELECT * FROM bank_transactions WHERE id = {id} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();
}
