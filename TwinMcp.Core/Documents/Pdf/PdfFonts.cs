using System.Reflection;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>The weights of Inter (SIL Open Font License) that are shipped; figures are tabular, so columns of numbers align.</summary>
public enum PdfFace
{
    Regular,
    Medium,
    SemiBold,
    Bold,
}

/// <summary>How a text looks and which of its edges stands at the x it is drawn at.</summary>
internal readonly record struct PdfTextStyle(PdfFace Face, double Size, Rgb Color, PdfAlign Align = PdfAlign.Left)
{
    public TrueTypeFont Font => PdfFonts.Of(Face);

    public PdfTextStyle To(PdfAlign align) => this with { Align = align };
}

/// <summary>The embedded fonts and colour profile, read once.</summary>
internal static class PdfFonts
{
    public const char Replacement = '\uFFFD';

    static readonly TrueTypeFont[] Loaded =
    [
        Load("Inter-400Regular"), Load("Inter-500Medium"), Load("Inter-600SemiBold"), Load("Inter-700Bold"),
    ];

    public static int Count => Loaded.Length;

    /// <summary>The sRGB profile of the output intent, already deflated.</summary>
    public static byte[] DeflatedColorProfile { get; } = PdfObjects.Deflate(Read("sRGB.icc"));

    public static TrueTypeFont Of(PdfFace face) => Loaded[(int)face];

    /// <summary>True when every shipped weight can draw the character.</summary>
    public static bool Covers(char character)
    {
        foreach (var font in Loaded)
            if (font.Glyph(character) == 0)
                return false;
        return true;
    }

    static TrueTypeFont Load(string name) => new(Read(name + ".ttf"));

    static byte[] Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("fonts/" + file)
            ?? throw new InvalidOperationException($"The font file {file} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
