using System.Buffers.Binary;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>Fonts of a file that is not ours: a TrueType font or a collection of them.</summary>
internal static class TrueTypeCollection
{
    const int MostFonts = 16;

    /// <summary>The fonts that can be embedded; none when the file cannot be read or says that it must not be.</summary>
    public static IReadOnlyList<TrueTypeFont> Read(string file)
    {
        try
        {
            var data = File.ReadAllBytes(file);
            return data.AsSpan().StartsWith("ttcf"u8) ? [.. Offsets(data).Select(at => Font(data, at)).OfType<TrueTypeFont>()]
                : Font(data, 0) is { } font ? [font] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException || IsDamage(e))
        {
            return [];
        }
    }

    static IEnumerable<int> Offsets(byte[] data)
    {
        var count = Math.Min(BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(8)), MostFonts);
        for (var i = 0; i < count; i++)
            yield return BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(12 + 4 * i));
    }

    static TrueTypeFont? Font(byte[] data, int at)
    {
        try
        {
            var font = new TrueTypeFont(data, at);
            return font.MayBeEmbedded && font.IsSound() ? font : null;
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    static bool IsDamage(Exception e) =>
        e is NotSupportedException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException or OverflowException;
}
