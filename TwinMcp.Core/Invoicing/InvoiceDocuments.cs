using System.Data;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Data;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.EInvoicing;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Invoicing;

/// <param name="Sha256">Of the content; null for a draft's preview.</param>
public sealed record DocumentFile(string FileName, byte[] Content, string? Sha256);

/// <summary>An invoice as PDF (the stored bytes of an issued one, a marked preview of a draft) and as XML.</summary>
public sealed class InvoiceDocuments(IDbContextFactory<BillingDbContext> contexts, SellerStore sellers, AuditReading reading)
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
        if (await WholeAsync(db, actor, id, ct) is not { } draft)
            return BillingError.NotFound("invoice");
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.UserId == draft.UserId, ct);
        var seller = await sellers.CurrentAsync(db, ct);
        var logo = await SellerStore.LogoAsync(db, seller, ct);
        var pdf = InvoicePdf.Render(InvoiceDocumentBuilder.Build(draft, seller, Party.Of(customer), logo));
        return new DocumentFile($"draft-{draft.Id}.pdf", pdf, null);
    }

    /// <summary>An issued document as XML: Factur-X as it is stored and in the PDF; the other formats, and documents of before it was stored, from what was frozen.</summary>
    /// <param name="formatName">Of <see cref="ElectronicFormat"/>; null: Factur-X.</param>
    public async Task<Result<DocumentFile>> XmlAsync(Actor actor, InvoiceId id, string? formatName, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadInvoices) is { } refused)
            return refused;
        if (ElectronicFormat.Find(formatName ?? ElectronicFormat.FacturX) is not { } format)
            return BillingError.Invalid("format", $"One of {string.Join(", ", ElectronicFormat.All.Select(f => f.Name))}.");
        await using var db = await contexts.CreateDbContextAsync(ct);
        var found = await InvoiceQueries.Visible(db, actor, id).Select(i => new { i.UserId, i.Number }).SingleOrDefaultAsync(ct);
        if (found is null)
            return BillingError.NotFound("invoice");
        if (found.Number is null)
            return BillingError.Conflict("not_issued", "A draft has no XML yet: issue it first.");
        var stored = await db.Documents.Where(d => d.UserId == found.UserId && d.InvoiceId == id).Select(d => new { d.Xml, d.XmlSha256, d.CreatedAt }).SingleAsync(ct);
        if (format.Name == ElectronicFormat.FacturX && stored.Xml is { } bytes)
            return new DocumentFile($"{found.Number}.xml", bytes, stored.XmlSha256);
        var invoice = (await WholeAsync(db, actor, id, ct))!;
        // an invoice has no payment before it is issued: what covered it by then was credit
        var paidAtIssue = -await db.CreditEntries.Where(e => e.UserId == found.UserId && e.InvoiceId == id && e.Kind == CreditEntryKind.Use && e.At <= stored.CreatedAt).SumAsync(e => e.Amount, ct);
        var written = format.Write(ElectronicInvoiceBuilder.Build(invoice, invoice.Seller!, invoice.Buyer!, paidAtIssue));
        var suffix = format.Name == ElectronicFormat.FacturX ? "" : $"-{format.Name}";
        return written.Map(xml => new DocumentFile($"{found.Number}{suffix}.xml", xml, Convert.ToHexStringLower(SHA256.HashData(xml))));
    }

    static Task<Invoice?> WholeAsync(BillingDbContext db, Actor actor, InvoiceId id, CancellationToken ct) =>
        InvoiceQueries.Visible(db, actor, id).AsNoTracking().AsSplitQuery()
            .Include(i => i.Lines).Include(i => i.Adjustments).Include(i => i.Vat).SingleOrDefaultAsync(ct);
}
