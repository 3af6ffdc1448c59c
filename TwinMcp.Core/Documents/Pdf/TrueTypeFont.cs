using System.Buffers.Binary;
using System.Text;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>A TrueType font (glyf outlines, format 4 cmap): metrics, characters and raw glyphs. Immutable, shared by threads.</summary>
internal sealed class TrueTypeFont
{
    readonly byte[] data;
    readonly Dictionary<string, (int Offset, int Length)> tables = [];
    readonly ushort[] glyphOf = new ushort[65536];
    readonly ushort[] advances;
    readonly bool longOffsets;
    readonly int longMetrics;

    /// <param name="at">Where the font begins in a collection.</param>
    public TrueTypeFont(byte[] data, int at = 0)
    {
        this.data = data;
        for (var i = 0; i < U16(at + 4); i++)
        {
            var entry = at + 12 + 16 * i;
            tables[Encoding.ASCII.GetString(data, entry, 4)] = (S32(entry + 8), S32(entry + 12));
        }
        if (!tables.ContainsKey("glyf"))
            throw new NotSupportedException("Only fonts with TrueType outlines can be embedded.");

        var (head, hhea) = (Offset("head"), Offset("hhea"));
        UnitsPerEm = U16(head + 18);
        BoundingBox = [S16(head + 36), S16(head + 38), S16(head + 40), S16(head + 42)];
        longOffsets = S16(head + 50) != 0;
        (Ascent, Descent) = (S16(hhea + 4), S16(hhea + 6));
        longMetrics = U16(hhea + 34);
        advances = ReadAdvances(U16(Offset("maxp") + 4));
        Weight = U16(Offset("OS/2") + 4);
        MayBeEmbedded = (U16(Offset("OS/2") + 8) & 0x0F) != 2; // fsType: restricted licence
        CapHeight = U16(Offset("OS/2")) >= 2 ? S16(Offset("OS/2") + 88) : Ascent;
        PostScriptName = ReadPostScriptName();
        ReadCharacters();
    }

    public int UnitsPerEm { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public int Weight { get; }

    /// <summary>Whether its maker allows that a document carries it.</summary>
    public bool MayBeEmbedded { get; }

    public IReadOnlyList<int> BoundingBox { get; }

    public string PostScriptName { get; }

    public int GlyphCount => advances.Length;

    /// <summary>0 when the font has no glyph for the character.</summary>
    public ushort Glyph(char character) => glyphOf[character];

    public int Advance(int glyph) => advances[glyph];

    /// <summary>Whether every character leads to a glyph that lies inside the file: asked of fonts that are not ours.</summary>
    public bool IsSound()
    {
        for (var c = 0; c < glyphOf.Length; c++)
            if (glyphOf[c] >= GlyphCount)
                return false;
        for (var glyph = 0; glyph < GlyphCount; glyph++)
            _ = Outline(glyph);
        return UnitsPerEm > 0;
    }

    public int LeftSideBearing(int glyph)
    {
        var metrics = Offset("hmtx");
        return S16(glyph < longMetrics ? metrics + 4 * glyph + 2 : metrics + 4 * longMetrics + 2 * (glyph - longMetrics));
    }

    /// <summary>The outline as it stands in the file; empty for a blank.</summary>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var loca = Offset("loca");
        var start = longOffsets ? S32(loca + 4 * glyph) : U16(loca + 2 * glyph) * 2;
        var end = longOffsets ? S32(loca + 4 * glyph + 4) : U16(loca + 2 * glyph + 2) * 2;
        return data.AsSpan(Offset("glyf") + start, end - start);
    }

    public byte[] CopyTable(string tag) => data.AsSpan(tables[tag].Offset, tables[tag].Length).ToArray();

    public bool HasTable(string tag) => tables.ContainsKey(tag);

    ushort[] ReadAdvances(int glyphs)
    {
        var result = new ushort[glyphs];
        for (var g = 0; g < glyphs; g++)
            result[g] = (ushort)U16(Offset("hmtx") + 4 * Math.Min(g, longMetrics - 1));
        return result;
    }

    void ReadCharacters()
    {
        var map = CharacterMap();
        var segments = U16(map + 6) / 2;
        var ends = map + 14;
        var starts = ends + 2 * segments + 2;
        var deltas = starts + 2 * segments;
        var ranges = deltas + 2 * segments;
        for (var i = 0; i < segments; i++)
        {
            var (start, end) = (U16(starts + 2 * i), U16(ends + 2 * i));
            var (delta, range) = (U16(deltas + 2 * i), U16(ranges + 2 * i));
            for (var c = start; c <= end && c < 0xFFFF; c++)
            {
                var glyph = range == 0 ? c : U16(ranges + 2 * i + range + 2 * (c - start));
                glyphOf[c] = (ushort)(range != 0 && glyph == 0 ? 0 : (glyph + delta) & 0xFFFF);
            }
        }
    }

    int CharacterMap()
    {
        var cmap = Offset("cmap");
        for (var i = 0; i < U16(cmap + 2); i++)
        {
            var entry = cmap + 4 + 8 * i;
            var (platform, encoding, table) = (U16(entry), U16(entry + 2), cmap + S32(entry + 4));
            if (U16(table) == 4 && (platform == 0 || (platform == 3 && encoding == 1)))
                return table;
        }
        throw new NotSupportedException("The font has no Unicode character map of format 4.");
    }

    string ReadPostScriptName()
    {
        var names = Offset("name");
        var texts = names + U16(names + 4);
        for (var i = 0; i < U16(names + 2); i++)
        {
            var entry = names + 6 + 12 * i;
            if (U16(entry) == 3 && U16(entry + 6) == 6)
                return Encoding.BigEndianUnicode.GetString(data, texts + U16(entry + 10), U16(entry + 8));
        }
        return "Font";
    }

    int Offset(string table) => tables[table].Offset;

    int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));

    int S16(int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));

    int S32(int at) => BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(at));
}
