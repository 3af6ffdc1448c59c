using TwinMcp.Core.Common;

namespace TwinMcp.Web.Api;

/// <summary>Every list on the wire.</summary>
internal sealed record ListWire<T>(IReadOnlyList<T> Items, int? Total, bool TotalIsCapped, int Page, int PageSize, string? NextCursor);

internal static class ListWire
{
    /// <summary>A list that is bounded by what it is, whole.</summary>
    public static ListWire<TWire> All<T, TWire>(IReadOnlyList<T> items, Func<T, TWire> map) =>
        new([.. items.Select(map)], items.Count, false, 1, items.Count, null);

    public static ListWire<TWire> Of<T, TWire>(Page<T> page, Func<T, TWire> map) =>
        new([.. page.Items.Select(map)], page.Total, page.TotalIsCapped, page.PageNumber, page.PageSize, page.NextCursor);
}
