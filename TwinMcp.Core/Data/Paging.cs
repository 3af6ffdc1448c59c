using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Data;

/// <summary>One page of an ordered query, with a count that stops at the cap.</summary>
static class Paging
{
    /// <summary>Up to here sorting what matches is quicker than walking the order in the hope of early matches.</summary>
    public const int FewMatches = 2_000;

    /// <summary>Counts up to one more than the cap and stops.</summary>
    public static Task<int> CountCappedAsync<T>(this IQueryable<T> query, CancellationToken ct) => query.Take(Page<T>.CountCap + 1).CountAsync(ct);

    public static async Task<Page<T>> ToPageAsync<T>(this IQueryable<T> ordered, PageInput page, int count, CancellationToken ct)
    {
        var items = await ordered.Skip(page.Offset).Take(page.Size).ToListAsync(ct);
        var capped = count > Page<T>.CountCap;
        return new Page<T>(items, capped ? Page<T>.CountCap : count, capped, page.Number, page.Size, null);
    }

    /// <summary>Trigrams need three letters: shorter texts are searched at the beginning.</summary>
    public static string Pattern(string text) => text.Length < 3 ? LikePattern.StartsWith(text) : LikePattern.Contains(text);
}
