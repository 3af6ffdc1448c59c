using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Invoicing.Selling;

/// <summary>The seller's profile as Settings shows it.</summary>
/// <param name="Version">0 while it is the configuration's; else the row's.</param>
public sealed record SellerView(EditSeller Profile, string? LogoHash, uint Version)
{
    /// <summary>Null while it is the configuration's.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    public string? UpdatedBy { get; init; }

    public bool IsOfConfiguration => Version == SellerProfile.OfConfiguration;
}

public sealed class SellerQueries(IDbContextFactory<BillingDbContext> contexts, SellerStore sellers)
{
    public async Task<Result<SellerView>> FindAsync(Actor actor, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadSeller) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.SellerProfile.AsNoTracking().SingleOrDefaultAsync(ct) is { } row
            ? new SellerView(EditSeller.Of(row.Party), row.Party.LogoHash, row.Version) { UpdatedAt = row.UpdatedAt, UpdatedBy = row.UpdatedBy }
            : new SellerView(EditSeller.Of(sellers.Configured), sellers.Configured.LogoHash, SellerProfile.OfConfiguration);
    }

    /// <summary>The logo of now.</summary>
    public async Task<Result<SellerLogo>> LogoAsync(Actor actor, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadSeller) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var seller = await sellers.CurrentAsync(db, ct);
        return await db.SellerLogos.AsNoTracking().SingleOrDefaultAsync(l => l.Hash == seller.LogoHash, ct) is { } logo ? logo : BillingError.NotFound("logo");
    }
}
