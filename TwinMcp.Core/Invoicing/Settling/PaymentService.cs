using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Money in: recorded once, applied to its invoice, the excess kept as a credit. Money out: only what is free.</summary>
public sealed class PaymentService
{
    readonly InvoiceWriting writing;
    readonly PaymentSettling settling;
    readonly LocalDates dates;

    public PaymentService(Writing writing, LocalDates dates, CacheService cache)
    {
        this.dates = dates;
        this.writing = new InvoiceWriting(writing, cache);
        settling = new PaymentSettling(dates);
    }

    /// <summary>Records a payment of an issued invoice. A provider transaction that is known is moved on if the notice is ahead of it, else nothing happens; either way its payment is returned.</summary>
    public async Task<Result<PaymentRecorded>> RecordAsync(Actor actor, RecordPayment input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.RecordPayment) is { } refused)
            return refused;
        if (input.Validate(dates.Now) is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<PaymentRecorded>(async (db, changed) =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is { } before)
                return Recorded(await db.Payments.AsNoTracking().SingleAsync(p => p.UserId == before.UserId && p.Id == before.ResultId, ct), isRepeat: true);
            await LockAsync(db, input.MethodName, input.ProviderTransactionId, ct);
            var recorded = await FindAsync(db, input.MethodName, input.ProviderTransactionId, ct) is { } known
                ? await RepeatAsync(db, actor, known, input, ct)
                : await AddAsync(db, actor, input, ct);
            if (recorded.Error is { } error)
                return error;
            var payment = recorded.Value.Payment;
            changed.Add(payment.UserId);
            IdempotencyStore.Add(db, actor, key, (payment.UserId, payment.Id, 201), dates.Now);
            return Recorded(payment, recorded.Value.IsRepeat);
        }, ct);
    }

    /// <summary>What a provider says of a payment that it told of before; 404 when it did not.</summary>
    public async Task<Result<Guid>> ChangeAsync(Actor actor, ProviderPaymentChange change, CancellationToken ct)
    {
        if (Access.Check(actor, change.Status == PaymentStatus.Refunded ? BillingAction.RefundPayment : BillingAction.RecordPayment) is { } refused)
            return refused;
        return await writing.InTransactionAsync<Guid>(async (db, changed) =>
        {
            await LockAsync(db, change.Method, change.ProviderTransactionId, ct);
            if (await FindAsync(db, change.Method, change.ProviderTransactionId, ct) is not { } payment)
                return BillingError.NotFound("payment");
            if (change.RefundedSoFar is { } soFar && (soFar < 0 || soFar > payment.Amount || !payment.Currency.Fits(soFar)))
                return BillingError.Invalid("refundedSoFar", "From 0 to the payment's amount, in its currency's decimals.");
            if (await InvoiceWriting.LockAsync(db, actor, payment.InvoiceId, ct) is not { } invoice)
                return BillingError.NotFound("invoice");
            await db.Entry(payment).ReloadAsync(ct);
            if (await settling.MoveAsync(db, actor, (payment, invoice), change, ct) is { } error)
                return error;
            changed.Add(payment.UserId);
            return payment.Id;
        }, ct);
    }

    /// <summary>Pays back money that is free: what was more than due, or what a credit note of the payment's invoice set free, and has not been used since.</summary>
    public async Task<Result<Guid>> RefundAsync(Actor actor, Guid paymentId, RefundPayment input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.RefundPayment) is { } refused)
            return refused;
        if (input.Validate() is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<Guid>(async (db, changed) =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is { } before)
                return before.ResultId;
            var payment = await db.Payments.SingleOrDefaultAsync(p => p.Id == paymentId, ct);
            if (payment is null || await InvoiceWriting.LockAsync(db, actor, payment.InvoiceId, ct) is not { } invoice)
                return BillingError.NotFound("payment");
            await db.Entry(payment).ReloadAsync(ct);
            if (await settling.RefundAsync(db, actor, (payment, invoice), input, ct) is { } error)
                return error;
            changed.Add(payment.UserId);
            IdempotencyStore.Add(db, actor, key, (payment.UserId, payment.Id, 200), dates.Now);
            return payment.Id;
        }, ct);
    }

    async Task<Result<(Payment Payment, bool IsRepeat)>> AddAsync(BillingDbContext db, Actor actor, RecordPayment input, CancellationToken ct)
    {
        if (await InvoiceWriting.LockAsync(db, actor, input.InvoiceId!.Value, ct) is not { } invoice)
            return BillingError.NotFound("invoice");
        if (!invoice.IsIssued)
            return BillingError.Conflict("not_issued", "A draft is not paid: issue it first.");
        if (invoice.IsCreditNote)
            return BillingError.Conflict("is_credit_note", "Nothing is paid on a credit note.");
        if (input.Currency is { } currency && currency != invoice.Currency.Code)
            return BillingError.Invalid("currency", $"The invoice is in {invoice.Currency}.");
        if (!invoice.Currency.Fits(input.Amount!.Value))
            return BillingError.Invalid("amount", $"{invoice.Currency} has {invoice.Currency.Exponent} decimals.");
        var payment = new Payment
        {
            UserId = invoice.UserId,
            Id = Guid.CreateVersion7(dates.Now),
            InvoiceId = invoice.Id,
            Status = PaymentStatus.Pending,
            Currency = invoice.Currency,
            Amount = input.Amount.Value,
            Method = input.MethodName,
            ProviderTransactionId = input.ProviderTransactionId,
            Note = string.IsNullOrWhiteSpace(input.Note) ? null : input.Note,
            ReceivedAt = input.ReceivedAt?.ToUniversalTime() ?? dates.Now,
        };
        db.Payments.Add(payment);
        // the credit of an over-payment refers to it
        await db.SaveChangesAsync(ct);
        var to = new ProviderPaymentChange(payment.Method, payment.ProviderTransactionId ?? "", input.WantedStatus) { Note = payment.Note };
        return await settling.MoveAsync(db, actor, (payment, invoice), to, ct) is { } error ? error : (payment, false);
    }

    async Task<Result<(Payment Payment, bool IsRepeat)>> RepeatAsync(BillingDbContext db, Actor actor, Payment known, RecordPayment input, CancellationToken ct)
    {
        if (known.InvoiceId != input.InvoiceId || known.Amount != input.Amount || (input.Currency is { } currency && currency != known.Currency.Code))
            return BillingError.Conflict("transaction_differs", $"{input.MethodName} has told of {input.ProviderTransactionId} before, with another invoice or amount.");
        if (await InvoiceWriting.LockAsync(db, actor, known.InvoiceId, ct) is not { } invoice)
            return BillingError.NotFound("invoice");
        await db.Entry(known).ReloadAsync(ct);
        var to = new ProviderPaymentChange(known.Method, known.ProviderTransactionId!, input.WantedStatus) { Note = input.Note };
        return await settling.MoveAsync(db, actor, (known, invoice), to, ct) is { } error ? error : (known, true);
    }

    /// <summary>One notice of a transaction at a time, also of one that nobody knows yet.</summary>
    static Task LockAsync(BillingDbContext db, string method, string? transactionId, CancellationToken ct) => transactionId is null
        ? Task.CompletedTask
        : db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({method + "|" + transactionId}, 1))", ct);

    static Task<Payment?> FindAsync(BillingDbContext db, string method, string? transactionId, CancellationToken ct) => transactionId is null
        ? Task.FromResult<Payment?>(null)
        : db.Payments.SingleOrDefaultAsync(p => p.Method == method && p.ProviderTransactionId == transactionId, ct);

    static PaymentRecorded Recorded(Payment payment, bool isRepeat) => new(payment.Id, payment.InvoiceId, payment.Status, payment.Applied, isRepeat);
}
