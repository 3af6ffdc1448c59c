using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing.Billing;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Tax;

namespace TwinMcp.Core.Invoicing;

/// <param name="StatusCode">201 for a new invoice, 200 for a recomputed draft; a replay repeats the first answer's.</param>
public sealed record Generated(InvoiceId Id, int StatusCode);

/// <summary>Makes drafts: usage and fee of a period, or free lines, priced, taxed and stored.</summary>
public sealed class InvoiceDrafting
{
    readonly Writing writing;
    readonly IDbContextFactory<BillingDbContext> contexts;
    readonly InvoiceIssuing issuing;
    readonly InvoiceRecomputing recomputing;
    readonly BillingOptions options;
    readonly LocalDates dates;
    readonly CacheService cache;

    public InvoiceDrafting(Writing writing, IDbContextFactory<BillingDbContext> contexts, BillingOptions options, SellerStore sellers, LocalDates dates, CacheService cache)
    {
        (this.writing, this.contexts, this.options, this.dates, this.cache) = (writing, contexts, options, dates, cache);
        issuing = new InvoiceIssuing(options, sellers, dates);
        recomputing = new InvoiceRecomputing(options, dates);
    }

    /// <summary>Generates a period's invoice or a one-off one; idempotent by key, and by period whatever the key.</summary>
    public async Task<Result<Generated>> GenerateAsync(Actor actor, GenerateInvoice input, RequestKey? key, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.GenerateInvoice) is { } refused)
            return refused;
        if (input.Options?.SendImmediately == true && Access.Check(actor, BillingAction.ChangeInvoiceStatus) is { } mayNotIssue)
            return mayNotIssue;
        if (input.Validate().Error is { } invalid)
            return invalid;
        CustomerId? changed = null;
        try
        {
            return await writing.InTransactionAsync<Generated>(async db =>
            {
                var generated = await GenerateAsync(db, actor, input, key, ct);
                changed = generated.IsOk ? input.UserId : null;
                return generated;
            }, ct);
        }
        finally
        {
            // also when it threw: a commit whose reply was lost has happened
            if (changed is { } userId)
                await InvoiceCache.InvalidateAsync(cache, userId);
        }
    }

    /// <summary>Totals of free lines, without storing anything.</summary>
    public async Task<Result<InvoiceTotals>> PreviewAsync(Actor actor, PreviewInvoice input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.PreviewInvoice) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var customer = input.UserId is { } userId ? await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == userId, ct) : null;
        if (customer is null && input.UserId is not null)
            return BillingError.Invalid("userId", "No such customer.");
        var request = input with { Currency = input.Currency ?? (customer?.Currency ?? options.Currency).Code };
        var taxing = await InvoiceTaxing.LoadAsync(db, options, customer is null ? [] : [customer], ct);
        var taxed = await taxing.ComputeAsync(customer, dates.Today, tax => InvoiceInputRules.Parse(request, tax, allowCorrections: true), ct);
        return taxed.Map(t => t.Totals);
    }

    /// <summary>What a period's invoice would be now, without storing anything.</summary>
    public async Task<Result<InvoiceTotals>> PreviewPeriodAsync(Actor actor, CustomerId userId, PeriodInput input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.PreviewInvoice) is { } refused)
            return refused;
        var period = input.Parse();
        if (period.Error is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == userId, ct) is not { } customer)
            return BillingError.Invalid("userId", "No such customer.");
        return (await recomputing.ContentAsync(db, customer, (period.Value, null), NotesOf(new GenerateInvoice()), ct)).Map(c => c.Totals);
    }

    async Task<Result<Generated>> GenerateAsync(BillingDbContext db, Actor actor, GenerateInvoice input, RequestKey? key, CancellationToken ct)
    {
        var userId = input.UserId!.Value;
        // the key first: its lock never waits, so a retry of what still runs is told so at once
        var done = await IdempotencyStore.FindAsync(db, actor, key, ct);
        if (done.Error is { } mismatch)
            return mismatch;
        if (done.Value is { } before)
            return new Generated(new InvoiceId(before.ResultId), before.StatusCode);
        // one generation at a time for a customer; NO KEY, so that usage goes on coming in
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = {userId.Value} FOR NO KEY UPDATE", ct);
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == userId, ct) is not { } customer)
            return BillingError.Invalid("userId", "No such customer.");
        if (!input.IsOneOff)
            await SubscriptionRenewing.ApplyDueAsync(db, dates, [userId], ct);
        var drafted = input.IsOneOff ? await OneOffAsync(db, customer, input, ct) : await PeriodAsync(db, customer, input, ct);
        if (drafted.Error is { } error)
            return error;
        var (invoice, isNew) = drafted.Value;
        db.Audit.Add(AuditEntry.Of(actor, isNew ? "invoice.drafted" : "invoice.recomputed", dates.Now, new AuditSubject(userId, invoice.Id.Value), new { invoice.Total, Currency = invoice.Currency.Code }));
        await db.SaveChangesAsync(ct);
        if (input.Options?.SendImmediately == true && await issuing.IssueAsync(db, actor, invoice, ct) is { } notIssued)
            return notIssued;
        var result = new Generated(invoice.Id, isNew ? 201 : 200);
        IdempotencyStore.Add(db, actor, key, (userId, invoice.Id.Value, result.StatusCode), dates.Now);
        return result;
    }

    async Task<Result<(Invoice Invoice, bool IsNew)>> PeriodAsync(BillingDbContext db, Customer customer, GenerateInvoice input, CancellationToken ct)
    {
        var period = input.Period!.Parse().Value;
        if (dates.Today < period.Start)
            return BillingError.Invalid("period.startDate", "The period has not begun.");
        var (start, end) = (period.Start, period.End);
        var existing = await db.Invoices.SingleOrDefaultAsync(
            i => i.UserId == customer.UserId && i.Kind == InvoiceKind.Subscription && i.Status != InvoiceStatus.Cancelled && i.PeriodStart == start, ct);
        if (existing is { Status: InvoiceStatus.Draft } draft && draft.PeriodEnd == end && input.Options?.ForceRegenerate == true)
        {
            return await recomputing.RecomputeAsync(db, draft, customer, NotesOf(input, draft), ct) is { } gone ? gone : (draft, false);
        }
        var overlaps = existing is not null || await db.Invoices.AnyAsync(
            i => i.UserId == customer.UserId && i.Kind == InvoiceKind.Subscription && i.Status != InvoiceStatus.Cancelled && i.PeriodStart < end && i.PeriodEnd > start, ct);
        if (overlaps)
            return BillingError.Conflict("period_invoiced", existing is { IsIssued: true }
                ? $"The period has invoice {existing.Number}, which is {InvoiceViewing.Wire(existing.Status)} and cannot be changed."
                : "The period, or a part of it, has an invoice already.");
        var fresh = await recomputing.ContentAsync(db, customer, (period, null), NotesOf(input), ct);
        if (fresh.Error is { } error)
            return error;
        var invoice = Invoice.Draft(customer, InvoiceKind.Subscription, period, fresh.Value, dates.Now);
        db.Invoices.Add(invoice);
        return (invoice, true);
    }

    async Task<Result<(Invoice Invoice, bool IsNew)>> OneOffAsync(BillingDbContext db, Customer customer, GenerateInvoice input, CancellationToken ct)
    {
        var request = new PreviewInvoice { Currency = customer.Currency.Code, Lines = input.Lines, Allowances = input.Allowances, Charges = input.Charges, Prepaid = input.Prepaid, Rounding = input.Rounding };
        var taxing = await InvoiceTaxing.LoadAsync(db, options, [customer], ct);
        var taxed = await taxing.ComputeAsync(customer, dates.Today, tax => InvoiceInputRules.Parse(request, tax, allowCorrections: false), ct);
        if (taxed.Error is { } error)
            return error;
        var (totals, tax) = taxed.Value;
        if (totals.GrandTotal < 0)
            return BillingError.Invalid("lines", "The total is negative: that is a credit note, not an invoice.");
        if (totals.Prepaid < 0 || totals.Prepaid > totals.GrandTotal)
            return BillingError.Invalid("prepaid", "From 0 to the total.");
        if (Math.Abs(totals.Rounding) >= 1 || totals.Due < 0)
            return BillingError.Invalid("rounding", "Less than 1, and not more than what is due.");
        var invoice = Invoice.Draft(customer, InvoiceKind.OneOff, null, new InvoiceContent(totals, null, NotesOf(input)) { Tax = tax }, dates.Now);
        db.Invoices.Add(invoice);
        return (invoice, true);
    }

    InvoiceNotes NotesOf(GenerateInvoice input, Invoice? existing = null) => new(
        input.DueDays ?? existing?.DueDays ?? Math.Min(options.DueDays, InvoiceNotesRules.MaxDueDays(input.IsOneOff ? InvoiceKind.OneOff : InvoiceKind.Subscription)),
        input.PurchaseOrder ?? existing?.PurchaseOrder,
        input.BuyerReference ?? existing?.BuyerReference,
        input.Note ?? existing?.Note);
}
