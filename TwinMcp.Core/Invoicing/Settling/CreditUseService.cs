using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>Pays what is due on an issued invoice with the credit that its customer holds now. Issuing does the same by itself.</summary>
public sealed class CreditUseService(Writing writing, LocalDates dates, CacheService cache)
{
    readonly InvoiceWriting writing = new(writing, cache);

    /// <summary>With nothing due, or no credit, nothing changes.</summary>
    public async Task<Result<InvoiceId>> ApplyAsync(Actor actor, InvoiceId id, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.RecordPayment) is { } refused)
            return refused;
        return await writing.InTransactionAsync<InvoiceId>(async (db, changed) =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is not null)
                return id;
            if (await InvoiceWriting.LockAsync(db, actor, id, ct) is not { } invoice)
                return BillingError.NotFound("invoice");
            if (!invoice.IsIssued)
                return BillingError.Conflict("not_issued", "A draft is not paid: credit is used when it is issued.");
            var (now, about) = (dates.Now, new AuditSubject(invoice.UserId, id.Value));
            IdempotencyStore.Add(db, actor, key, (invoice.UserId, id.Value, 200), now);
            var used = await CreditStore.UseAsync(db, (invoice.UserId, id), new Money(invoice.Due, invoice.Currency), now, ct);
            if (used == 0)
                return id;
            changed.Add(invoice.UserId);
            invoice.Settle(used, dates.Today, now);
            db.Audit.Add(AuditEntry.Of(actor, "invoice.credit_used", now, about, new { Amount = used }));
            if (invoice.Status == InvoiceStatus.Paid)
                db.Audit.Add(AuditEntry.Of(actor, "invoice.paid", now, about, new { Credit = used }));
            return id;
        }, ct);
    }
}
