using System.Globalization;
using Microsoft.OpenApi;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Api;

/// <summary>Reads a query string, parameter by parameter; <see cref="Error"/> names every one that is unknown, given twice or of the wrong type.</summary>
internal sealed class QueryReading
{
    readonly IQueryCollection query;
    readonly FieldErrors errors = new();

    public QueryReading(HttpRequest request, IReadOnlyList<WireParameter> known)
    {
        query = request.Query;
        foreach (var (name, values) in query)
        {
            errors.Require(known.Any(p => p.Name == name), name, "Unknown parameter.");
            errors.Require(values.Count <= 1, name, "Only once.");
        }
    }

    public BillingError? Error => errors.Any ? errors.ToError() : null;

    public string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    public T? Value<T>(string name) where T : struct, IParsable<T>
    {
        if (Text(name) is not { } text)
            return null;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return value;
        errors.Add(name, "Not a value of the right type.");
        return null;
    }

    public DateOnly? Date(string name)
    {
        if (Text(name) is { } text && !RequestReading.IsDate(text))
        {
            errors.Add(name, "A date as yyyy-MM-dd.");
            return null;
        }
        return Value<DateOnly>(name);
    }

    public PageInput Page() => new(Value<int>("page") ?? 1, Value<int>("pageSize") ?? PageInput.DefaultSize);

    public SearchInput Search() => new(Text("q"), Page());

    public static readonly WireParameter[] PageParameters =
    [
        new("page", "From 1; up to row 10,000.") { Type = JsonSchemaType.Integer },
        new("pageSize", "1 to 200; 25 when not given.") { Type = JsonSchemaType.Integer },
    ];

    /// <param name="words">What is searched.</param>
    public static WireParameter[] SearchParameters(string words) => [new("q", words), .. PageParameters];
}
