using System.Globalization;
using System.Text.Json;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Api;

/// <summary>Reads a query string, value by value; what is unknown, there twice or of the wrong type is collected in <see cref="Error"/>.</summary>
internal sealed class QueryReading
{
    readonly IQueryCollection query;
    readonly FieldErrors errors = new();

    public QueryReading(IQueryCollection query, IReadOnlyCollection<string> known)
    {
        this.query = query;
        foreach (var (name, values) in query)
        {
            errors.Require(known.Contains(name), name, "Unknown parameter.");
            errors.Require(values.Count <= 1, name, "Once.");
        }
    }

    public BillingError? Error => errors.Any ? errors.ToError() : null;

    public T? Value<T>(string name) where T : struct, IParsable<T>
    {
        if (Text(name) is not { } text)
            return null;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return value;
        errors.Add(name, "Not a value of the right type.");
        return null;
    }

    /// <summary>yyyy-MM-dd and nothing else.</summary>
    public DateOnly? Date(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        errors.Add(name, "A date: yyyy-MM-dd.");
        return null;
    }

    /// <summary>In the wire's spelling.</summary>
    public T? OneOf<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
            if (Wire(value) == text)
                return value;
        errors.Add(name, $"One of {string.Join(", ", Enum.GetValues<T>().Select(Wire))}.");
        return null;
    }

    string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    static string Wire<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
