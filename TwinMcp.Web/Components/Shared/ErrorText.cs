using Microsoft.Extensions.Localization;
using TwinMcp.Core.Common;
using TwinMcp.Web.Resources;

namespace TwinMcp.Web.Components.Shared;

/// <summary>A refusal in the reader's language: by its code, else by its kind. Core's own words are English.</summary>
internal static class ErrorText
{
    public static string For(IStringLocalizer<UiText> texts, BillingError error)
    {
        var byCode = texts[$"refusal.{error.Code}"];
        return byCode.ResourceNotFound ? texts[$"refusal.kind.{KindKey(error.Kind)}"] : byCode;
    }

    static string KindKey(ErrorKind kind) => kind switch
    {
        ErrorKind.Validation => "validation",
        ErrorKind.NotFound => "notfound",
        ErrorKind.Conflict => "conflict",
        ErrorKind.Forbidden => "forbidden",
        ErrorKind.PreconditionFailed => "stale",
        ErrorKind.Unprocessable => "validation",
        ErrorKind.External => "external",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
