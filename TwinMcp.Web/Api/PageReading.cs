using System.Globalization;
using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Web.Api;

/// <summary>The query string of lists that have pages and one filter of an enum.</summary>
internal static class PageReading
{
    public static readonly WireParameter[] Parameters =
    [
        new("page", "From 1; up to row 10,000.") { Type = Microsoft.OpenApi.JsonSchemaType.Integer },
        new("pageSize", "1 to 200; 25 when not given.") { Type = Microsoft.OpenApi.JsonSchemaType.Integer },
    ];

    public static WireParameter Filter<T>(string name, string words) where T : struct, Enum => new(name, words) { Values = [.. Enum.GetValues<T>().Select(Wire)] };

    /// <summary>Every wrong field is named; unknown ones too.</summary>
    public static Result<((int Number, int Size) Page, T? Filter)> Read<T>(IQueryCollection query, string filterName) where T : struct, Enum
    {
        var errors = new FieldErrors();
        foreach (var name in query.Keys.Where(k => k != "page" && k != "pageSize" && k != filterName))
            errors.Add(name, "Unknown parameter.");
        T? filter = null;
        if (query.TryGetValue(filterName, out var text))
        {
            var known = Enum.GetValues<T>().Where(v => Wire(v) == text.ToString()).ToArray();
            errors.Require(known.Length == 1, filterName, $"One of {string.Join(", ", Enum.GetValues<T>().Select(Wire))}.");
            filter = known.Length == 1 ? known[0] : null;
        }
        var page = (Number(query, errors, "page") ?? 1, Number(query, errors, "pageSize") ?? InvoiceFilter.DefaultPageSize);
        return errors.Any ? errors.ToError() : (page, filter);
    }

    static int? Number(IQueryCollection query, FieldErrors errors, string name)
    {
        if (!query.TryGetValue(name, out var text))
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number;
        errors.Add(name, "Not a value of the right type.");
        return null;
    }

    static string Wire<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}

/// <summary>Bodies that are read as the bytes they are.</summary>
internal static class BodyReading
{
    /// <summary>The endpoint's RequestSizeLimit bounds it.</summary>
    public static async Task<byte[]> BytesAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct);
        return buffer.ToArray();
    }
}
