using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents.Layout;

/// <summary>The colours and type sizes of a document, from the seller's two colours. Text stays readable whatever they are.</summary>
internal sealed class InvoiceTheme
{
    const double ReadableContrast = 4.5; // WCAG AA

    public InvoiceTheme(DocumentSeller seller)
    {
        Primary = seller.PrimaryColor;
        Secondary = seller.SecondaryColor;
        PrimaryText = Readable(seller.PrimaryColor);
        OnPrimary = TextOn(seller.PrimaryColor);
        OnSecondary = TextOn(seller.SecondaryColor);
        HeadFill = Rgb.White.Mix(seller.PrimaryColor, 0.10);
        Panel = Rgb.White.Mix(seller.PrimaryColor, 0.05);
    }

    public static Rgb Ink { get; } = Rgb.Hex(0x14213D);

    public static Rgb Muted { get; } = Rgb.Hex(0x59627A);

    public static Rgb Hair { get; } = Rgb.Hex(0xDDE3EE);

    public static Rgb WatermarkInk { get; } = Rgb.Hex(0xE9EDF4);

    public static PdfTextStyle Body { get; } = new(PdfFace.Regular, 8.6, Ink);

    public static PdfTextStyle BodyMedium { get; } = new(PdfFace.Medium, 8.6, Ink);

    public static PdfTextStyle Small { get; } = new(PdfFace.Regular, 7.4, Muted);

    public static PdfTextStyle Label { get; } = new(PdfFace.SemiBold, 7.2, Muted);

    public static PdfTextStyle TableHead { get; } = new(PdfFace.SemiBold, 7.6, Rgb.Hex(0x2B3A5E));

    public static PdfTextStyle Strong { get; } = new(PdfFace.SemiBold, 10.2, Ink);

    public static PdfTextStyle Legal { get; } = new(PdfFace.Regular, 6.8, Muted);

    public Rgb Primary { get; }

    public Rgb Secondary { get; }

    /// <summary>The first colour, darkened until it can be read on white.</summary>
    public Rgb PrimaryText { get; }

    public Rgb OnPrimary { get; }

    public Rgb OnSecondary { get; }

    public Rgb HeadFill { get; }

    public Rgb Panel { get; }

    static Rgb TextOn(Rgb fill) => fill.ContrastWith(Rgb.White) >= 3 ? Rgb.White : Ink; // large or bold text: AA asks for 3

    static Rgb Readable(Rgb color)
    {
        var readable = color;
        for (var share = 0.1; share < 1 && readable.ContrastWith(Rgb.White) < ReadableContrast; share += 0.1)
            readable = color.Mix(Ink, share);
        return readable;
    }
}
