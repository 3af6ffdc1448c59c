namespace TwinMcp.Core.Common;

/// <summary>One page of a list, in the shape of the REST contract.</summary>
/// <param name="Total">Exact up to <see cref="CountCap"/>; null when it was not counted (cursor paging).</param>
/// <param name="TotalIsCapped">There are more than <paramref name="Total"/>.</param>
/// <param name="NextCursor">Opaque; null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int? Total, bool TotalIsCapped, int PageNumber, int PageSize, string? NextCursor)
{
    /// <summary>Counting stops here: an exact count over all invoices costs 200 ms, a capped one 1 ms.</summary>
    public const int CountCap = 10_000;
}
