using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Security.ApiKeys;

/// <summary>
/// Keys by prefix, remembered in this process for <see cref="Lifetime"/>: a call costs no query, and no node needs to be told of a revocation
/// for it to hold within 5 seconds. Unknown prefixes are not remembered, so the memory holds no more than there are keys.
/// </summary>
public sealed class ApiKeyQueries(IDbContextFactory<BillingDbContext> contexts, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    readonly ConcurrentDictionary<string, CachedApiKey> known = new();

    internal async ValueTask<CachedApiKey?> FindAsync(string prefix, CancellationToken ct)
    {
        // the timestamp, not the wall clock: that one can be set back
        if (known.TryGetValue(prefix, out var cached) && clock.GetElapsedTime(cached.LoadedAt) < Lifetime)
            return cached;
        var asked = clock.GetTimestamp();
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Prefix == prefix, ct) is not { } row)
        {
            known.TryRemove(prefix, out _);
            return null;
        }
        return known[prefix] = new CachedApiKey(row, asked);
    }

    /// <summary>A page of keys, the newest first: of one customer, or of everybody. A customer sees his own.</summary>
    public async Task<Result<Page<ApiKeyView>>> ListAsync(Actor actor, CustomerId? userId, PageInput input, CancellationToken ct)
    {
        if (Refusal(actor) is { } refused)
            return refused;
        var errors = new FieldErrors();
        input.Check(errors);
        if (errors.Any)
            return errors.ToError();
        if (!IsOfEverybody(actor))
        {
            if (userId is not null && userId != actor.Customer)
                return BillingError.NotFound("customer");
            userId = actor.Customer;
        }
        await using var db = await contexts.CreateDbContextAsync(ct);
        var count = await Of(db, userId).CountCappedAsync(ct);
        var page = await Newest(db, userId).ToPageAsync(input, count, ct);
        return new Page<ApiKeyView>([.. page.Items.Select(ApiKeyView.Of)], page.Total, page.TotalIsCapped, page.PageNumber, page.PageSize, null);
    }

    public async Task<Result<ApiKeyView>> FindAsync(Actor actor, Guid id, CancellationToken ct)
    {
        if (Refusal(actor) is { } refused)
            return refused;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var key = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id, ct);
        return key is not null && IsVisible(actor, key) ? ApiKeyView.Of(key) : BillingError.NotFound("API key");
    }

    internal static BillingError? Refusal(Actor actor) => IsOfEverybody(actor) ? null : Access.Check(actor, BillingAction.ChangeOwnApiKeys);

    internal static bool IsOfEverybody(Actor actor) => Access.Allows(actor, BillingAction.ChangeApiKeys);

    internal static bool IsVisible(Actor actor, ApiKey key) => IsOfEverybody(actor) || (key.UserId is { } owner && owner == actor.Customer);

    internal static IQueryable<ApiKey> Newest(BillingDbContext db, CustomerId? userId) => Of(db, userId).OrderByDescending(k => k.Id);

    static IQueryable<ApiKey> Of(BillingDbContext db, CustomerId? userId) =>
        userId is null ? db.ApiKeys.AsNoTracking() : db.ApiKeys.AsNoTracking().Where(k => k.UserId == userId);

    internal void Forget(string prefix) => known.TryRemove(prefix, out _);
}

/// <param name="LoadedAt">Timestamp from before the query.</param>
sealed record CachedApiKey(ApiKey Row, long LoadedAt)
{
    int touched;

    /// <summary>True for the first caller only.</summary>
    public bool ClaimTouch() => Interlocked.Exchange(ref touched, 1) == 0;
}
