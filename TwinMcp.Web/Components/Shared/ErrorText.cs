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
        string text = byCode.ResourceNotFound ? texts[$"refusal.kind.{KindKey(error.Kind)}"] : byCode;
        return error.Fields is { } fields && Named(texts, fields.Keys) is { Length: > 0 } names ? $"{text} {names}." : text;
    }

    /// <summary>What is missing, by name: a refusal that does not say which field helps nobody.</summary>
    static string Named(IStringLocalizer<UiText> texts, IEnumerable<string> fields) =>
        string.Join(", ", fields.Select(f => texts[$"field.{f}"]).Where(t => !t.ResourceNotFound).Select(t => t.Value));

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
