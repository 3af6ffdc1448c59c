using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Data;

/// <summary>Looks up and records Idempotency-Keys inside the caller's transaction.</summary>
static class IdempotencyStore
{
    /// <summary>Null: a new request. A record: it was done before. A refusal: another body, or the first is still running.</summary>
    public static async Task<Result<IdempotencyRecord?>> FindAsync(BillingDbContext db, Actor actor, RequestKey? key, CancellationToken ct)
    {
        if (key is null)
            return (IdempotencyRecord?)null;
        var principal = actor.Principal;
        var free = await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock(hashtextextended({principal + "|" + key.Key}, 0)) AS \"Value\"").SingleAsync(ct);
        if (!free)
            return BillingError.Conflict("idempotency_in_flight", "A request with this Idempotency-Key is still running.");
        var record = await db.Idempotency.AsNoTracking().SingleOrDefaultAsync(r => r.Principal == principal && r.Key == key.Key, ct);
        if (record is not null && !CryptographicOperations.FixedTimeEquals(record.RequestHash, key.RequestHash))
            return new BillingError(ErrorKind.Unprocessable, "idempotency_mismatch", "This Idempotency-Key was used for another request.");
        return record;
    }

    public static void Add(BillingDbContext db, Actor actor, RequestKey? key, (CustomerId UserId, Guid ResultId, int StatusCode) result, DateTimeOffset now)
    {
        if (key is null)
            return;
        db.Idempotency.Add(new IdempotencyRecord
        {
            Principal = actor.Principal,
            Key = key.Key,
            RequestHash = key.RequestHash,
            StatusCode = result.StatusCode,
            UserId = result.UserId,
            ResultId = result.ResultId,
            CreatedAt = now,
        });
    }
}
