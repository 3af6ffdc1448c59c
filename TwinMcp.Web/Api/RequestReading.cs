using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Payments;

namespace TwinMcp.Web.Api;

/// <summary>What comes in headers and query strings, read into Core's records; every wrong field is named.</summary>
internal static class RequestReading
{
    static readonly string[] ListFields = ["userId", "status", "from", "to", "q", "minTotal", "maxTotal", "currency", "sort", "page", "pageSize", "cursor"];

    /// <summary>Null without the header. The fingerprint is of method, path and body.</summary>
    public static Result<RequestKey?> IdempotencyKey<T>(HttpRequest request, T body)
    {
        var headers = request.Headers["Idempotency-Key"];
        if (headers.Count == 0)
            return (RequestKey?)null;
        var header = headers.ToString();
        if (headers.Count > 1 || string.IsNullOrWhiteSpace(header) || header.Length > 255 || header.Any(char.IsControl))
            return BillingError.Invalid("Idempotency-Key", "Once, 1 to 255 printable characters.");
        var content = JsonSerializer.SerializeToUtf8Bytes(new { request.Method, Path = request.Path.Value, Body = body }, ApiJson.Options);
        return new RequestKey(header, SHA256.HashData(content));
    }

    /// <summary>428 without If-Match; anything that is not one of our ETags matches nothing.</summary>
    public static (uint? Version, IResult? Refusal) IfMatch(HttpRequest request)
    {
        var header = request.Headers.IfMatch.ToString();
        if (header.Length == 0)
            return (null, new ProblemResult(ErrorToHttp.Details(StatusCodes.Status428PreconditionRequired, "if_match_required", "Send If-Match with the ETag of what you have seen.")));
        return uint.TryParse(header.Trim().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (version, null)
            : (null, ErrorToHttp.Problem(BillingError.Stale));
    }

    public static string ETag(uint version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    public static Result<InvoiceFilter> Filter(IQueryCollection query)
    {
        var errors = new FieldErrors();
        foreach (var name in query.Keys.Where(k => !ListFields.Contains(k)))
            errors.Add(name, "Unknown parameter.");
        var filter = new InvoiceFilter
        {
            UserId = Value<CustomerId>(query, errors, "userId"),
            Status = Enums<InvoiceStatus>(query, errors, "status"),
            From = Value<DateOnly>(query, errors, "from", IsDate),
            To = Value<DateOnly>(query, errors, "to", IsDate),
            Q = Text(query, "q"),
            MinTotal = Value<decimal>(query, errors, "minTotal", IsNumber),
            MaxTotal = Value<decimal>(query, errors, "maxTotal", IsNumber),
            Currency = Text(query, "currency"),
            Sort = Text(query, "sort") ?? "-issueDate",
            PageNumber = Value<int>(query, errors, "page") ?? 1,
            PageSize = Value<int>(query, errors, "pageSize") ?? InvoiceFilter.DefaultPageSize,
            Cursor = Text(query, "cursor"),
        };
        return errors.Any ? errors.ToError() : filter;
    }

    /// <summary>The payments' filter; every unknown or wrong parameter is named.</summary>
    public static Result<PaymentFilter> Payments(IQueryCollection query)
    {
        var errors = Unknown(query, "userId", "invoiceId", "status", "page", "pageSize");
        var filter = new PaymentFilter
        {
            UserId = Value<CustomerId>(query, errors, "userId"),
            InvoiceId = Value<InvoiceId>(query, errors, "invoiceId"),
            Status = One<PaymentStatus>(query, errors, "status"),
            PageNumber = Value<int>(query, errors, "page") ?? 1,
            PageSize = Value<int>(query, errors, "pageSize") ?? InvoiceFilter.DefaultPageSize,
        };
        return errors.Any ? errors.ToError() : filter;
    }

    /// <summary>A customer and a page; <paramref name="isPaged"/> false: only the customer.</summary>
    public static Result<(CustomerId? UserId, (int Number, int Size) Page)> OfCustomer(IQueryCollection query, bool isPaged)
    {
        var errors = isPaged ? Unknown(query, "userId", "page", "pageSize") : Unknown(query, "userId");
        var read = (Value<CustomerId>(query, errors, "userId"), (Value<int>(query, errors, "page") ?? 1, Value<int>(query, errors, "pageSize") ?? InvoiceFilter.DefaultPageSize));
        return errors.Any ? errors.ToError() : read;
    }

    /// <summary>A page, and one filter of an enum.</summary>
    public static Result<((int Number, int Size) Page, T? Filter)> Filtered<T>(IQueryCollection query, string filterName) where T : struct, Enum
    {
        var errors = Unknown(query, filterName, "page", "pageSize");
        var read = ((Value<int>(query, errors, "page") ?? 1, Value<int>(query, errors, "pageSize") ?? InvoiceFilter.DefaultPageSize), One<T>(query, errors, filterName));
        return errors.Any ? errors.ToError() : read;
    }

    static FieldErrors Unknown(IQueryCollection query, params string[] known)
    {
        var errors = new FieldErrors();
        foreach (var name in query.Keys.Where(k => !known.Contains(k)))
            errors.Add(name, "Unknown parameter.");
        return errors;
    }

    static T? One<T>(IQueryCollection query, FieldErrors errors, string name) where T : struct, Enum
    {
        if (Text(query, name) is not { } text)
            return null;
        if (Enum.GetValues<T>().Where(v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString()) == text).ToArray() is [var value])
            return value;
        errors.Add(name, $"One of {string.Join(", ", Enum.GetValues<T>().Select(v => JsonNamingPolicy.SnakeCaseUpper.ConvertName(v.ToString())))}.");
        return null;
    }

    public static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>The framework's parsers also take 1,5 for 15 and 01/02/2026 for 2 January.</summary>
    static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    public static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    public static T? Value<T>(IQueryCollection query, FieldErrors errors, string name, Func<string, bool>? isWellFormed = null) where T : struct, IParsable<T>
    {
        if (Text(query, name) is not { } text)
            return null;
        if (isWellFormed?.Invoke(text) != false && T.TryParse(text, CultureInfo.InvariantCulture, out var value))
            return value;
        errors.Add(name, "Not a value of the right type.");
        return null;
    }

    /// <summary>A repeatable parameter whose values are spelt as on the wire.</summary>
    public static List<T> Enums<T>(IQueryCollection query, FieldErrors errors, string name) where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var text in query[name])
        {
            if (Enum.GetValues<T>().Where(v => Name(v) == text).ToArray() is [var value])
                values.Add(value);
            else
                errors.Add(name, $"One of {string.Join(", ", Enum.GetValues<T>().Select(Name))}.");
        }
        return values;
    }

    static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
