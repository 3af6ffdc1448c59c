using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Payments.Providers;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>A payment that the customer can make now at the provider.</summary>
/// <param name="Intent">As the provider knows it; with what a browser needs to pay it.</param>
public sealed record StartedPayment(Payment Payment, ProviderIntent Intent, bool IsNew);

/// <summary>Starts payments at the provider: of what is due, one open one an invoice.</summary>
public sealed class ProviderPaymentService(Writing writing, IPaymentProvider provider, PaymentService payments, ProviderEventService events, IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>
    /// The payment that is open already, or a new PENDING one of what is due. The provider is asked outside any transaction, under a key that
    /// says which attempt it is: a retry after a crash gets the same payment from it, and the ledger takes that in once.
    /// </summary>
    public async Task<Result<StartedPayment>> StartAsync(Actor actor, InvoiceId id, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.StartPayment) is { } refused)
            return refused;
        // who pays may not write the ledger himself; the audit row still names him
        var recorder = actor with { Role = Role.System };
        var found = await LookAsync(actor, recorder, id, key, ct);
        if (found.Error is { } error)
            return error;
        if (found.Value.Payment is { } open)
            return (await provider.FindAsync(open.ProviderTransactionId!, ct)).Map(i => new StartedPayment(open, i, false));
        var created = await provider.CreateAsync(found.Value.Order!, ct);
        if (created.Error is { } unavailable)
            return unavailable;
        var recorded = await payments.RecordAsync(recorder, Pending(found.Value.Order!, created.Value), key, ct);
        if (recorded.Error is { } unrecorded)
            return unrecorded;
        // its events may have been quicker
        await events.ApplyAsync(created.Value.TransactionId, ct);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var payment = await db.Payments.AsNoTracking().SingleAsync(p => p.Id == recorded.Value.PaymentId, ct);
        return new StartedPayment(payment, created.Value, !recorded.Value.IsRepeat);
    }

    Task<Result<(Payment? Payment, ProviderOrder? Order)>> LookAsync(Actor actor, Actor recorder, InvoiceId id, RequestKey? key, CancellationToken ct) =>
        writing.InTransactionAsync<(Payment?, ProviderOrder?)>(async db =>
        {
            var invoice = await InvoiceQueries.Visible(db, actor, id).AsNoTracking().SingleOrDefaultAsync(ct);
            if (invoice is null)
                return BillingError.NotFound("invoice");
            var done = await IdempotencyStore.FindAsync(db, recorder, key, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            var known = db.Payments.AsNoTracking().Where(p => p.UserId == invoice.UserId && p.InvoiceId == id && p.Method == provider.Name);
            if (done.Value is { } record)
                return (await known.SingleAsync(p => p.Id == record.ResultId, ct), null);
            if (!invoice.IsIssued)
                return BillingError.Conflict("not_issued", "A draft is not paid: issue it first.");
            // one look: what is committed between two would be counted and not seen
            var attempts = await known.OrderByDescending(p => p.ReceivedAt).ToListAsync(ct);
            if (attempts.Find(p => p.Status is PaymentStatus.Pending or PaymentStatus.Processing) is { } open)
                return (open, null);
            if (invoice.Status is not (InvoiceStatus.Sent or InvoiceStatus.Overdue) || invoice.Due <= 0)
                return BillingError.Conflict("nothing_due", "Nothing is due on this invoice.");
            var due = new Money(invoice.Due, invoice.Currency);
            return (null, new ProviderOrder(due, id, invoice.Number!, string.Create(CultureInfo.InvariantCulture, $"{id.Value:N}-{attempts.Count + 1}-{MoneyFormat.Wire(due)}")));
        }, ct);

    RecordPayment Pending(ProviderOrder order, ProviderIntent intent) => new()
    {
        InvoiceId = order.InvoiceId,
        Amount = order.Amount.Amount,
        Currency = order.Amount.Currency.Code,
        Method = provider.Name,
        ProviderTransactionId = intent.TransactionId,
        Status = PaymentStatus.Pending,
    };
}
