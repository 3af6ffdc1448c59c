using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>A font file with only the glyphs that a document uses, renumbered 0, 1, 2...</summary>
internal static class TrueTypeSubset
{
    const int MoreComponents = 0x20;

    /// <param name="glyphs">New number -> glyph of the font; 0 stays .notdef. Parts of composed glyphs are added at the end.</param>
    public static byte[] Build(TrueTypeFont font, List<ushort> glyphs)
    {
        var (outlines, locations) = Outlines(font, glyphs);
        var head = font.CopyTable("head");
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        var hhea = font.CopyTable("hhea");
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)glyphs.Count);
        var maxp = font.CopyTable("maxp");
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)glyphs.Count);

        var tables = new List<(string Tag, byte[] Data)>
        {
            ("glyf", outlines), ("head", head), ("hhea", hhea), ("hmtx", Metrics(font, glyphs)), ("loca", locations), ("maxp", maxp),
        };
        foreach (var hinting in (string[])["cvt ", "fpgm", "prep"])
            if (font.HasTable(hinting))
                tables.Add((hinting, font.CopyTable(hinting)));
        tables.Sort((a, b) => string.CompareOrdinal(a.Tag, b.Tag));
        return Assemble(tables);
    }

    static (byte[] Outlines, byte[] Locations) Outlines(TrueTypeFont font, List<ushort> glyphs)
    {
        var newNumber = new Dictionary<ushort, ushort>(glyphs.Count);
        for (var i = 0; i < glyphs.Count; i++)
            newNumber[glyphs[i]] = (ushort)i;
        var outlines = new MemoryStream(glyphs.Count * 128);
        var offsets = new List<int>(glyphs.Count + 1);
        for (var i = 0; i < glyphs.Count; i++) // grows while it runs: components are appended
        {
            offsets.Add((int)outlines.Length);
            var outline = font.Outline(glyphs[i]);
            if (outline.IsEmpty)
                continue;
            outlines.Write(BinaryPrimitives.ReadInt16BigEndian(outline) < 0 ? Renumbered(outline, glyphs, newNumber) : outline);
            while (outlines.Length % 4 != 0)
                outlines.WriteByte(0);
        }
        offsets.Add((int)outlines.Length);
        var locations = new byte[4 * offsets.Count];
        for (var i = 0; i < offsets.Count; i++)
            BinaryPrimitives.WriteInt32BigEndian(locations.AsSpan(4 * i), offsets[i]);
        return (outlines.ToArray(), locations);
    }

    static byte[] Renumbered(ReadOnlySpan<byte> composed, List<ushort> glyphs, Dictionary<ushort, ushort> newNumber)
    {
        var copy = composed.ToArray();
        for (var at = 10; ;)
        {
            var flags = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at));
            var part = BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(at + 2));
            if (!newNumber.TryGetValue(part, out var number))
            {
                newNumber[part] = number = (ushort)glyphs.Count;
                glyphs.Add(part);
            }
            BinaryPrimitives.WriteUInt16BigEndian(copy.AsSpan(at + 2), number);
            if ((flags & MoreComponents) == 0)
                return copy;
            var scale = (flags & 0x08) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0;
            at += 4 + ((flags & 1) != 0 ? 4 : 2) + scale;
        }
    }

    static byte[] Metrics(TrueTypeFont font, List<ushort> glyphs)
    {
        var metrics = new byte[4 * glyphs.Count];
        for (var i = 0; i < glyphs.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * i), (ushort)font.Advance(glyphs[i]));
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan(4 * i + 2), (short)font.LeftSideBearing(glyphs[i]));
        }
        return metrics;
    }

    static byte[] Assemble(List<(string Tag, byte[] Data)> tables)
    {
        var directory = 12 + 16 * tables.Count;
        var file = new byte[directory + tables.Sum(t => Padded(t.Data.Length))];
        var power = BitOperations.Log2((uint)tables.Count);
        BinaryPrimitives.WriteInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)(16 * tables.Count - (16 << power)));
        var at = directory;
        for (var i = 0; i < tables.Count; i++)
        {
            var (tag, data) = tables[i];
            data.CopyTo(file, at);
            var entry = file.AsSpan(12 + 16 * i);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Checksum(file.AsSpan(at, Padded(data.Length))));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], at);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], data.Length);
            at += Padded(data.Length);
        }
        return file;
    }

    static uint Checksum(ReadOnlySpan<byte> words)
    {
        uint sum = 0;
        for (; !words.IsEmpty; words = words[4..])
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(words));
        return sum;
    }

    static int Padded(int length) => (length + 3) & ~3;
}
