using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;
using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Invoicing.Selling;

/// <summary>
/// Who sells now: the row that Settings saved, else the configuration. Read inside the caller's transaction and kept nowhere, so that two
/// nodes never disagree and an invoice never names a seller older than the transaction that issues it (ADR 16). One row by its key.
/// </summary>
public sealed class SellerStore(SellerOptions configured, IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>What <c>COMPANY_*</c> says: the profile while nobody has saved one.</summary>
    internal Party Configured => configured.Party;

    internal async Task<Party> CurrentAsync(BillingDbContext db, CancellationToken ct) =>
        await db.SellerProfile.AsNoTracking().Select(s => s.Party).SingleOrDefaultAsync(ct) ?? configured.Party;

    /// <summary>For who is in no transaction.</summary>
    public async Task<Party> CurrentAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await CurrentAsync(db, ct);
    }

    /// <summary>The logo that a seller, now or as a snapshot, names; null when it has none.</summary>
    internal static async Task<PdfImage?> LogoAsync(BillingDbContext db, Party seller, CancellationToken ct)
    {
        if (seller.LogoHash is not { } hash)
            return null;
        var content = await db.SellerLogos.AsNoTracking().Where(l => l.Hash == hash).Select(l => l.Content).SingleAsync(ct);
        // it was checked when it was taken in: what cannot be read now is a bug
        return PdfImage.Read(content).Value;
    }
}
