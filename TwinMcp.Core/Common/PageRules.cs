namespace TwinMcp.Core.Common;

/// <summary>Pages by number, for lists that nobody turns deeply.</summary>
static class PageRules
{
    public const int MaxSize = 200;

    /// <summary>OFFSET reads everything before it.</summary>
    public const int MaxOffset = 10_000;

    public static BillingError? Check((int Number, int Size) page)
    {
        var errors = new FieldErrors();
        errors.Require(page.Size is >= 1 and <= MaxSize, "pageSize", $"From 1 to {MaxSize}.");
        errors.Require(page.Number >= 1, "page", "From 1.");
        errors.Require((long)(page.Number - 1) * page.Size <= MaxOffset, "page", $"Up to row {MaxOffset}: narrow the filter.");
        return errors.Any ? errors.ToError() : null;
    }

    /// <param name="counted">Up to one more than the cap.</param>
    public static Page<T> Of<T>(IReadOnlyList<T> items, int counted, (int Number, int Size) page)
    {
        var capped = counted > Page<T>.CountCap;
        return new Page<T>(items, capped ? Page<T>.CountCap : counted, capped, page.Number, page.Size, null);
    }
}
