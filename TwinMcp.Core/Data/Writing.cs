using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Data;

/// <summary>The frame of every write: one transaction, bounded waits, and the database's refusals as values.</summary>
public sealed class Writing(IDbContextFactory<BillingDbContext> contexts)
{
    /// <summary>
    /// Runs the work in one transaction and commits when it returns a value; a refusal rolls back.
    /// The work saves through its context; a lost race comes back as <see cref="BillingError.Stale"/>.
    /// </summary>
    public async Task<Result<T>> InTransactionAsync<T>(Func<BillingDbContext, Task<Result<T>>> work, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        try
        {
            await db.Database.ExecuteSqlRawAsync("SET LOCAL lock_timeout = '5s'", ct);
            var result = await work(db);
            if (result.IsOk)
            {
                await db.SaveChangesAsync(ct);
                // a commit that is cut short may have happened: from here on it is seen through
                await transaction.CommitAsync(CancellationToken.None);
            }
            return result;
        }
        catch (DbUpdateConcurrencyException)
        {
            return BillingError.Stale;
        }
        catch (Exception e) when (Postgres(e) is { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure })
        {
            return new BillingError(ErrorKind.External, "busy", "Somebody else is changing the same thing right now. Nothing was done; try again.");
        }
    }

    static PostgresException? Postgres(Exception e) => e as PostgresException ?? e.InnerException as PostgresException;
}
