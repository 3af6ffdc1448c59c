using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Alerts;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Outbox;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing;

/// <summary>Changes to an invoice that exists: notes of a draft, status, mail.</summary>
public sealed class InvoiceService
{
    readonly InvoiceWriting writing;
    readonly InvoiceIssuing issuing;
    readonly LocalDates dates;

    public InvoiceService(Writing writing, BillingOptions options, SellerStore sellers, LocalDates dates, CacheService cache)
    {
        (this.writing, this.dates) = (new InvoiceWriting(writing, cache), dates);
        issuing = new InvoiceIssuing(options, sellers, dates);
    }

    /// <summary>Changes a draft's notes and/or moves the status. <paramref name="version"/> is the one the caller has seen.</summary>
    public Task<Result<InvoiceId>> UpdateAsync(Actor actor, InvoiceId id, uint version, UpdateInvoice input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeInvoice) is { } refused)
            return Refuse(refused);
        if (input.Status is not null && Access.Check(actor, BillingAction.ChangeInvoiceStatus) is { } mayNotMove)
            return Refuse(mayNotMove);
        if (input.Validate().Error is { } invalid)
            return Refuse(invalid);
        return ChangeAsync(actor, id, async (db, invoice) =>
        {
            if (invoice.Version != version)
                return BillingError.Stale;
            if (InvoiceAmountRules.Check(input, invoice) is { } unknown)
                return unknown;
            if (input.HasNotes && Annotate(db, actor, invoice, input) is { } frozen)
                return frozen;
            return input.Status is { } status ? await MoveAsync(db, actor, invoice, status, ct) : null;
        }, ct);
    }

    /// <summary>Mails an issued invoice (again) to the customer's billing address, with the same Message-ID.</summary>
    public Task<Result<InvoiceId>> SendAsync(Actor actor, InvoiceId id, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.SendInvoice) is { } refused)
            return Refuse(refused);
        return ChangeAsync(actor, id, async (db, invoice) =>
        {
            if (!invoice.IsIssued)
                return BillingError.Conflict("not_issued", "A draft is not sent: issue it first.");
            // one that is about to go will do: sixty clicks are one mail. One that failed and is backing off will not
            foreach (var recipient in await BillingContactQueries.RecipientsAsync(db, invoice.UserId, MailTopic.Invoices, ct))
                if (!await db.Outbox.AnyAsync(m => m.UserId == invoice.UserId && m.InvoiceId == id && m.Kind == MailKind.Invoice && m.Recipient == recipient && m.State == OutboxState.Waiting && m.Attempts == 0, ct))
                    db.Outbox.Add(OutboxMail.About(invoice.UserId, invoice.Id, MailKind.Invoice, recipient, dates.Now));
            db.Audit.Add(AuditEntry.Of(actor, "invoice.sent", dates.Now, new AuditSubject(invoice.UserId, invoice.Id.Value)));
            IdempotencyStore.Add(db, actor, key, (invoice.UserId, invoice.Id.Value, 202), dates.Now);
            return null;
        }, ct, key);
    }

    Task<Result<InvoiceId>> ChangeAsync(Actor actor, InvoiceId id, Func<BillingDbContext, Invoice, Task<BillingError?>> change, CancellationToken ct, RequestKey? key = null) =>
        writing.InTransactionAsync<InvoiceId>(async (db, changed) =>
        {
            // the key first: its lock never waits, so a retry of what still runs is told so at once
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is not null)
                return id;
            if (await InvoiceWriting.LockAsync(db, actor, id, ct) is not { } invoice)
                return BillingError.NotFound("invoice");
            if (await change(db, invoice) is { } error)
                return error;
            changed.Add(invoice.UserId);
            return id;
        }, ct);

    BillingError? Annotate(BillingDbContext db, Actor actor, Invoice invoice, UpdateInvoice input)
    {
        if (invoice.Status != InvoiceStatus.Draft)
            return BillingError.Conflict("frozen", $"The invoice is {InvoiceViewing.Wire(invoice.Status)}: only a draft's content can be changed.");
        if (input.DueDays > InvoiceNotesRules.MaxDueDays(invoice.Kind))
            return BillingError.Invalid("dueDays", InvoiceNotesRules.DueDaysWords(invoice.Kind));
        var notes = new InvoiceNotes(
            input.DueDays ?? invoice.DueDays,
            Replaced(invoice.PurchaseOrder, input.PurchaseOrder),
            Replaced(invoice.BuyerReference, input.BuyerReference),
            Replaced(invoice.Note, input.Note));
        invoice.Annotate(notes, dates.Now);
        db.Audit.Add(AuditEntry.Of(actor, "invoice.annotated", dates.Now, new AuditSubject(invoice.UserId, invoice.Id.Value)));
        return null;
    }

    /// <summary>Not given leaves it, empty removes it.</summary>
    static string? Replaced(string? old, string? given) => given is null ? old : string.IsNullOrWhiteSpace(given) ? null : given;

    async Task<BillingError?> MoveAsync(BillingDbContext db, Actor actor, Invoice invoice, InvoiceStatus to, CancellationToken ct)
    {
        if (invoice.IsIssued && to == InvoiceStatus.Cancelled)
            return BillingError.Conflict("credit_note_required", $"The invoice is {InvoiceViewing.Wire(invoice.Status)}: an issued invoice becomes CANCELLED only together with a credit note: POST /api/billing/invoices/{invoice.Id}/credit-notes.");
        if (!InvoiceTransitions.Allows(invoice.Status, to))
            return BillingError.Conflict("forbidden_transition", $"An invoice that is {InvoiceViewing.Wire(invoice.Status)} cannot become {InvoiceViewing.Wire(to)}.");
        if (to == InvoiceStatus.Sent)
            return await issuing.IssueAsync(db, actor, invoice, ct);
        if (to == InvoiceStatus.Paid)
            return Pay(db, actor, invoice);
        if (to == InvoiceStatus.Overdue && invoice.DueDate >= dates.Today)
            return BillingError.Conflict("not_due", $"The invoice is {InvoiceViewing.Wire(invoice.Status)} and due on {invoice.DueDate:yyyy-MM-dd}: it cannot become {InvoiceViewing.Wire(to)} yet.");
        invoice.MoveTo(to, dates.Now);
        if (to == InvoiceStatus.Overdue)
            db.Alerts.Add(BillingAlert.InvoiceOverdue(invoice.UserId, invoice.Id, invoice.Number!, invoice.DueDate!.Value, dates.Now));
        db.Audit.Add(AuditEntry.Of(actor, "invoice." + InvoiceViewing.Wire(to).ToLowerInvariant(), dates.Now, new AuditSubject(invoice.UserId, invoice.Id.Value)));
        return null;
    }

    /// <summary>Marking as paid records the money: a manual payment of what is due.</summary>
    BillingError? Pay(BillingDbContext db, Actor actor, Invoice invoice)
    {
        var payment = new Payment
        {
            UserId = invoice.UserId,
            Id = Guid.CreateVersion7(dates.Now),
            InvoiceId = invoice.Id,
            Status = PaymentStatus.Completed,
            Currency = invoice.Currency,
            Amount = invoice.Due,
            Applied = invoice.Due,
            Method = "manual",
            ReceivedAt = dates.Now,
        };
        db.Payments.Add(payment);
        invoice.Settle(payment.Amount, dates.Today, dates.Now);
        db.Audit.Add(AuditEntry.Of(actor, "invoice.paid", dates.Now, new AuditSubject(invoice.UserId, invoice.Id.Value), new { payment.Amount, payment.Method }));
        return null;
    }

    static Task<Result<InvoiceId>> Refuse(BillingError error) => Task.FromResult<Result<InvoiceId>>(error);
}
