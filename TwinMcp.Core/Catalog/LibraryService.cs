using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.Audit;

namespace TwinMcp.Core.Catalog;

/// <summary>Changes the catalogue. Usage that names a library stays as it is, whatever becomes of the library.</summary>
public sealed class LibraryService(Writing writing, CacheService cache, LocalDates dates)
{
    /// <summary>Makes the library or replaces it; answers whether it is new. Doing it again changes nothing.</summary>
    public async Task<Result<bool>> PutAsync(Actor actor, string id, PutLibrary input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeLibraries) is { } refused)
            return refused;
        var libraryId = LibraryRules.IdOf(id);
        if (LibraryRules.Check(libraryId, input) is { } invalid)
            return invalid;
        var (name, description) = (input.Name!.Trim(), string.IsNullOrWhiteSpace(input.Description) ? null : input.Description.Trim());
        return await ChangeAsync(actor, libraryId, async (db, library) =>
        {
            if (library is not null && (library.Name, library.Description) == (name, description))
                return (false, null);
            // one that is made at the same moment is not an error: the last one stands
            var isNew = await db.Database.SqlQuery<bool>($"""
                INSERT INTO libraries (id, name, description) VALUES ({libraryId}, {name}, {description})
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description RETURNING xmax = 0 AS "Value"
                """).ToListAsync(ct);
            return (isNew.Single(), "library.put");
        }, ct);
    }

    /// <summary>Answers whether it was there.</summary>
    public async Task<Result<bool>> DeleteAsync(Actor actor, string id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ChangeLibraries) is { } refused)
            return refused;
        var libraryId = LibraryRules.IdOf(id);
        return await ChangeAsync(actor, libraryId, async (db, library) =>
        {
            if (library is null)
                return BillingError.NotFound("library");
            await db.Libraries.Where(l => l.Id == libraryId).ExecuteDeleteAsync(ct);
            return (true, "library.deleted");
        }, ct);
    }

    async Task<Result<bool>> ChangeAsync(Actor actor, string id, Func<BillingDbContext, Library?, Task<Result<(bool Answer, string? Action)>>> change, CancellationToken ct)
    {
        try
        {
            return await writing.InTransactionAsync<bool>(async db =>
            {
                var library = await db.Libraries.FromSql($"SELECT * FROM libraries WHERE id = {id} FOR UPDATE").AsNoTracking().SingleOrDefaultAsync(ct);
                var done = await change(db, library);
                if (done.IsOk && done.Value.Action is { } action)
                    db.Audit.Add(AuditEntry.Of(actor, action, dates.Now, default, new { Library = id }));
                return done.Map(d => d.Answer);
            }, ct);
        }
        finally
        {
            // whatever came of it: a commit whose answer was lost has happened all the same
            await cache.RaiseGenerationAsync(CacheKeys.LibraryGeneration);
        }
    }
}
