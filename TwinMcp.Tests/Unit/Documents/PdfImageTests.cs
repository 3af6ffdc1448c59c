using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.Pdf;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed class PdfImageTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_TransparentPng_IsLaidOnWhite(int filter)
    {
        // red opaque, blue half, transparent; the same again, so that each filter has a line above
        byte[] row = [255, 0, 0, 255, 0, 0, 255, 128, 9, 9, 9, 0];
        var png = Png((3, 2, 8, 6), [], Filtered(filter, row, new byte[12]), Filtered(filter, row, row));
        byte[] expected = [255, 0, 0, 127, 127, 255, 255, 255, 255];
        Assert.Equal([.. expected, .. expected], Pixels(png));
    }

    [Fact]
    public void Read_PaletteOfFourBits_IsLookedUp()
    {
        var png = Png((3, 1, 4, 3), [.. Chunk("PLTE", [10, 20, 30, 40, 50, 60]), .. Chunk("tRNS", [255, 0])], [0, 0x01, 0x00]);
        Assert.Equal([10, 20, 30, 255, 255, 255, 10, 20, 30], Pixels(png));
    }

    [Fact]
    public void Read_BlackAndWhitePng_IsSpread() =>
        Assert.Equal([255, 255, 255, 0, 0, 0], Pixels(Png((2, 1, 1, 0), [], [0, 0b1000_0000])));

    [Theory]
    [InlineData("text")]
    [InlineData("")]
    [InlineData("\u0089PNG\r\n\u001a\nshort")]
    [InlineData("ÿØÿà")]
    public void Read_NotAnImage_IsRefused(string file) => Assert.NotNull(PdfImage.Read(Encoding.Latin1.GetBytes(file)).Error);

    [Fact]
    public void Read_DamagedPng_IsRefusedNeverThrows()
    {
        var png = Png((3, 2, 8, 6), [], new byte[13], new byte[13]);
        for (var length = 0; length < png.Length; length++)
            _ = PdfImage.Read(png[..length]).Error;
        for (var i = 0; i < png.Length; i++)
        {
            var copy = png.ToArray();
            copy[i] ^= 0xFF;
            _ = PdfImage.Read(copy).Error;
        }
        Assert.NotNull(PdfImage.Read(png[..^30]).Error);
    }

    [Fact]
    public void Read_HugePng_IsRefusedBeforeItIsUnpacked() =>
        Assert.Contains("million", PdfImage.Read(Png((60000, 60000, 8, 6), [])).Error!.Message, StringComparison.Ordinal);

    [Fact]
    public async Task Render_Logo_IsDrawnOnTheFirstPage()
    {
        var png = Png((2, 1, 8, 2), [], [0, 255, 0, 0, 0, 255, 0]);
        var document = SampleInvoices.Make(1) with { Seller = SampleInvoices.Seller with { Logo = PdfImage.Read(png).Value } };
        var pdf = InvoicePdf.Render(document);
        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));
        var plain = await PdfInspect.PlainAsync(pdf);
        Assert.Contains("/Subtype /Image", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("/SMask", plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Jpeg_IsTakenAsItIs()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 11, 8, 0, 5, 0, 7, 3, 1, 1, 1, 0xFF, 0xD9];
        var image = PdfImage.Read(jpeg).Value;
        Assert.Equal((7, 5), (image.Width, image.Height));
        Assert.Same(jpeg, image.Data);
        jpeg[17] = 4;
        Assert.Contains("RGB", PdfImage.Read(jpeg).Error!.Message, StringComparison.Ordinal);
    }

    static byte[] Pixels(byte[] png)
    {
        using var inflate = new ZLibStream(new MemoryStream(PdfImage.Read(png).Value.Data), CompressionMode.Decompress);
        using var pixels = new MemoryStream();
        inflate.CopyTo(pixels);
        return pixels.ToArray();
    }

    static byte[] Png((int Width, int Height, byte Depth, byte Type) shape, byte[] extra, params byte[][] rows)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, shape.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), shape.Height);
        (header[8], header[9]) = (shape.Depth, shape.Type);
        var data = PdfObjects.Deflate(rows.SelectMany(r => r).ToArray());
        return [.. PngReader.Signature, .. Chunk("IHDR", header), .. extra, .. Chunk("IDAT", data), .. Chunk("IEND", [])];
    }

    static byte[] Chunk(string type, byte[] body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. body, 0, 0, 0, 0];
    }

    static byte[] Filtered(int filter, byte[] row, byte[] above)
    {
        var result = new byte[row.Length + 1];
        result[0] = (byte)filter;
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= 4 ? row[i - 4] : 0, up = above[i], corner = i >= 4 ? above[i - 4] : 0;
            var estimate = left + up - corner;
            var nearest = ((int Value, int Rank)[])[(left, 0), (up, 1), (corner, 2)];
            var paeth = nearest.OrderBy(n => Math.Abs(estimate - n.Value)).ThenBy(n => n.Rank).First().Value;
            var predicted = filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => paeth };
            result[i + 1] = unchecked((byte)(row[i] - predicted));
        }
        return result;
    }
}
