using System.Globalization;
using System.IO.Compression;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>
/// The characters of one font that one document uses. Each character has its own code, even where two share a glyph
/// (space and no-break space), so that copied text is exactly what was written.
/// </summary>
internal sealed class PdfFontUse(TrueTypeFont font)
{
    readonly ushort[]?[] codes = new ushort[256][]; // by high and low byte of the character; 0 = not used yet
    readonly List<ushort> glyphs = [0];
    readonly List<char> characters = ['\0'];

    public TrueTypeFont Font => font;

    public bool IsUsed => glyphs.Count > 1;

    /// <summary>The code under which the content stream shows the character. A character without a glyph shows U+FFFD.</summary>
    public int Code(char character)
    {
        var row = codes[character >> 8] ??= new ushort[256];
        var code = row[character & 255];
        return code != 0 ? code : row[character & 255] = Add(character);
    }

    /// <returns>The number of the Type 0 font object.</returns>
    public int Write(PdfObjects objects)
    {
        var toUnicode = objects.Stream("", ToUnicode());
        var subset = TrueTypeSubset.Build(font, glyphs);
        var file = objects.Stream(string.Create(CultureInfo.InvariantCulture, $"/Length1 {subset.Length}"), subset, CompressionLevel.Fastest);
        var (descriptor, descendant, type0) = (objects.Reserve(), objects.Reserve(), objects.Reserve());
        var name = SubsetTag() + "+" + font.PostScriptName;

        var body = objects.Begin(descriptor).Raw("<</Type/FontDescriptor/FontName"u8).Name(name).Raw("/Flags 32/FontBBox["u8);
        foreach (var side in font.BoundingBox)
            body.Int(Thousandths(side)).Raw(" "u8);
        body.Raw("]/ItalicAngle 0/Ascent "u8).Int(Thousandths(font.Ascent)).Raw("/Descent "u8).Int(Thousandths(font.Descent))
            .Raw("/CapHeight "u8).Int(Thousandths(font.CapHeight)).Raw("/StemV "u8).Int(50 + font.Weight / 8)
            .Raw("/FontFile2 "u8).Reference(file).Raw(">>"u8);

        body = objects.Begin(descendant).Raw("<</Type/Font/Subtype/CIDFontType2/BaseFont"u8).Name(name)
            .Raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor "u8)
            .Reference(descriptor).Raw("/W[0["u8);
        foreach (var glyph in glyphs)
            body.Number(font.Advance(glyph) * 1000.0 / font.UnitsPerEm).Raw(" "u8);
        body.Raw("]]>>"u8);

        objects.Begin(type0).Raw("<</Type/Font/Subtype/Type0/BaseFont"u8).Name(name).Raw("/Encoding/Identity-H/DescendantFonts["u8)
            .Reference(descendant).Raw("]/ToUnicode "u8).Reference(toUnicode).Raw(">>"u8);
        return type0;
    }

    ushort Add(char character)
    {
        var glyph = font.Glyph(character);
        glyphs.Add(glyph != 0 ? glyph : font.Glyph(PdfFonts.Replacement));
        characters.Add(glyph != 0 ? character : PdfFonts.Replacement);
        return (ushort)(glyphs.Count - 1);
    }

    byte[] ToUnicode()
    {
        using var map = new PdfBuffer();
        map.Raw("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def
            /CMapName/Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000><FFFF>
            endcodespacerange

            """u8);
        for (var from = 1; from < characters.Count; from += 100) // at most 100 entries a section
        {
            var to = Math.Min(characters.Count, from + 100);
            map.Int(to - from).Raw(" beginbfchar\n"u8);
            for (var code = from; code < to; code++)
            {
                map.Raw("<"u8).Hex4(code).Raw("><"u8);
                foreach (var c in Written(characters[code]))
                    map.Hex4(c);
                map.Raw(">\n"u8);
            }
            map.Raw("endbfchar\n"u8);
        }
        return map.Raw("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"u8).Written.ToArray();
    }

    /// <summary>What is copied and searched: of a presentation form the letter that was written.</summary>
    static string Written(char character) => character is (>= '\uFB50' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFC')
        ? character.ToString().Normalize(System.Text.NormalizationForm.FormKC)
        : character.ToString();

    /// <summary>Six letters that name the subset, from its characters: the same subset has the same name.</summary>
    string SubsetTag()
    {
        var hash = 2166136261u;
        foreach (var character in characters)
            hash = unchecked((hash ^ character) * 16777619);
        return string.Create(6, hash, static (letters, value) =>
        {
            for (var i = 0; i < letters.Length; i++, value /= 26)
                letters[i] = (char)('A' + value % 26);
        });
    }

    long Thousandths(int units) => units * 1000L / font.UnitsPerEm;
}
