using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Security.Identity;

/// <summary>Who can sign in. Admins only.</summary>
public sealed class UserQueries(IDbContextFactory<BillingDbContext> contexts, AuditReading reading, TimeProvider clock)
{
    /// <summary>A page of the users whose address or name contains the text, in order of address.</summary>
    public async Task<Result<Page<UserView>>> ListAsync(Actor actor, SearchInput input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ManageUsers) is { } refused)
            return refused;
        if (input.Validate() is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var count = await Matching(db, input.Text).CountCappedAsync(ct);
        var page = await Ordered(db, input.Text, fewMatch: input.Text is not null && count <= Paging.FewMatches).ToPageAsync(input.Page, count, ct);
        await reading.RecordListAsync(actor, "user.listed", input.Text, page.Items.Count, ct);
        return new Page<UserView>([.. page.Items.Select(View)], page.Total, page.TotalIsCapped, page.PageNumber, page.PageSize, null);
    }

    public async Task<Result<UserView>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ManageUsers) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct) is not { } user)
            return BillingError.NotFound("user");
        await reading.RecordAsync(actor, "user.read", user.CustomerId, new { User = id }, ct);
        return View(user);
    }

    /// <param name="fewMatch">Find what matches first, then sort it by what no index has.</param>
    internal static IQueryable<AppUser> Ordered(BillingDbContext db, string? text, bool fewMatch) => fewMatch
        ? Matching(db, text).OrderBy(u => u.NormalizedUserName + "")
        : Matching(db, text).OrderBy(u => u.NormalizedUserName);

    static IQueryable<AppUser> Matching(BillingDbContext db, string? text)
    {
        if (text is null)
            return db.Users.AsNoTracking();
        var pattern = Paging.Pattern(text);
        return db.Users.AsNoTracking().Where(u => EF.Functions.ILike(u.Email!, pattern, LikePattern.Escape) || EF.Functions.ILike(u.DisplayName, pattern, LikePattern.Escape));
    }

    UserView View(AppUser user) => new(user.Id, user.Email ?? "", user.DisplayName, user.Role, user.CustomerId)
    {
        Active = user.IsActive,
        LockedUntil = user.LockoutEnd > clock.GetUtcNow() ? user.LockoutEnd : null,
        EmailConfirmed = user.EmailConfirmed,
        HasSecondFactor = user.TwoFactorEnabled,
        CreatedAt = user.CreatedAt,
        DeactivatedAt = user.DeactivatedAt,
    };
}
