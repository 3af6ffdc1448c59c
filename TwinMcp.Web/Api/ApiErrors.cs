using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;

namespace TwinMcp.Web.Api;

/// <summary>Whatever the API cannot answer in its endpoints: unreadable bodies, unknown routes, outages, bugs. Never an exception's text.</summary>
internal sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        // what the API answers is a customer's own: no cache keeps it
        context.Response.Headers.CacheControl = "private, no-store";
        if (!IsUtf8(context.Request.ContentType))
        {
            await ApiRefusals.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType);
            return;
        }
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null })
                await ApiRefusals.WriteAsync(context, context.Response.StatusCode);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await new ProblemResult(Unreadable(e)).ExecuteAsync(context);
        }
        catch (Exception e) when (!context.Response.HasStarted && DatabaseOutage.Is(e))
        {
            Outage(e.GetType().Name, e);
            await ErrorToHttp.Problem(new BillingError(ErrorKind.External, "unavailable", "The database cannot be reached right now. Whether it was done is not known: repeat it with the same Idempotency-Key, or read it first.")).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Bug(context.Request.Path, e);
            await ApiRefusals.WriteAsync(context, StatusCodes.Status500InternalServerError);
        }
    }

    /// <summary>JSON is UTF-8 (RFC 8259, 8.1); another charset would be a guess.</summary>
    static bool IsUtf8(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    static ProblemDetails Unreadable(BadHttpRequestException e)
    {
        if (e.InnerException is JsonException json)
        {
            var field = json.Path is { Length: > 2 } path ? path[2..] : "body";
            return ErrorToHttp.Details(BillingError.Invalid(field, Reason(json)));
        }
        return e.StatusCode == StatusCodes.Status400BadRequest
            ? ErrorToHttp.Details(BillingError.Invalid("body", "Required: a JSON object."))
            : ApiRefusals.Details(e.StatusCode);
    }

    /// <summary>Our words: the serializer's name internal types.</summary>
    static string Reason(JsonException e) =>
        e.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) ? "Unknown member."
        : e.Message.Contains("uplicate", StringComparison.Ordinal) ? "The member is there twice."
        : e.Message.Contains("maximum configured depth", StringComparison.OrdinalIgnoreCase) ? "Nested too deep."
        : e.Message.Contains("could not be converted", StringComparison.Ordinal) ? "Not a value of the right type."
        : "Not valid JSON.";

    [LoggerMessage(1, LogLevel.Error, "The database cannot be reached: {Error}")]
    partial void Outage(string error, Exception e);

    [LoggerMessage(2, LogLevel.Error, "A bug answered 500 on {Path}")]
    partial void Bug(string path, Exception e);
}

/// <summary>Plain statuses in the API's own words.</summary>
internal static class ApiRefusals
{
    public static bool IsApi(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public static Task WriteAsync(HttpContext context, int status) => new ProblemResult(Details(status)).ExecuteAsync(context);

    public static ProblemDetails Details(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ErrorToHttp.Details(status, "bad_request", "The request cannot be read."),
        StatusCodes.Status401Unauthorized => ErrorToHttp.Details(status, "unauthorized", "Sign in, or send a valid key as Authorization: Bearer prefix.secret."),
        StatusCodes.Status403Forbidden => ErrorToHttp.Details(status, "forbidden", "This is not allowed with your role."),
        StatusCodes.Status404NotFound => ErrorToHttp.Details(status, "not_found", "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => ErrorToHttp.Details(status, "method_not_allowed", "This address does not take this method."),
        StatusCodes.Status413PayloadTooLarge => ErrorToHttp.Details(status, "too_large", "The body is too large."),
        StatusCodes.Status415UnsupportedMediaType => ErrorToHttp.Details(status, "not_json", "The body is application/json."),
        StatusCodes.Status500InternalServerError => ErrorToHttp.Details(status, "bug", "Something went wrong on our side. The trace id finds it in the log."),
        _ => ErrorToHttp.Details(status, "refused", "The request was refused."),
    };

    public static Task OrRedirect(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (IsApi(context.HttpContext))
            return WriteAsync(context.HttpContext, status);
        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }
}
