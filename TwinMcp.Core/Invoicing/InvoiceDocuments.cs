using System.Data;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing;

/// <param name="Sha256">Of the stored original; null for a draft's preview.</param>
public sealed record DocumentFile(string FileName, byte[] Content, string? Sha256);

/// <summary>The PDF of an invoice: the stored bytes of an issued one, a marked preview of a draft.</summary>
public sealed class InvoiceDocuments(IDbContextFactory<BillingDbContext> contexts, SellerOptions seller, AuditReading reading)
{
    public async Task<Result<DocumentFile>> PdfAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        // one snapshot: an invoice that is being issued is either still a draft or has its stored bytes
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var stored = await InvoiceQueries.Visible(db, actor, id)
            .Join(db.Documents, i => new { i.UserId, InvoiceId = i.Id }, d => new { d.UserId, d.InvoiceId }, (i, d) => new { i.UserId, i.Number, d.Content, d.Sha256 })
            .SingleOrDefaultAsync(ct);
        if (stored is not null)
        {
            await reading.RecordAsync(actor, "document.read", stored.UserId, new { stored.Number }, ct);
            return new DocumentFile(stored.Number + ".pdf", stored.Content, stored.Sha256);
        }
        var draft = await InvoiceQueries.Visible(db, actor, id).AsNoTracking().AsSplitQuery()
            .Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat).SingleOrDefaultAsync(ct);
        if (draft is null)
            return BillingError.NotFound("invoice");
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.UserId == draft.UserId, ct);
        var pdf = InvoicePdf.Render(InvoiceDocumentBuilder.Build(draft, seller.Party, Party.Of(customer)));
        return new DocumentFile($"draft-{draft.Id}.pdf", pdf, null);
    }
}
