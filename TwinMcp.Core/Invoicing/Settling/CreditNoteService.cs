using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Takes back issued invoices. A credit note is issued at once: number, document, mail and what it does to its invoice are one transaction.</summary>
public sealed class CreditNoteService
{
    readonly InvoiceWriting writing;
    readonly InvoiceIssuing issuing;
    readonly BillingOptions options;
    readonly LocalDates dates;

    public CreditNoteService(Writing writing, BillingOptions options, SellerStore sellers, LocalDates dates, CacheService cache)
    {
        (this.options, this.dates) = (options, dates);
        this.writing = new InvoiceWriting(writing, cache);
        issuing = new InvoiceIssuing(options, sellers, dates);
    }

    /// <summary>A credit note for all that is left of an invoice, or for parts of its lines. What was paid and is free now becomes the customer's credit.</summary>
    public async Task<Result<InvoiceId>> IssueAsync(Actor actor, InvoiceId invoiceId, IssueCreditNote input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.IssueCreditNote) is { } refused)
            return refused;
        if (input.Validate() is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<InvoiceId>(async (db, changed) =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is { } before)
                return new InvoiceId(before.ResultId);
            if (await InvoiceWriting.LockAsync(db, actor, invoiceId, ct) is not { } invoice)
                return BillingError.NotFound("invoice");
            if (NotCreditable(invoice) is { } notThis)
                return notThis;
            var notes = await NotesOf(db, invoice).AsNoTracking().AsSplitQuery().Include(n => n.Lines).Include(n => n.Vat).ToListAsync(ct);
            var content = input.Lines is { } lines ? CreditNoteCalculator.Partial(invoice, notes, lines) : CreditNoteCalculator.Whole(invoice, notes);
            if (content.Error is { } tooMuch)
                return tooMuch;
            changed.Add(invoice.UserId);
            var note = await StampAsync(db, actor, invoice, (notes.Count + 1, content.Value.Totals, input.Reason!.Trim()), ct);
            await SettleAsync(db, actor, (invoice, note), content.Value.IsWhole, ct);
            IdempotencyStore.Add(db, actor, key, (note.UserId, note.Id.Value, 201), dates.Now);
            return note.Id;
        }, ct);
    }

    internal static IQueryable<Invoice> NotesOf(BillingDbContext db, Invoice invoice) =>
        db.Invoices.Where(n => n.UserId == invoice.UserId && n.CreditedInvoiceId == invoice.Id).OrderBy(n => n.CreditedPosition);

    static BillingError? NotCreditable(Invoice invoice)
    {
        if (!invoice.IsIssued)
            return BillingError.Conflict("not_issued", "A draft is changed or cancelled: only an issued invoice is credited.");
        if (invoice.IsCreditNote)
            return BillingError.Conflict("is_credit_note", "A credit note is not credited itself: issue an invoice.");
        return invoice.Status == InvoiceStatus.Cancelled
            ? BillingError.Conflict("fully_credited", $"Invoice {invoice.Number} is CANCELLED: nothing of it is left to credit.")
            : null;
    }

    /// <summary>In the words and between the parties of its invoice, as they were printed.</summary>
    async Task<Invoice> StampAsync(BillingDbContext db, Actor actor, Invoice invoice, (int Position, InvoiceTotals Totals, string Reason) content, CancellationToken ct)
    {
        var now = dates.Now;
        var notes = new InvoiceNotes(0, invoice.PurchaseOrder, invoice.BuyerReference, content.Reason);
        var note = Invoice.CreditNote(invoice, content.Position, new InvoiceContent(content.Totals, invoice.PlanName, notes), now);
        db.Invoices.Add(note);
        var about = new AuditSubject(note.UserId, note.Id.Value);
        db.Audit.Add(AuditEntry.Of(actor, "invoice.drafted", now, about, new { note.Total, Currency = note.Currency.Code, Credits = invoice.Number }));
        await db.SaveChangesAsync(ct);
        var recipient = await db.Customers.Where(c => c.UserId == invoice.UserId).Select(c => c.BillingEmail).SingleAsync(ct);
        await issuing.StampAsync(db, actor, note, new IssueParties(options.CreditNotePrefix, invoice.Seller!, invoice.Buyer!, recipient), ct);
        note.Settle(0, note.IssueDate!.Value, now);
        return note;
    }

    /// <summary>Money that is free becomes a credit; what credits had covered goes back to them, because a promotional one is not money.</summary>
    async Task SettleAsync(BillingDbContext db, Actor actor, (Invoice Credited, Invoice By) pair, bool isWhole, CancellationToken ct)
    {
        var (invoice, note, now) = (pair.Credited, pair.By, dates.Now);
        var wasPaid = invoice.Status == InvoiceStatus.Paid;
        var freed = invoice.Credit(CreditNoteCalculator.Payable(note), isWhole, dates.Today, now);
        var money = Math.Min(freed, await MoneyOnAsync(db, invoice, ct));
        if (money > 0)
            CreditStore.Grant(db, new Credit
            {
                UserId = invoice.UserId,
                Id = Guid.CreateVersion7(now),
                Type = CreditType.Refund,
                Currency = invoice.Currency,
                Amount = money,
                Remaining = money,
                Reason = $"{note.Number} ({invoice.Number})",
                SourceCreditNoteId = note.Id,
                CreatedAt = now,
            });
        await db.SaveChangesAsync(ct);
        if (freed > money)
        {
            var restored = await CreditStore.RestoreAsync(db, (invoice.UserId, invoice.Id), freed - money, now, ct);
            if (restored != freed - money)
                throw new InvalidOperationException($"Invoice {invoice.Id}: {freed} is free, {money} of it money, {restored} restored to credits.");
        }
        var about = new AuditSubject(invoice.UserId, invoice.Id.Value);
        db.Audit.Add(AuditEntry.Of(actor, "invoice.credited", now, about, new { CreditNote = note.Number, note.Total, Released = freed, Money = money }));
        if (isWhole)
            db.Audit.Add(AuditEntry.Of(actor, "invoice.cancelled", now, about, new { CreditNote = note.Number }));
        else if (!wasPaid && invoice.Status == InvoiceStatus.Paid)
            db.Audit.Add(AuditEntry.Of(actor, "invoice.paid", now, about, new { CreditNote = note.Number }));
    }

    /// <summary>What real payments (and an amount prepaid) still have on this invoice: it is set free before what credits covered.</summary>
    internal static async Task<decimal> MoneyOnAsync(BillingDbContext db, Invoice invoice, CancellationToken ct)
    {
        var notes = NotesOf(db, invoice);
        var applied = await db.Payments.Where(p => p.UserId == invoice.UserId && p.InvoiceId == invoice.Id).SumAsync(p => p.Applied, ct);
        var freedBefore = await db.Credits.Where(c => c.UserId == invoice.UserId && notes.Any(n => n.Id == c.SourceCreditNoteId)).SumAsync(c => c.Amount, ct);
        return invoice.Prepaid + applied - freedBefore;
    }
}
