using System.Globalization;

namespace TwinMcp.Web.Components.Pages.Settings;

/// <summary>How well white words stand on a colour (WCAG 2.2, relative luminance).</summary>
internal static class ColourContrast
{
    /// <summary>1 to 21; null when it is not a colour.</summary>
    public static decimal? WithWhite(string colour)
    {
        if (colour is not ['#', .. { Length: 6 } digits] || !int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb))
            return null;
        var luminance = 0.2126 * Linear(rgb >> 16) + 0.7152 * Linear(rgb >> 8) + 0.0722 * Linear(rgb);
        return Math.Round((decimal)(1.05 / (luminance + 0.05)), 2, MidpointRounding.ToZero);
    }

    static double Linear(int channel)
    {
        var share = (channel & 0xFF) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
