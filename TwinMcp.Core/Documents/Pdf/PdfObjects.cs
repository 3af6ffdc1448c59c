using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>
/// The file level: numbers objects, writes streams at once, packs the other objects into object streams and ends with
/// a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8). The file's /ID is the hash of what was written, so the same
/// document gives the same bytes.
/// </summary>
internal sealed class PdfObjects : IDisposable
{
    const int ObjectsPerStream = 400;
    const byte Free = 0, InFile = 1, InObjectStream = 2;

    readonly PdfBuffer file = new();
    readonly PdfBuffer packed = new();
    readonly List<(int Number, int Offset)> packedAt = [];
    readonly List<(byte Kind, int Position, int Index)> entries = [(Free, 0, 65535)];

    public PdfObjects() => file.Raw("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        entries.Add((Free, 0, 0));
        return entries.Count - 1;
    }

    /// <summary>Starts an object; its body is all that is written to the returned buffer until the next call here.</summary>
    public PdfBuffer Begin(int number)
    {
        if (packedAt.Count >= ObjectsPerStream)
            Flush();
        if (packed.Length > 0)
            packed.Raw("\n"u8);
        packedAt.Add((number, packed.Length));
        return packed;
    }

    /// <param name="dictionary">The stream's own entries, without filter and length.</param>
    /// <param name="level">Fastest for what hardly shrinks, such as outlines: half the time of the whole document.</param>
    public int Stream(string dictionary, ReadOnlySpan<byte> data, CompressionLevel level = CompressionLevel.Optimal) =>
        Write(Reserve(), dictionary + "/Filter/FlateDecode", Deflate(data, level));

    /// <summary>A stream whose data stands as it is: not compressed, or encoded already.</summary>
    public int StoredStream(string dictionary, ReadOnlySpan<byte> data) => Write(Reserve(), dictionary, data);

    public byte[] Finish(int catalog, int info)
    {
        Flush();
        var id = Convert.ToHexString(SHA256.HashData(file.Written).AsSpan(0, 16));
        var number = Reserve();
        var start = file.Length;
        entries[number] = (InFile, start, 0);
        var table = new byte[entries.Count * 7];
        for (var i = 0; i < entries.Count; i++)
        {
            var row = table.AsSpan(i * 7, 7);
            row[0] = entries[i].Kind;
            BinaryPrimitives.WriteInt32BigEndian(row[1..], entries[i].Position);
            BinaryPrimitives.WriteUInt16BigEndian(row[5..], (ushort)entries[i].Index);
        }
        var dictionary = string.Create(
            CultureInfo.InvariantCulture,
            $"/Type/XRef/Size {entries.Count}/W[1 4 2]/Root {catalog} 0 R/Info {info} 0 R/ID[<{id}><{id}>]/Filter/FlateDecode");
        Write(number, dictionary, Deflate(table));
        return file.Raw("startxref\n"u8).Int(start).Raw("\n%%EOF\n"u8).Written.ToArray();
    }

    public void Dispose()
    {
        file.Dispose();
        packed.Dispose();
    }

    public static byte[] Deflate(ReadOnlySpan<byte> data, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var target = new MemoryStream(data.Length / 2 + 64);
        using (var deflate = new ZLibStream(target, level, leaveOpen: true))
            deflate.Write(data);
        return target.ToArray();
    }

    int Write(int number, string dictionary, ReadOnlySpan<byte> data)
    {
        entries[number] = (InFile, file.Length, 0);
        file.Int(number).Raw(" 0 obj\n<<"u8).Raw(dictionary).Raw("/Length "u8).Int(data.Length).Raw(">>\nstream\n"u8);
        file.Raw(data).Raw("\nendstream\nendobj\n"u8);
        return number;
    }

    void Flush()
    {
        if (packedAt.Count == 0)
            return;
        using var body = new PdfBuffer();
        foreach (var (number, offset) in packedAt)
            body.Int(number).Raw(" "u8).Int(offset).Raw(" "u8);
        var first = body.Length;
        body.Raw(packed.Written);
        var dictionary = string.Create(CultureInfo.InvariantCulture, $"/Type/ObjStm/N {packedAt.Count}/First {first}");
        var stream = Stream(dictionary, body.Written);
        for (var i = 0; i < packedAt.Count; i++)
            entries[packedAt[i].Number] = (InObjectStream, stream, i);
        packed.Clear();
        packedAt.Clear();
    }
}
