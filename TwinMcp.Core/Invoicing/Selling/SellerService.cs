using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Security.Masking;

namespace TwinMcp.Core.Invoicing.Selling;

/// <summary>Changes who sells. Issued documents keep what they were issued with.</summary>
public sealed class SellerService(Writing writing, SellerStore sellers, LocalDates dates)
{

    /// <summary>Replaces the profile but its logo; the first save makes the row that wins over the configuration from then on.</summary>
    /// <param name="version">The one that was seen; 0: the configuration's.</param>
    public async Task<Result<bool>> UpdateAsync(Actor actor, uint version, EditSeller input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeSeller) is { } refused)
            return refused;
        var profile = SellerRules.Normal(input);
        if (SellerRules.Check(profile) is { } invalid)
            return invalid;
        return await ChangeAsync(actor, version, (_, old) => Task.FromResult(SellerRules.Party(profile, old.LogoHash)), ct);
    }

    /// <summary>PNG or JPEG (grey or RGB), at most 512 KB and 2,000 pixels a side; told by its bytes.</summary>
    public async Task<Result<bool>> SetLogoAsync(Actor actor, uint version, byte[] file, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeSeller) is { } refused)
            return refused;
        var read = LogoRules.Check(file);
        if (read.Error is { } unusable)
            return unusable;
        var logo = new SellerLogo
        {
            Hash = Convert.ToHexStringLower(SHA256.HashData(file)),
            ContentType = read.Value.ContentType,
            Content = file,
            CreatedAt = dates.Now,
        };
        return await ChangeAsync(actor, version, async (db, old) =>
        {
            if (!await db.SellerLogos.AnyAsync(l => l.Hash == logo.Hash, ct))
                db.SellerLogos.Add(logo);
            return old with { LogoHash = logo.Hash };
        }, ct);
    }

    /// <summary>Documents that were issued with it keep it.</summary>
    public async Task<Result<bool>> RemoveLogoAsync(Actor actor, uint version, CancellationToken ct) =>
        Access.Check(actor, BillingAction.ChangeSeller) is { } refused ? refused : await ChangeAsync(actor, version, (_, old) => Task.FromResult(old with { LogoHash = null }), ct);

    Task<Result<bool>> ChangeAsync(Actor actor, uint version, Func<BillingDbContext, Party, Task<Party>> change, CancellationToken ct) =>
        writing.InTransactionAsync<bool>(async db =>
        {
            // the row may not be there to lock yet
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('seller_profile'))", ct);
            var row = await db.SellerProfile.SingleOrDefaultAsync(ct);
            if ((row?.Version ?? SellerProfile.OfConfiguration) != version)
                return BillingError.Stale;
            var before = row?.Party ?? sellers.Configured;
            var after = await change(db, before);
            if (row is not null && after == before)
                return true;
            if (row is null)
                db.SellerProfile.Add(row = new SellerProfile { Party = after, UpdatedAt = dates.Now, UpdatedBy = actor.Name });
            (row.Party, row.UpdatedAt, row.UpdatedBy) = (after, dates.Now, actor.Name);
            db.Audit.Add(AuditEntry.Of(actor, "seller.changed", dates.Now, new AuditSubject(null, null), new { Changes = Changes(before, after) }));
            return true;
        }, ct);

    static Dictionary<string, Change> Changes(Party before, Party after)
    {
        var changes = EditSeller.Of(after).Differences(EditSeller.Of(before)).ToDictionary(d => d.Field, d => new Change(Shown(d.Field, d.Other), Shown(d.Field, d.Mine)));
        if (before.LogoHash != after.LogoHash)
            changes["logo"] = new Change(before.LogoHash, after.LogoHash);
        return changes;
    }

    static string? Shown(string field, object? value) => (field, value) switch
    {
        (_, null) => null,
        ("iban", string iban) => Mask.Iban(iban),
        ("email", string address) => Mask.Email(address),
        _ => value.ToString(),
    };

    sealed record Change(string? From, string? To);
}
