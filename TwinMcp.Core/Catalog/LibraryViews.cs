using TwinMcp.Core.Common;

namespace TwinMcp.Core.Catalog;

/// <summary>A library as everybody sees it.</summary>
public sealed record LibraryView(string Id, string Name, string? Description);

/// <summary>The body of <c>PUT /api/libraries/{id}</c>: all there is to know of a library.</summary>
public sealed record PutLibrary
{
    public string? Name { get; init; }
    public string? Description { get; init; }
}

/// <summary>What a library must be. Pure.</summary>
static class LibraryRules
{
    const int LongestId = 200;

    /// <summary>With its slash in front, whichever way it was written in the path.</summary>
    public static string IdOf(string text) => "/" + text.TrimStart('/');

    /// <summary>Null when right.</summary>
    public static BillingError? Check(string id, PutLibrary input)
    {
        var errors = new FieldErrors();
        errors.Require(IsId(id), "id", "Like /vercel/next.js: 2 to 4 parts of letters, digits, dots, dashes and underscores, at most 200 characters.");
        errors.Require(!string.IsNullOrWhiteSpace(input.Name) && input.Name.Length <= 200 && TextRules.IsOneLine(input.Name), "name", "1 to 200 characters, without control characters.");
        errors.Require(input.Description is null or { Length: <= 1000 }, "description", "At most 1,000 characters.");
        errors.Require(TextRules.IsOneLine(input.Description), "description", "No control characters.");
        return errors.Any ? errors.ToError() : null;
    }

    static bool IsId(string id) =>
        id.Length <= LongestId && id[1..].Split('/') is { Length: >= 2 and <= 4 } parts && parts.All(p => p is not ("" or "." or "..") && p.All(IsPart));

    static bool IsPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}
