using System.Globalization;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>A point of the page in PDF points (1/72 inch), origin at the top left, y downwards.</summary>
public readonly record struct PdfPoint(double X, double Y);

/// <summary>A rectangle by its top left corner and size, in points.</summary>
public readonly record struct PdfBox(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public PdfBox Union(PdfBox other)
    {
        var (x, y) = (Math.Min(X, other.X), Math.Min(Y, other.Y));
        return new PdfBox(x, y, Math.Max(Right, other.Right) - x, Math.Max(Bottom, other.Bottom) - y);
    }
}

/// <summary>Which edge of the text stands at the given x.</summary>
public enum PdfAlign
{
    Left,
    Right,
    Center,
}

/// <summary>An sRGB colour.</summary>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    public static readonly Rgb White = new(255, 255, 255);

    public static Rgb Hex(int value) => new((byte)(value >> 16), (byte)(value >> 8), (byte)value);

    /// <summary>Reads "#1F4FD8".</summary>
    public static bool TryParse(string? text, out Rgb color)
    {
        color = default;
        if (text is not ['#', ..] || text.Length != 7)
            return false;
        if (!int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;
        color = Hex(value);
        return true;
    }

    /// <summary>This colour with a share (0 to 1) of another.</summary>
    public Rgb Mix(Rgb other, double share) => new(Blend(R, other.R, share), Blend(G, other.G, share), Blend(B, other.B, share));

    /// <summary>WCAG contrast ratio, 1 to 21.</summary>
    public double ContrastWith(Rgb other)
    {
        var (a, b) = (Luminance(), other.Luminance());
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    double Luminance() => 0.2126 * Linear(R) + 0.7152 * Linear(G) + 0.0722 * Linear(B);

    static double Linear(byte channel)
    {
        var c = channel / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    static byte Blend(byte from, byte to, double share) =>
        (byte)Math.Round(from + (to - from) * share, MidpointRounding.AwayFromZero);
}
