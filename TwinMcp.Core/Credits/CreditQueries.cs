using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Credits;

/// <summary>What customers hold with us. A customer sees his own; another's credit is not there for him.</summary>
public sealed class CreditQueries(IDbContextFactory<BillingDbContext> contexts, LocalDates dates)
{
    /// <summary>Newest first.</summary>
    public async Task<Result<Page<Credit>>> ListAsync(Actor actor, CustomerId? userId, (int Number, int Size) page, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadCredits) is { } refused)
            return refused;
        if (PageRules.Check(page) is { } invalid)
            return invalid;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var credits = db.Credits.AsNoTracking();
        if (Scope(actor, userId) is { } scope)
            credits = credits.Where(c => c.UserId == scope);
        var total = await credits.Take(Page<Credit>.CountCap + 1).CountAsync(ct);
        var items = await credits.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id)
            .Skip((page.Number - 1) * page.Size).Take(page.Size).ToListAsync(ct);
        return PageRules.Of(items, total, page);
    }

    public async Task<Result<Credit>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadCredits) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var credits = db.Credits.AsNoTracking().Where(c => c.Id == id);
        if (Scope(actor, null) is { } own)
            credits = credits.Where(c => c.UserId == own);
        return await credits.SingleOrDefaultAsync(ct) is { } credit ? credit : BillingError.NotFound("credit");
    }

    /// <summary>What one customer can use now, a sum per currency; what has expired does not count, also before the job has written it off.</summary>
    public async Task<Result<Money[]>> BalanceAsync(Actor actor, CustomerId? userId, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadCredits) is { } refused)
            return refused;
        if (Scope(actor, userId) is not { } scope)
            return BillingError.Invalid("userId", "Required.");
        var now = dates.Now;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var sums = await Usable(db, now).Where(c => c.UserId == scope).GroupBy(c => c.Currency)
            .Select(g => new { Currency = g.Key, Amount = g.Sum(c => c.Remaining) }).ToListAsync(ct);
        return sums.Select(s => new Money(s.Amount, s.Currency)).OrderBy(m => m.Currency.Code, StringComparer.Ordinal).ToArray();
    }

    /// <summary>Which of these customers could pay with credit now: their invoices are issued one by one.</summary>
    public static async Task<HashSet<CustomerId>> HoldersAsync(BillingDbContext db, IReadOnlyCollection<CustomerId> customers, Currency currency, DateTimeOffset now, CancellationToken ct) =>
        [.. await Usable(db, now).Where(c => customers.Contains(c.UserId) && c.Currency == currency).Select(c => c.UserId).Distinct().ToListAsync(ct)];

    static IQueryable<Credit> Usable(BillingDbContext db, DateTimeOffset now) =>
        db.Credits.AsNoTracking().Where(c => c.Remaining > 0 && (c.ExpiresAt == null || c.ExpiresAt > now));

    /// <summary>A customer's own, whatever he asks for; null for everybody's.</summary>
    static CustomerId? Scope(Actor actor, CustomerId? asked) =>
        Access.Allows(actor, BillingAction.ReadAllCustomers) ? asked : actor.Customer ?? default(CustomerId);
}
