using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Outbox;

namespace TwinMcp.Core.Email;

/// <summary>The outbox as staff see it. What failed stays in it, under its own tab: that list is the alert.</summary>
public sealed class OutboxQueries(IDbContextFactory<BillingDbContext> contexts)
{
    const int Cap = Page<OutboxItem>.CountCap;

    /// <summary>Newest first.</summary>
    public async Task<Result<Page<OutboxItem>>> ListAsync(Actor actor, OutboxFilter filter, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadOutbox) is { } refused)
            return refused;
        if (filter.Check() is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var mails = db.Outbox.AsNoTracking();
        if (filter.State is { } state)
            mails = mails.Where(m => m.State == state);
        var newest = mails.OrderByDescending(m => m.CreatedAt).ThenByDescending(m => m.Id);
        var count = await newest.Take(Cap + 1).CountAsync(ct);
        var items = await Items(db, newest.Skip((filter.PageNumber - 1) * filter.PageSize).Take(filter.PageSize)).ToListAsync(ct);
        return new Page<OutboxItem>(items, Math.Min(count, Cap), count > Cap, filter.PageNumber, filter.PageSize, null);
    }

    public async Task<Result<OutboxItem>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadOutbox) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var item = await Items(db, db.Outbox.AsNoTracking().Where(m => m.Id == id)).SingleOrDefaultAsync(ct);
        return item is null ? BillingError.NotFound("mail") : item;
    }

    /// <summary>How many are in each state; counting stops at 10,000.</summary>
    public async Task<Result<IReadOnlyList<OutboxCount>>> CountsAsync(Actor actor, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadOutbox) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var counts = new List<OutboxCount>();
        foreach (var state in Enum.GetValues<OutboxState>())
        {
            var count = await db.Outbox.Where(m => m.State == state).OrderByDescending(m => m.CreatedAt).Take(Cap + 1).CountAsync(ct);
            counts.Add(new OutboxCount(state, Math.Min(count, Cap), count > Cap));
        }
        return counts;
    }

    static IQueryable<OutboxItem> Items(BillingDbContext db, IQueryable<OutboxMessage> mails) => mails.Select(m => new OutboxItem(m.Id, m.Kind, m.Recipient, m.State, m.Attempts, m.LastAnswer)
    {
        UserId = m.UserId == OutboxMail.NoCustomer ? null : m.UserId,
        CustomerName = db.Customers.Where(c => c.UserId == m.UserId).Select(c => c.Name).FirstOrDefault(),
        InvoiceId = m.InvoiceId,
        InvoiceNumber = db.Invoices.Where(i => i.UserId == m.UserId && i.Id == m.InvoiceId).Select(i => i.Number).FirstOrDefault(),
        NextAttemptAt = m.State == OutboxState.Waiting ? m.NextAttemptAt : null,
        CreatedAt = m.CreatedAt,
        DeliveredAt = m.DeliveredAt,
    });
}
