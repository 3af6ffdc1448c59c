using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Core.Catalog;

/// <summary>The catalogue. Searches are kept for 15 minutes, or until a library changes.</summary>
public sealed class LibraryQueries(IDbContextFactory<BillingDbContext> contexts, CacheService cache)
{
    /// <summary>A page of the libraries whose name, id or description contains the text, in order of name.</summary>
    public async Task<Result<Page<LibraryView>>> SearchAsync(Actor actor, SearchInput input, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadLibraries) is { } refused)
            return refused;
        if (input.Validate() is { } invalid)
            return invalid;
        // ILIKE does not tell them apart, so neither does the key
        var text = input.Text?.ToUpperInvariant();
        var query = string.Create(CultureInfo.InvariantCulture, $"{input.Page.Number}|{input.Page.Size}|{text}");
        var key = await cache.GenerationAsync(CacheKeys.LibraryGeneration) is { } generation ? CacheKeys.LibrarySearch(generation, query) : null;
        return await cache.GetOrAddAsync(key, CacheLifetimes.LibrarySearches, () => ReadAsync(text, input.Page, ct));
    }

    /// <param name="id">With or without its first slash.</param>
    public async Task<Result<LibraryView>> FindAsync(Actor actor, string id, CancellationToken ct)
    {
        if (Access.Check(actor, BillingAction.ReadLibraries) is { } refused)
            return refused;
        var wanted = LibraryRules.IdOf(id);
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.Libraries.AsNoTracking().SingleOrDefaultAsync(l => l.Id == wanted, ct) is { } library
            ? new LibraryView(library.Id, library.Name, library.Description)
            : BillingError.NotFound("library");
    }

    async Task<Page<LibraryView>> ReadAsync(string? text, PageInput page, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var count = await Matching(db, text).CountCappedAsync(ct);
        return await Ordered(db, text, fewMatch: text is not null && count <= Paging.FewMatches)
            .Select(l => new LibraryView(l.Id, l.Name, l.Description)).ToPageAsync(page, count, ct);
    }

    /// <param name="fewMatch">Find what matches first, then sort it by what no index has.</param>
    internal static IQueryable<Library> Ordered(BillingDbContext db, string? text, bool fewMatch) => fewMatch
        ? Matching(db, text).OrderBy(l => l.Name + "").ThenBy(l => l.Id)
        : Matching(db, text).OrderBy(l => l.Name).ThenBy(l => l.Id);

    static IQueryable<Library> Matching(BillingDbContext db, string? text)
    {
        if (text is null)
            return db.Libraries.AsNoTracking();
        var pattern = Paging.Pattern(text);
        return db.Libraries.AsNoTracking().Where(l => EF.Functions.ILike(l.Name, pattern, LikePattern.Escape) || EF.Functions.ILike(l.Id, pattern, LikePattern.Escape) || EF.Functions.ILike(l.Description!, pattern, LikePattern.Escape));
    }
}
