using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Dunning;

namespace TwinMcp.Core.Email;

/// <summary>What a mail about an invoice is made of. Lines are not loaded: the PDF has them.</summary>
public sealed class InvoiceMailQueries(IDbContextFactory<BillingDbContext> contexts, LocalDates dates)
{
    public async Task<Result<(Invoice Invoice, byte[] Pdf)>> FindAsync(CustomerId userId, InvoiceId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.Invoices.AsNoTracking().Where(i => i.UserId == userId && i.Id == id)
            .Join(db.Documents, i => new { i.UserId, InvoiceId = i.Id }, d => new { d.UserId, d.InvoiceId }, (i, d) => new { Invoice = i, d.Content })
            .SingleOrDefaultAsync(ct);
        return found is null ? BillingError.NotFound("issued invoice") : (found.Invoice, found.Content);
    }

    /// <summary>
    /// The same with what lateness costs today. A conflict when there is nothing to remind of any more: it was looked at when the
    /// reminder was written, and is again now that it leaves.
    /// </summary>
    public async Task<Result<(Invoice Invoice, byte[] Pdf, Penalty Penalty)>> FindUnpaidAsync(CustomerId userId, InvoiceId id, CancellationToken ct)
    {
        var found = await FindAsync(userId, id, ct);
        if (found.Error is { } missing)
            return missing;
        var (invoice, pdf) = found.Value;
        if (invoice.Due <= 0 || invoice.Status is not (InvoiceStatus.Sent or InvoiceStatus.Overdue))
            return NothingToRemind("nothing is due any more");
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.DunningPauses.AnyAsync(p => p.UserId == userId && p.InvoiceId == id, ct))
            return NothingToRemind("reminders of this invoice are paused");
        return (invoice, pdf, await PenaltyQueries.OfAsync(db, invoice, dates.Today, dates));
    }

    static BillingError NothingToRemind(string why) => new(ErrorKind.Conflict, "nothing_to_remind", $"Not sent: {why}.");
}
