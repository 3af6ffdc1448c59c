namespace TwinMcp.Core.Documents.Pdf;

/// <summary>
/// Fonts of the machine for characters that the shipped ones lack: Arabic, Hebrew, Chinese, symbols... They are looked up
/// when such a character is first met, in folders that are the operator's choice, and in the order of their file names:
/// the same fonts give the same document. Only TrueType outlines that may be embedded; characters of the basic plane.
/// </summary>
internal sealed class PdfFallback
{
    const long LargestFile = 40_000_000;
    const int MostFonts = 48;

    // a fallback has one weight; these would only cover the same characters again
    static readonly string[] OtherStyles = ["bold", "italic", "oblique", "mono", "serif", "condensed", "light", "thin", "black", "medium", "semi", "extra"];

    readonly List<TrueTypeFont> fonts = [];
    readonly byte[] fontOf = new byte[65536]; // 0: none; n: fonts[n - 1]

    PdfFallback()
    {
    }

    public static PdfFallback None { get; } = new();

    public IReadOnlyList<TrueTypeFont> Fonts => fonts;

    /// <summary>Reads the fonts of the folders and all below them; what is missing or damaged is passed over.</summary>
    public static PdfFallback Load(IEnumerable<string> folders)
    {
        var result = new PdfFallback();
        foreach (var file in folders.SelectMany(Files))
        {
            if (result.fonts.Count >= MostFonts)
                break;
            foreach (var font in TrueTypeCollection.Read(file))
                result.Add(font);
        }
        return result;
    }

    /// <summary>The number of the font that draws the character, in <see cref="Fonts"/>; -1: none does.</summary>
    public int IndexOf(char character) => fontOf[character] - 1;

    static IEnumerable<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MatchCasing = MatchCasing.CaseInsensitive };
        return Directory.EnumerateFiles(folder, "*.tt?", options)
            .Where(f => f.EndsWith(".ttf", StringComparison.OrdinalIgnoreCase) || f.EndsWith(".ttc", StringComparison.OrdinalIgnoreCase))
            .Where(f => !OtherStyles.Any(style => Path.GetFileName(f).Contains(style, StringComparison.OrdinalIgnoreCase)))
            .Where(f => new FileInfo(f).Length <= LargestFile)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal).ThenBy(f => f, StringComparer.Ordinal);
    }

    void Add(TrueTypeFont font)
    {
        if (fonts.Count >= MostFonts)
            return;
        var isNew = false;
        for (var c = 0x80; c < fontOf.Length; c++)
        {
            if (fontOf[c] != 0 || font.Glyph((char)c) == 0 || c is >= 0xE000 and <= 0xF8FF) // private use: means nothing elsewhere
                continue;
            fontOf[c] = (byte)(fonts.Count + 1);
            isNew |= !PdfFonts.Covers((char)c);
        }
        if (isNew)
            fonts.Add(font);
        else
            Forget();
    }

    /// <summary>Takes back what a font was given that is not kept.</summary>
    void Forget()
    {
        for (var c = 0; c < fontOf.Length; c++)
            if (fontOf[c] == fonts.Count + 1)
                fontOf[c] = 0;
    }
}
