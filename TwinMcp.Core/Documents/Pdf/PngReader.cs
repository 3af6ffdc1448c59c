using System.Buffers.Binary;
using System.IO.Compression;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>Pixels of a PNG as 8-bit RGB on white: invoices carry no transparency (some archives and printers mishandle it).</summary>
internal sealed class PngReader
{
    readonly byte[] palette;
    readonly byte[] transparency;
    readonly int depth;
    readonly int colorType;

    PngReader(int depth, int colorType, byte[] palette, byte[] transparency) =>
        (this.depth, this.colorType, this.palette, this.transparency) = (depth, colorType, palette, transparency);

    internal readonly record struct Pixels(int Width, int Height, byte[] Rgb);

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    int Channels => colorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public static Result<Pixels> Read(byte[] file)
    {
        var chunks = Chunks(file);
        if (chunks is not { IHDR.Length: 13 })
            return PdfImage.Refused("The PNG is damaged.");
        var header = chunks.Value.IHDR;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        if (width <= 0 || height <= 0 || width * (long)height > PdfImage.MaxPixels)
            return PdfImage.Refused("The image has no size or more than 4 million pixels.");
        if (header[8] is not (1 or 2 or 4 or 8 or 16) || header[9] is not (0 or 2 or 3 or 4 or 6) || header[12] != 0)
            return PdfImage.Refused("This kind of PNG (interlaced, or an unknown colour type) cannot be used; save it without interlacing.");
        var reader = new PngReader(header[8], header[9], chunks.Value.Palette, chunks.Value.Transparency);
        return reader.Decode(chunks.Value.Data, width, height);
    }

    static (byte[] IHDR, byte[] Palette, byte[] Transparency, MemoryStream Data)? Chunks(byte[] file)
    {
        byte[] header = [], palette = [], transparency = [];
        var data = new MemoryStream();
        for (var at = Signature.Length; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (length < 0 || length > file.Length - at - 12)
                return null;
            var body = file.AsSpan(at + 8, length);
            switch (BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 4)))
            {
                case 0x49484452: header = body.ToArray(); break; // IHDR
                case 0x504C5445: palette = body.ToArray(); break; // PLTE
                case 0x74524E53: transparency = body.ToArray(); break; // tRNS
                case 0x49444154: data.Write(body); break; // IDAT
                default: break;
            }
            at += 12 + length;
        }
        data.Position = 0;
        return (header, palette, transparency, data);
    }

    Result<Pixels> Decode(MemoryStream deflated, int width, int height)
    {
        var stride = (width * Channels * depth + 7) / 8;
        var step = Math.Max(1, Channels * depth / 8);
        var rgb = new byte[width * height * 3];
        byte[] line = new byte[stride], above = new byte[stride];
        try
        {
            using var inflate = new ZLibStream(deflated, CompressionMode.Decompress);
            for (var y = 0; y < height; y++)
            {
                var filter = inflate.ReadByte();
                inflate.ReadExactly(line);
                if (!Unfilter(filter, line, above, step))
                    return PdfImage.Refused("The PNG is damaged.");
                for (var x = 0; x < width; x++)
                    Pixel(line, x).CopyTo(rgb.AsSpan((y * width + x) * 3));
                (line, above) = (above, line);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            return PdfImage.Refused("The PNG is damaged.");
        }
        return new Pixels(width, height, rgb);
    }

    static bool Unfilter(int filter, byte[] line, byte[] above, int step)
    {
        if (filter is < 0 or > 4)
            return false;
        for (var i = 0; i < line.Length; i++)
        {
            int left = i >= step ? line[i - step] : 0, up = above[i], corner = i >= step ? above[i - step] : 0;
            line[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
        }
        return true;
    }

    static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    byte[] Pixel(byte[] line, int x)
    {
        var first = x * Channels;
        if (colorType == 3)
        {
            var index = Sample(line, x);
            if (index * 3 + 2 >= palette.Length)
                return [255, 255, 255];
            var opacity = index < transparency.Length ? transparency[index] : 255;
            return OnWhite(palette[index * 3], palette[index * 3 + 1], palette[index * 3 + 2], opacity);
        }
        var red = Scaled(line, first);
        var (green, blue) = Channels >= 3 ? (Scaled(line, first + 1), Scaled(line, first + 2)) : (red, red);
        var alpha = colorType is 4 or 6 ? Scaled(line, first + Channels - 1) : IsKeyedOut(line, first) ? 0 : 255;
        return OnWhite(red, green, blue, alpha);
    }

    /// <summary>tRNS of a grey or RGB image names one colour that is transparent.</summary>
    bool IsKeyedOut(byte[] line, int first)
    {
        if (transparency.Length < Channels * 2)
            return false;
        for (var i = 0; i < Channels; i++)
            if (Sample(line, first + i) != BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(i * 2)))
                return false;
        return true;
    }

    int Scaled(byte[] line, int index) => depth == 16 ? Sample(line, index) >> 8 : Sample(line, index) * 255 / ((1 << depth) - 1);

    int Sample(byte[] line, int index)
    {
        if (depth == 16)
            return BinaryPrimitives.ReadUInt16BigEndian(line.AsSpan(index * 2));
        var bit = index * depth;
        return line[bit / 8] >> (8 - depth - bit % 8) & ((1 << depth) - 1);
    }

    static byte[] OnWhite(int red, int green, int blue, int alpha) => [Blend(red, alpha), Blend(green, alpha), Blend(blue, alpha)];

    static byte Blend(int channel, int alpha) => (byte)((channel * alpha + 255 * (255 - alpha) + 127) / 255);
}
