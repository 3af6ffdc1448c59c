using TwinMcp.Core.Common;

namespace TwinMcp.Core.Invoicing;

/// <summary>Filter, sort and page of the invoice list: the query string of <c>GET /api/billing/invoices</c> and of the page's URL.</summary>
public sealed record InvoiceFilter
{
    public const int DefaultPageSize = 25;
    public const int MaxPageSize = 200;

    /// <summary>Deep pages go by cursor: OFFSET reads everything before it.</summary>
    public const int MaxOffset = 10_000;

    public static readonly IReadOnlyList<string> SortFields = ["issueDate", "dueDate", "number", "total", "status"];

    public CustomerId? UserId { get; init; }
    public IReadOnlyList<InvoiceStatus> Status { get; init; } = [];

    /// <summary>Issue date, inclusive.</summary>
    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>Part of a number or of a customer's name, or an exact amount.</summary>
    public string? Q { get; init; }

    public decimal? MinTotal { get; init; }
    public decimal? MaxTotal { get; init; }
    public string? Currency { get; init; }

    /// <summary>A field of <c>issueDate dueDate number total status</c>, with "-" before it for descending.</summary>
    public string Sort { get; init; } = "-issueDate";

    public int PageNumber { get; init; } = 1;
    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>From the page before; then <see cref="PageNumber"/> is not used.</summary>
    public string? Cursor { get; init; }

    internal string SortField => Sort.TrimStart('-');

    internal bool Descending => Sort.StartsWith('-');

    internal Result<InvoiceFilter> Validate()
    {
        var errors = new FieldErrors();
        errors.Require(SortFields.Contains(SortField) && Sort.Length - SortField.Length <= 1, "sort", $"One of {string.Join(", ", SortFields)}, with - for descending.");
        errors.Require(PageSize is >= 1 and <= MaxPageSize, "pageSize", $"From 1 to {MaxPageSize}.");
        errors.Require(PageNumber >= 1, "page", "From 1.");
        errors.Require(Cursor is not null || (long)(PageNumber - 1) * PageSize <= MaxOffset, "page", $"Beyond {MaxOffset} rows page by cursor.");
        errors.Require(Q is null or { Length: <= 100 }, "q", "At most 100 characters.");
        errors.Require(TextRules.IsOneLine(Q), "q", "No control characters.");
        errors.Require(Currency is null || Common.Currency.TryParse(Currency, out _), "currency", "Not a currency we know.");
        errors.Require(From is null || To is null || From <= To, "to", "Before from.");
        errors.Require(MinTotal is null || MaxTotal is null || MinTotal <= MaxTotal, "maxTotal", "Below minTotal.");
        return errors.Any ? errors.ToError() : this;
    }
}
