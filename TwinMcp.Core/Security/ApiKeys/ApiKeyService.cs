using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Security.ApiKeys;

/// <summary>Makes, checks and revokes keys. The clear key leaves here once and is stored nowhere.</summary>
public sealed partial class ApiKeyService(Writing writing, ApiKeyQueries queries, TimeProvider clock, ILogger<ApiKeyService> logger)
{
    /// <summary>How exact <c>last_used_at</c> is: a write a minute and key, not one a request.</summary>
    static readonly TimeSpan TouchEvery = TimeSpan.FromMinutes(1);

    /// <summary>Of a customer who makes them himself: each has a quota of its own.</summary>
    const int MostOwnKeys = 20;

    /// <summary>Who the key <c>prefix.secret</c> is; null when it is malformed, unknown, wrong, expired or revoked, which all look alike.</summary>
    public async Task<ApiKeyIdentity?> AuthenticateAsync(string? presentedKey, CancellationToken ct)
    {
        if (!ApiKeySecret.TryParse(presentedKey, out var secret) || await queries.FindAsync(secret.Prefix, ct) is not { Row: var key } found)
            return null;
        var now = clock.GetUtcNow();
        if (!secret.Matches(key.SecretHash) || key.RevokedAt is not null || key.ExpiresAt <= now)
            return null;
        if (!(now - key.LastUsedAt < TouchEvery) && found.ClaimTouch())
            _ = TouchAsync(key.Id, now); // not awaited: never in the request's way
        return new ApiKeyIdentity(key.Id, key.Name, key.Role, key.UserId, new ApiKeyLimits(key.RequestsPerMinute, key.RequestsPerDay)) { Scopes = key.Scopes };
    }

    public Task<Result<CreatedApiKey>> CreateAsync(Actor actor, CreateApiKey input, CancellationToken ct) =>
        AddAsync(actor, input, ApiKeySecret.New(), ct);

    /// <summary>
    /// The same for a caller who may repeat himself, and for customers, who make keys of their own account. A repeated request makes no
    /// second key and does not show the first again: that is stored nowhere. Whoever lost the answer revokes the key and asks for another.
    /// </summary>
    public async Task<Result<IssuedApiKey>> IssueAsync(Actor actor, CreateApiKey input, RequestKey? requestKey, CancellationToken ct)
    {
        if (ApiKeyQueries.Refusal(actor) is { } refused)
            return refused;
        var isOwn = !ApiKeyQueries.IsOfEverybody(actor);
        var allowed = isOwn ? input.Own(actor) : input;
        if (allowed.Error is { } notOwn)
            return notOwn;
        if (allowed.Value.Validate(clock.GetUtcNow()) is { } invalid)
            return invalid;
        return await writing.InTransactionAsync<IssuedApiKey>(async db =>
        {
            var done = await IdempotencyStore.FindAsync(db, actor, requestKey, ct);
            if (done.Error is { } mismatch)
                return mismatch;
            if (done.Value is { } before)
                return new IssuedApiKey(before.ResultId, null);
            if (isOwn && await HasTooManyAsync(db, actor.Customer!.Value, ct))
                return BillingError.Conflict("too_many_keys", $"An account has at most {MostOwnKeys} keys that are not revoked: revoke one first.");
            var created = await AddAsync(db, actor, allowed.Value, ApiKeySecret.New(), ct);
            if (created.IsOk)
                IdempotencyStore.Add(db, actor, requestKey, (allowed.Value.UserId ?? default, created.Value.Id, 201), clock.GetUtcNow());
            return created.Map(c => new IssuedApiKey(c.Id, c.Key));
        }, ct);
    }

    /// <summary>
    /// For fixed keys of a demo or a move: <paramref name="key"/> is the whole <c>prefix.secret</c>. Doing it again with the same key is harmless.
    /// Only the system itself may.
    /// </summary>
    public async Task<Result<CreatedApiKey>> ImportAsync(Actor actor, CreateApiKey input, string key, CancellationToken ct)
    {
        if (actor.Role != Role.System)
            return BillingError.Forbidden("Only the system imports keys.");
        if (!ApiKeySecret.TryParse(key, out var secret))
            return BillingError.Invalid("key", "A key is prefix.secret: at most 20 and 22 to 128 letters, digits, - and _.");
        return await AddAsync(actor, input, secret, ct);
    }

    /// <summary>Refused everywhere within <see cref="ApiKeyQueries.Lifetime"/>. Revoking again is harmless.</summary>
    public async Task<Result<Guid>> RevokeAsync(Actor actor, Guid keyId, CancellationToken ct)
    {
        if (ApiKeyQueries.Refusal(actor) is { } refused)
            return refused;
        var revoked = await writing.InTransactionAsync<ApiKey>(async db =>
        {
            var key = await db.ApiKeys.FromSql($"SELECT * FROM api_keys WHERE id = {keyId} FOR NO KEY UPDATE").SingleOrDefaultAsync(ct);
            if (key is null || !ApiKeyQueries.IsVisible(actor, key))
                return BillingError.NotFound("API key");
            if (key.RevokedAt is null)
            {
                key.RevokedAt = clock.GetUtcNow();
                db.Audit.Add(AuditEntry.Of(actor, "api_key.revoked", clock.GetUtcNow(), new AuditSubject(key.UserId, key.Id), new { key.Prefix }));
            }
            return key;
        }, ct);
        if (revoked.IsOk)
            queries.Forget(revoked.Value.Prefix);
        return revoked.Map(key => key.Id);
    }

    async Task<Result<CreatedApiKey>> AddAsync(Actor actor, CreateApiKey input, ApiKeySecret secret, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeApiKeys) is { } refused)
            return refused;
        if (input.Validate(clock.GetUtcNow()) is { } invalid)
            return invalid;
        try
        {
            return await writing.InTransactionAsync<CreatedApiKey>(db => AddAsync(db, actor, input, secret, ct), ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return PrefixTaken;
        }
    }

    async Task<Result<CreatedApiKey>> AddAsync(BillingDbContext db, Actor actor, CreateApiKey input, ApiKeySecret secret, CancellationToken ct)
    {
        if (await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Prefix == secret.Prefix, ct) is { } existing)
            return secret.Matches(existing.SecretHash) ? new CreatedApiKey(existing.Id, existing.Prefix, secret.Text) : PrefixTaken;
        if (input.UserId is { } userId && !await ExistsAsync(db, userId, ct))
            return BillingError.NotFound("customer");
        var now = clock.GetUtcNow();
        var key = Build(input, secret, now);
        db.ApiKeys.Add(key);
        db.Audit.Add(AuditEntry.Of(actor, "api_key.created", now, new AuditSubject(key.UserId, key.Id), new { key.Prefix, Role = key.Role.ToString().ToUpperInvariant(), key.Scopes }));
        return new CreatedApiKey(key.Id, key.Prefix, secret.Text);
    }

    /// <summary>The customer's row is locked: of two who count at once, one counts the other's.</summary>
    static async Task<bool> HasTooManyAsync(BillingDbContext db, CustomerId userId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM user_profiles WHERE user_id = {userId.Value} FOR NO KEY UPDATE", ct);
        return await db.ApiKeys.CountAsync(k => k.UserId == userId && k.RevokedAt == null, ct) >= MostOwnKeys;
    }

    /// <summary>By table name: customers stand a layer above keys.</summary>
    static Task<bool> ExistsAsync(BillingDbContext db, CustomerId userId, CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"SELECT EXISTS (SELECT FROM user_profiles WHERE user_id = {userId.Value}) AS \"Value\"").SingleAsync(ct);

    async Task TouchAsync(Guid keyId, DateTimeOffset now)
    {
        var before = now - TouchEvery;
        try
        {
            await writing.InTransactionAsync<int>(async db =>
                await db.ApiKeys.Where(k => k.Id == keyId && (k.LastUsedAt == null || k.LastUsedAt <= before))
                    .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), CancellationToken.None), CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException or TimeoutException)
        {
            NotTouched(keyId, e.GetType().Name); // the next use tries again
        }
    }

    static BillingError PrefixTaken => BillingError.Conflict("prefix_taken", "There is another key with this prefix.");

    static ApiKey Build(CreateApiKey input, ApiKeySecret secret, DateTimeOffset now)
    {
        var limits = ApiKeyLimits.Of(input.Role!.Value);
        return new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            Prefix = secret.Prefix,
            SecretHash = secret.Hash(),
            Name = input.Name!.Trim(),
            Role = input.Role.Value,
            UserId = input.UserId,
            Scopes = input.Scopes is null ? null : [.. input.Scopes],
            RequestsPerMinute = input.RequestsPerMinute ?? limits.PerMinute,
            RequestsPerDay = input.RequestsPerDay ?? limits.PerDay,
            CreatedAt = now,
            ExpiresAt = input.ExpiresAt?.ToUniversalTime(),
        };
    }

    [LoggerMessage(1, LogLevel.Warning, "Key {KeyId}: the time of its last use was not written ({Error})")]
    partial void NotTouched(Guid keyId, string error);
}
