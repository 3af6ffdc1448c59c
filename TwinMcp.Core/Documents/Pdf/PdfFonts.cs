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

    /// <summary>The width of drawable text.</summary>
    public double Measure(ReadOnlySpan<char> text)
    {
        var font = Font;
        var (units, others) = (0L, 0.0);
        foreach (var c in text)
        {
            if (font.Glyph(c) is not 0 and var glyph)
                units += font.Advance(glyph);
            else
                others += MeasureFallback(c);
        }
        return units * Size / font.UnitsPerEm + others;
    }

    public double Measure(char character) => Measure(new ReadOnlySpan<char>(in character));

    public PdfTextStyle To(PdfAlign align) => this with { Align = align };

    double MeasureFallback(char character)
    {
        var font = PdfFonts.FallbackFor(character) ?? Font;
        var glyph = font.Glyph(character) is not 0 and var own ? own : font.Glyph(PdfFonts.Replacement); // as it is drawn
        return font.Advance(glyph) * Size / font.UnitsPerEm;
    }
}

/// <summary>The embedded fonts and colour profile, read once.</summary>
internal static class PdfFonts
{
    public const char Replacement = '\uFFFD';

    static readonly TrueTypeFont[] Loaded =
    [
        Load("Inter-400Regular"), Load("Inter-500Medium"), Load("Inter-600SemiBold"), Load("Inter-700Bold"),
    ];

    static readonly Lock Gate = new();
    static Lazy<PdfFallback> installed = new(PdfFallback.None);
    static IReadOnlyList<string>? lookedIn;

    [ThreadStatic]
    static PdfFallback? scoped;

    public static int Count => Loaded.Length;

    /// <summary>Fonts for what the shipped ones lack.</summary>
    public static PdfFallback Fallback => scoped ?? installed.Value;

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

    /// <summary>The machine's font that draws the character; null: there is none.</summary>
    public static TrueTypeFont? FallbackFor(char character)
    {
        var fallback = Fallback;
        return fallback.IndexOf(character) is >= 0 and var index ? fallback.Fonts[index] : null;
    }

    /// <summary>
    /// Where to look for them, for the whole process; nothing is read before it is needed. Saying the same again changes nothing: what is
    /// being drawn keeps its fonts.
    /// </summary>
    public static void LookIn(IReadOnlyList<string> folders)
    {
        lock (Gate)
        {
            if (lookedIn is not null && lookedIn.SequenceEqual(folders))
                return;
            lookedIn = folders;
            installed = new Lazy<PdfFallback>(() => PdfFallback.Load(folders));
        }
    }

    /// <summary>For what this thread draws until the scope ends: tests do not depend on what the machine has.</summary>
    public static FallbackScope Use(PdfFallback fallback)
    {
        var before = scoped;
        scoped = fallback;
        return new FallbackScope(before);
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

    internal readonly struct FallbackScope(PdfFallback? before) : IDisposable
    {
        public void Dispose() => scoped = before;
    }
}
