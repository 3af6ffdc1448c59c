using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>What a payment's state does to its invoice and the customer's credit, inside the caller's transaction; both rows are locked and saved.</summary>
sealed class PaymentSettling(LocalDates dates)
{
    /// <summary>Moves a payment on; a notice that is behind its present state does nothing.</summary>
    public async Task<BillingError?> MoveAsync(BillingDbContext db, Actor actor, (Payment Payment, Invoice Invoice) pair, ProviderPaymentChange change, CancellationToken ct)
    {
        var payment = pair.Payment;
        if (change.Status == PaymentStatus.Refunded)
            return await TakeBackAsync(db, actor, pair, change.RefundedSoFar ?? payment.Amount, ct);
        if (!PaymentRules.Advances(payment.Status, change.Status))
            return null;
        payment.Status = change.Status;
        if (change.Status == PaymentStatus.Completed)
        {
            Complete(db, actor, pair);
            await TellAsync(db, pair, MailKind.PaymentReceived, payment.Amount, ct);
        }
        else if (change.Status == PaymentStatus.Failed)
            await FailAsync(db, actor, pair, ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Pays back what is free of a payment, and takes it from the credits that hold it.</summary>
    public async Task<BillingError?> RefundAsync(BillingDbContext db, Actor actor, (Payment Payment, Invoice Invoice) pair, RefundPayment input, CancellationToken ct)
    {
        var (payment, amount) = (pair.Payment, input.Amount!.Value);
        if (payment.Status != PaymentStatus.Completed)
            return BillingError.Conflict("not_refundable", "Only a completed payment is paid back, and only once.");
        if (!payment.Currency.Fits(amount))
            return BillingError.Invalid("amount", $"{payment.Currency} has {payment.Currency.Exponent} decimals.");
        var free = await FreeAsync(db, pair, ct);
        var most = Math.Min(payment.Amount - payment.Refunded, free.Sum(s => s.Amount));
        if (amount > most)
            return BillingError.Invalid("amount", $"At most {new Money(most, payment.Currency)} is free: what was more than due or what a credit note set free, and is not used or paid back already.");
        await PayBackAsync(db, payment, CreditCalculator.Part(free, amount), ct);
        await TellAsync(db, pair, MailKind.Refund, amount, ct);
        db.Audit.Add(AuditEntry.Of(actor, "payment.refunded", dates.Now, About(payment), new { Amount = amount, payment.Refunded, Reason = input.Reason!.Trim() }));
        return null;
    }

    void Complete(BillingDbContext db, Actor actor, (Payment Payment, Invoice Invoice) pair)
    {
        var (payment, invoice, now) = (pair.Payment, pair.Invoice, dates.Now);
        var wasOpen = invoice.Status != InvoiceStatus.Paid;
        var excess = invoice.Settle(payment.Amount, dates.DateOf(payment.ReceivedAt), now);
        payment.Applied = payment.Amount - excess;
        db.Audit.Add(AuditEntry.Of(actor, "payment.completed", now, About(payment), new { payment.Amount, payment.Applied, payment.Method, payment.Id }));
        if (wasOpen && invoice.Status == InvoiceStatus.Paid)
            db.Audit.Add(AuditEntry.Of(actor, "invoice.paid", now, About(payment), new { payment.Amount, payment.Method }));
        if (excess > 0)
            CreditStore.Grant(db, new Credit
            {
                UserId = payment.UserId,
                Id = Guid.CreateVersion7(now),
                Type = CreditType.Adjustment,
                Currency = payment.Currency,
                Amount = excess,
                Remaining = excess,
                Reason = invoice.Number,
                SourcePaymentId = payment.Id,
                CreatedAt = now,
            });
    }

    async Task FailAsync(BillingDbContext db, Actor actor, (Payment Payment, Invoice Invoice) pair, CancellationToken ct)
    {
        var (payment, invoice, now) = (pair.Payment, pair.Invoice, dates.Now);
        db.Audit.Add(AuditEntry.Of(actor, "payment.failed", now, About(payment), new { payment.Amount, payment.Method, payment.Id }));
        await WarnAsync(db, invoice, payment, payment.Amount, ct);
        await TellAsync(db, pair, MailKind.PaymentFailed, payment.Amount, ct);
    }

    /// <summary>The provider has paid it back, whatever we think of it: first what was free, then what covered the invoice, which is due again.</summary>
    async Task<BillingError?> TakeBackAsync(BillingDbContext db, Actor actor, (Payment Payment, Invoice Invoice) pair, decimal soFar, CancellationToken ct)
    {
        var (payment, invoice) = pair;
        if (soFar <= payment.Refunded)
            return null;
        // the notice of its success is late, or lost
        if (payment.Status is not (PaymentStatus.Completed or PaymentStatus.Refunded))
        {
            payment.Status = PaymentStatus.Completed;
            Complete(db, actor, pair);
            await db.SaveChangesAsync(ct);
        }
        var amount = soFar - payment.Refunded;
        var shares = CreditCalculator.Part(await FreeAsync(db, pair, ct), amount);
        await PayBackAsync(db, payment, shares, ct);
        var left = amount - shares.Sum(s => s.Amount);
        var undone = Math.Min(left, Math.Min(payment.Applied, await CreditNoteService.MoneyOnAsync(db, invoice, ct)));
        payment.Applied -= undone;
        payment.Refunded += left;
        payment.Status = payment.Refunded == payment.Amount ? PaymentStatus.Refunded : PaymentStatus.Completed;
        invoice.Unsettle(undone, dates.Today, dates.Now);
        db.Audit.Add(AuditEntry.Of(actor, "payment.refunded", dates.Now, About(payment), new { Amount = amount, payment.Refunded, DueAgain = undone, Uncovered = left - undone }));
        if (left > 0)
            await WarnAsync(db, invoice, payment, left, ct);
        await TellAsync(db, pair, MailKind.Refund, amount, ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>The credits that hold this payment's money: its own excess first, then what credit notes of its invoice set free. Locked.</summary>
    static async Task<IReadOnlyList<CreditShare>> FreeAsync(BillingDbContext db, (Payment Payment, Invoice Invoice) pair, CancellationToken ct)
    {
        var (userId, paymentId, invoiceId) = (pair.Payment.UserId.Value, pair.Payment.Id, pair.Invoice.Id.Value);
        var held = await db.Credits.FromSql($"""
            SELECT c.* FROM credits c
            WHERE c.user_id = {userId} AND c.remaining > 0
              AND (c.source_payment_id = {paymentId} OR c.source_credit_note_id IN (SELECT n.id FROM invoices n WHERE n.user_id = {userId} AND n.credited_invoice_id = {invoiceId}))
            ORDER BY c.source_payment_id NULLS LAST, c.created_at, c.id FOR NO KEY UPDATE OF c
            """).AsNoTracking().ToListAsync(ct);
        return [.. held.Select(c => new CreditShare(c.Id, c.Remaining))];
    }

    async Task PayBackAsync(BillingDbContext db, Payment payment, IReadOnlyList<CreditShare> shares, CancellationToken ct)
    {
        await CreditStore.ChangeAsync(db, payment.UserId, shares, new CreditMove(CreditEntryKind.Refund, dates.Now) { PaymentId = payment.Id }, ct);
        payment.Refunded += shares.Sum(s => s.Amount);
        if (payment.Refunded == payment.Amount)
            payment.Status = PaymentStatus.Refunded;
    }

    /// <summary>One alert a payment: money that is taken back bit by bit is one matter.</summary>
    async Task WarnAsync(BillingDbContext db, Invoice invoice, Payment payment, decimal amount, CancellationToken ct)
    {
        var alert = BillingAlert.PaymentFailed(invoice.UserId, payment.Id, (invoice.Id, invoice.Number!), new Money(amount, payment.Currency), dates.Now);
        if (!await db.Alerts.AnyAsync(a => a.UserId == alert.UserId && a.Type == alert.Type && a.Subject == alert.Subject, ct))
            db.Alerts.Add(alert);
    }

    /// <summary>
    /// A mail to the customer, in the transaction of what it tells: a notice that does nothing says nothing. A refund has no row of its own,
    /// so that each is a subject of its own.
    /// </summary>
    async Task TellAsync(BillingDbContext db, (Payment Payment, Invoice Invoice) pair, string kind, decimal amount, CancellationToken ct)
    {
        var (payment, invoice, now) = (pair.Payment, pair.Invoice, dates.Now);
        var subject = kind == MailKind.Refund ? Guid.CreateVersion7(now) : payment.Id;
        var on = kind == MailKind.PaymentReceived ? dates.DateOf(payment.ReceivedAt) : dates.Today;
        var facts = new MailFacts { Amount = amount, Left = Math.Max(0, invoice.Due), On = on };
        foreach (var recipient in await BillingContactQueries.RecipientsAsync(db, invoice.UserId, MailTopic.Payments, ct))
            db.Outbox.Add(OutboxMail.Of(new MailSubject(invoice.UserId, subject, invoice.Id), kind, recipient, facts, now));
    }

    /// <summary>On the invoice's timeline.</summary>
    static AuditSubject About(Payment payment) => new(payment.UserId, payment.InvoiceId.Value);
}
