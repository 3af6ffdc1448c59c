namespace TwinMcp.Core.Common;

/// <summary>Which page of a list, from 1, and how long.</summary>
public readonly record struct PageInput(int Number, int Size)
{
    public const int DefaultSize = 25;
    public const int MaxSize = 200;

    /// <summary>OFFSET reads everything before it: beyond, a search finds it sooner.</summary>
    public const int MaxOffset = 10_000;

    public static PageInput First { get; } = new(1, DefaultSize);

    internal int Offset => (Number - 1) * Size;

    internal void Check(FieldErrors errors)
    {
        errors.Require(Size is >= 1 and <= MaxSize, "pageSize", $"From 1 to {MaxSize}.");
        errors.Require(Number >= 1, "page", "From 1.");
        errors.Require((long)(Number - 1) * Size <= MaxOffset, "page", $"At most to row {MaxOffset}: search instead.");
    }
}

/// <summary>The page of a list of which only a text is searched.</summary>
public sealed record SearchInput(string? Q, PageInput Page)
{
    const int Longest = 100;

    /// <summary>Null: everything.</summary>
    internal string? Text => string.IsNullOrWhiteSpace(Q) ? null : Q.Trim();

    /// <summary>Null when right.</summary>
    internal BillingError? Validate()
    {
        var errors = new FieldErrors();
        Page.Check(errors);
        errors.Require(Q is null or { Length: <= Longest }, "q", $"At most {Longest} characters.");
        errors.Require(TextRules.IsOneLine(Q), "q", "No control characters.");
        return errors.Any ? errors.ToError() : null;
    }
}
