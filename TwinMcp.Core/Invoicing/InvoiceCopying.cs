using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Data;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing.Selling;

namespace TwinMcp.Core.Invoicing;

/// <summary>
/// Copies that say so: "paid", "cancelled" or "copy" across each page, drawn anew from what was frozen. The stored original
/// is never touched, and a copy carries no XML: it is not a second invoice.
/// </summary>
public sealed class InvoiceCopying(IDbContextFactory<BillingDbContext> contexts, InvoiceDocuments documents)
{
    public async Task<Result<DocumentFile>> PdfAsync(Actor actor, InvoiceId id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var invoice = await InvoiceQueries.Visible(db, actor, id).AsNoTracking().AsSplitQuery()
            .Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat).SingleOrDefaultAsync(ct);
        if (invoice is null)
            return BillingError.NotFound("invoice");
        if (!invoice.IsIssued)
            return await documents.PdfAsync(actor, id, ct);
        var logo = await SellerStore.LogoAsync(db, invoice.Seller!, ct);
        var document = InvoiceDocumentBuilder.Build(invoice, invoice.Seller!, invoice.Buyer!, logo) with { Mark = MarkOf(invoice) };
        if (!invoice.IsCreditNote)
            document = document with { Totals = AsIssued(document.Totals, invoice, await PaidAtIssueAsync(db, invoice, ct)) };
        return new DocumentFile($"{invoice.Number}-copy.pdf", InvoicePdf.Render(document), null);
    }

    static DocumentMark MarkOf(Invoice invoice) => invoice switch
    {
        { Status: InvoiceStatus.Cancelled } => DocumentMark.Cancelled,
        { Status: InvoiceStatus.Paid, IsCreditNote: false } => DocumentMark.Paid,
        _ => DocumentMark.Copy,
    };

    /// <summary>What came in later is in the mark, not in the figures: a copy shows the amounts of its original.</summary>
    static DocumentTotals AsIssued(DocumentTotals totals, Invoice invoice, decimal paid) => totals with
    {
        Prepaid = invoice.Prepaid + paid,
        Due = invoice.Total - invoice.Prepaid + invoice.Rounding - paid,
    };

    /// <summary>Before it is issued an invoice has no payment: what covered it by then was credit.</summary>
    static async Task<decimal> PaidAtIssueAsync(BillingDbContext db, Invoice invoice, CancellationToken ct)
    {
        var (userId, invoiceId) = (invoice.UserId, invoice.Id);
        var issued = await db.Documents.Where(d => d.UserId == userId && d.InvoiceId == invoiceId).Select(d => d.CreatedAt).SingleAsync(ct);
        return -await db.CreditEntries.Where(e => e.UserId == userId && e.InvoiceId == invoiceId && e.Kind == CreditEntryKind.Use && e.At <= issued).SumAsync(e => e.Amount, ct);
    }
}
