using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Payments;

namespace TwinMcp.Core.Invoicing.Settling;

/// <summary>A payment with the number of its invoice.</summary>
public sealed record PaymentDetail(Payment Payment, string? InvoiceNumber);

/// <summary>Filter and page of <c>GET /api/billing/payments</c>.</summary>
public sealed record PaymentFilter
{
    public CustomerId? UserId { get; init; }
    public InvoiceId? InvoiceId { get; init; }
    public PaymentStatus? Status { get; init; }
    public int PageNumber { get; init; } = 1;
    public int PageSize { get; init; } = InvoiceFilter.DefaultPageSize;
}

/// <summary>Reads payments. A customer sees his own; another's payment is not there for him.</summary>
public sealed class PaymentQueries(IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>Newest first.</summary>
    public async Task<Result<Page<PaymentDetail>>> ListAsync(Actor actor, PaymentFilter filter, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadPayments) is { } refused)
            return refused;
        var page = (filter.PageNumber, filter.PageSize);
        if (PageRules.Check(page) is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var payments = Visible(db, actor);
        if (filter.UserId is { } userId)
            payments = payments.Where(p => p.UserId == userId);
        if (filter.InvoiceId is { } invoiceId)
            payments = payments.Where(p => p.InvoiceId == invoiceId);
        if (filter.Status is { } status)
            payments = payments.Where(p => p.Status == status);
        var total = await payments.Take(Page<PaymentDetail>.CountCap + 1).CountAsync(ct);
        var items = await WithNumber(db, payments.OrderByDescending(p => p.ReceivedAt).ThenByDescending(p => p.Id).Skip((filter.PageNumber - 1) * filter.PageSize).Take(filter.PageSize)).ToListAsync(ct);
        return PageRules.Of([.. items.OrderByDescending(p => p.Payment.ReceivedAt).ThenByDescending(p => p.Payment.Id)], total, page);
    }

    public async Task<Result<PaymentDetail>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadPayments) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await WithNumber(db, Visible(db, actor).Where(p => p.Id == id)).SingleOrDefaultAsync(ct) is { } found ? found : BillingError.NotFound("payment");
    }

    static IQueryable<Payment> Visible(BillingDbContext db, Actor actor)
    {
        var payments = db.Payments.AsNoTracking();
        if (Access.Allows(actor, BillingAction.ReadAllCustomers))
            return payments;
        var own = actor.Customer ?? default;
        return payments.Where(p => p.UserId == own);
    }

    static IQueryable<PaymentDetail> WithNumber(BillingDbContext db, IQueryable<Payment> payments) =>
        payments.Join(db.Invoices, p => new { p.UserId, Id = p.InvoiceId }, i => new { i.UserId, i.Id }, (p, i) => new PaymentDetail(p, i.Number));
}
