namespace TwinMcp.Core.Common;

/// <summary>Which page of a list is wanted.</summary>
public sealed record PageOf(int Number, int Size)
{
    public const int DefaultSize = 25;

    const int MaxSize = 200;

    public int Skip => (Number - 1) * Size;

    /// <summary>Deeper than the counted rows nobody pages.</summary>
    public BillingError? Validate()
    {
        var errors = new FieldErrors();
        errors.Require(Size is >= 1 and <= MaxSize, "pageSize", "1 to 200.");
        errors.Require(Number >= 1 && (long)Number * Math.Clamp(Size, 1, MaxSize) <= Page<object>.CountCap, "page", "From 1, up to row 10,000.");
        return errors.Any ? errors.ToError() : null;
    }

    /// <param name="count">Counted up to one more than the cap.</param>
    public Page<T> Answer<T>(IReadOnlyList<T> rows, int count) =>
        new(rows, Math.Min(count, Page<T>.CountCap), count > Page<T>.CountCap, Number, Size, null);
}
