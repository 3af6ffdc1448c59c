using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>The list's whole state, as it stands in the URL. What cannot be read there is as if it were not given.</summary>
public sealed record InvoiceListUrl
{
    public const string Path = "/dashboard/invoices";
    public const string DefaultSort = "-issueDate";

    static readonly string[] SortFields = ["issueDate", "dueDate", "number", "total", "status"];

    public InvoiceStatus? Status { get; init; }
    public string? Q { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string Sort { get; init; } = DefaultSort;
    public int Page { get; init; } = 1;
    public int Size { get; init; } = InvoiceFilter.DefaultPageSize;

    public bool HasDates => From is not null || To is not null;

    public bool IsFiltered => Status is not null || Q is not null || HasDates;

    /// <summary>From the query part of an address, with or without its question mark.</summary>
    public static InvoiceListUrl Parse(string query)
    {
        var values = QueryHelpers.ParseQuery(query);
        string? Text(string name) => values.TryGetValue(name, out var found) && found.ToString().Trim() is { Length: > 0 } text ? text : null;
        var size = Number(Text("size"));
        return new InvoiceListUrl
        {
            Status = Enum.TryParse<InvoiceStatus>(Text("status"), ignoreCase: true, out var status) && Enum.IsDefined(status) ? status : null,
            Q = Text("q") is { } q ? q[..Math.Min(q.Length, 100)] : null,
            From = Date(Text("from")),
            To = Date(Text("to")),
            Sort = Text("sort") is { } sort && SortFields.Contains(sort.StartsWith('-') ? sort[1..] : sort) ? sort : DefaultSort,
            Page = Math.Max(1, Number(Text("page")) ?? 1),
            Size = size is >= 1 and <= InvoiceFilter.MaxPageSize ? size.Value : InvoiceFilter.DefaultPageSize,
        };
    }

    public InvoiceFilter ToFilter() => new()
    {
        Status = Status is { } status ? [status] : [],
        Q = Q,
        From = From,
        To = To,
        Sort = Sort,
        PageNumber = Page,
        PageSize = Size,
    };

    /// <summary>The list's address; what has its default is left out.</summary>
    public override string ToString() => Path + Query;

    /// <summary>An invoice's address that knows the way back to this list.</summary>
    public string Invoice(InvoiceId id) => $"{Path}/{id}{Query}";

    /// <summary>The PDFs of all that this list's filter finds, as one ZIP.</summary>
    public string Zip => QueryHelpers.AddQueryString("/api/billing/invoices/archive", Values().Where(v => v.Value is not null && v.Key is not ("page" or "size"))
        .Select(v => v.Key == "status" ? new KeyValuePair<string, string?>(v.Key, v.Value!.ToUpperInvariant()) : v));

    /// <summary>Any change of the filter begins again on the first page.</summary>
    public InvoiceListUrl First() => this with { Page = 1 };

    string Query => QueryHelpers.AddQueryString("", Values().Where(v => v.Value is not null));

    IEnumerable<KeyValuePair<string, string?>> Values() =>
    [
        new("status", Status?.ToString().ToLowerInvariant()),
        new("q", Q),
        new("from", Iso(From)),
        new("to", Iso(To)),
        new("sort", Sort == DefaultSort ? null : Sort),
        new("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture)),
        new("size", Size == InvoiceFilter.DefaultPageSize ? null : Size.ToString(CultureInfo.InvariantCulture)),
    ];

    static string? Iso(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static DateOnly? Date(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
