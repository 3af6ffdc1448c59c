using Microsoft.Playwright;

namespace TwinMcp.Tests.Browser;

/// <summary>On what a page is looked at.</summary>
sealed record Look(int Width = 1440, string Language = "fr", bool IsDark = false)
{
    public static readonly Look Desk = new();
    public static readonly Look Phone = new(390);

    public BrowserNewContextOptions Options => new()
    {
        Locale = Language == "fr" ? "fr-FR" : "en-GB",
        TimezoneId = "Europe/Paris",
        ViewportSize = Viewport,
        ColorScheme = IsDark ? ColorScheme.Dark : ColorScheme.Light,
        ReducedMotion = ReducedMotion.Reduce,
        AcceptDownloads = true,
    };

    ViewportSize Viewport => new() { Width = Width, Height = Width < 700 ? 844 : 900 };
}
