namespace TwinMcp.Web.Components;

/// <summary>The reader's choice of theme. The cookie is written by js/theme.js and read while the page is rendered: no flash.</summary>
internal static class ThemeCookie
{
    public const string Name = "twin-theme";

    public static readonly string[] Choices = ["auto", "light", "dark"];

    /// <summary>One of <see cref="Choices"/>; anything else in the cookie reads as "auto".</summary>
    public static string Read(HttpContext http) =>
        http.Request.Cookies[Name] is { } value && Choices.Contains(value) ? value : Choices[0];

    /// <summary>The value for <c>data-theme</c>; none for "auto", where the system decides.</summary>
    public static string? Forced(HttpContext http) => Read(http) is var theme && theme == Choices[0] ? null : theme;
}
