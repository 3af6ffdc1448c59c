using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Core.Email;

/// <summary>What a mail about an invoice is made of. Lines are not loaded: the PDF has them.</summary>
public sealed class InvoiceMailQueries(IDbContextFactory<BillingDbContext> contexts)
{
    public async Task<Result<(Invoice Invoice, byte[] Pdf)>> FindAsync(CustomerId userId, InvoiceId id, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await db.Invoices.AsNoTracking().Where(i => i.UserId == userId && i.Id == id)
            .Join(db.Documents, i => new { i.UserId, InvoiceId = i.Id }, d => new { d.UserId, d.InvoiceId }, (i, d) => new { Invoice = i, d.Content })
            .SingleOrDefaultAsync(ct);
        return found is null ? BillingError.NotFound("issued invoice") : (found.Invoice, found.Content);
    }
}
