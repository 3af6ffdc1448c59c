using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>
/// The colours, type sizes and spacing of a document, from the seller's layout and two colours. Text stays readable
/// whatever they are.
/// </summary>
internal sealed class InvoiceTheme
{
    const double ReadableContrast = 4.5; // WCAG AA

    static readonly Rgb Navy = Rgb.Hex(0x14213D);
    static readonly Rgb Slate = Rgb.Hex(0x59627A);

    public InvoiceTheme(DocumentSeller seller)
    {
        Layout = seller.Layout;
        (Primary, Secondary) = (seller.PrimaryColor, seller.SecondaryColor);
        OnPrimary = TextOn(Primary);
        (Ink, Muted, Hair) = IsRuled ? (Rgb.Hex(0x111111), Rgb.Hex(0x4A4A4A), Rgb.Hex(0xC9C9C9)) : (Navy, Slate, Rgb.Hex(0xDDE3EE));
        (PrimaryText, OnSecondary) = IsRuled ? (Ink, Ink) : (Readable(Primary), TextOn(Secondary));
        HeadFill = Rgb.White.Mix(Primary, 0.10);
        Panel = Rgb.White.Mix(Primary, 0.05);
        Density = Layout == DocumentLayout.Compact ? 0.86 : 1;
    }

    public static Rgb WatermarkInk { get; } = Rgb.Hex(0xE9EDF4);

    public DocumentLayout Layout { get; }

    /// <summary>Black on white with rules instead of fills; the seller's colours only in the mark.</summary>
    public bool IsRuled => Layout == DocumentLayout.Classic;

    /// <summary>Type sizes and rows of this layout, as a share of the usual ones.</summary>
    public double Density { get; }

    public Rgb Ink { get; }

    public Rgb Muted { get; }

    public Rgb Hair { get; }

    public Rgb Primary { get; }

    public Rgb Secondary { get; }

    /// <summary>The first colour, darkened until it can be read on white.</summary>
    public Rgb PrimaryText { get; }

    public Rgb OnPrimary { get; }

    public Rgb OnSecondary { get; }

    public Rgb HeadFill { get; }

    public Rgb Panel { get; }

    public PdfTextStyle Body => new(PdfFace.Regular, Scaled(8.6), Ink);

    public PdfTextStyle BodyMedium => new(PdfFace.Medium, Scaled(8.6), Ink);

    public PdfTextStyle Small => new(PdfFace.Regular, Scaled(7.4), Muted);

    public PdfTextStyle Label => new(PdfFace.SemiBold, Scaled(7.2), Muted);

    public PdfTextStyle TableHead => new(PdfFace.SemiBold, Scaled(7.6), IsRuled ? Ink : Rgb.Hex(0x2B3A5E));

    public PdfTextStyle Strong => new(PdfFace.SemiBold, Scaled(10.2), Ink);

    public PdfTextStyle Legal => new(PdfFace.Regular, Math.Max(6.2, Scaled(6.8)), Muted);

    public double Scaled(double size) => size * Density;

    static Rgb TextOn(Rgb fill) => fill.ContrastWith(Rgb.White) >= 3 ? Rgb.White : Navy; // large or bold text: AA asks for 3

    static Rgb Readable(Rgb color)
    {
        var readable = color;
        for (var share = 0.1; share < 1 && readable.ContrastWith(Rgb.White) < ReadableContrast; share += 0.1)
            readable = color.Mix(Navy, share);
        return readable;
    }
}
