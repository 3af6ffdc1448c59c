using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Api;

/// <summary>The only place that turns a refusal into RFC 9457 problem details.</summary>
internal static class ErrorToHttp
{
    public static IResult ToHttp<T>(this Result<T> result, Func<T, IResult> answer) => result.Error is { } error ? Problem(error) : answer(result.Value);

    public static IResult Problem(BillingError error) => new ProblemResult(Details(error));

    public static ProblemDetails Details(BillingError error)
    {
        var status = Status(error.Kind);
        var details = Details(status, error.Code, error.Message);
        if (error.Fields is { } fields)
            details.Extensions["errors"] = fields;
        return details;
    }

    public static ProblemDetails Details(int status, string code, string detail)
    {
        var details = new ProblemDetails
        {
            Type = "https://www.rfc-editor.org/rfc/rfc9110#name-status-codes",
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
        };
        details.Extensions["code"] = code;
        details.Extensions["traceId"] = Activity.Current?.TraceId.ToString();
        return details;
    }

    static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Validation => StatusCodes.Status400BadRequest,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.PreconditionFailed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.Unprocessable => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.External => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}

/// <summary>Problem details as <c>application/problem+json</c>; 503 says when to come back.</summary>
internal sealed class ProblemResult(ProblemDetails details) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = details.Status ?? StatusCodes.Status500InternalServerError;
        if (details.Status == StatusCodes.Status503ServiceUnavailable)
            httpContext.Response.Headers.RetryAfter = "2";
        await httpContext.Response.WriteAsJsonAsync(details, ApiJson.Options, "application/problem+json", httpContext.RequestAborted);
    }
}
