using System.Buffers.Binary;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Documents.Pdf;

/// <summary>A logo, read and checked once, ready to be embedded: PNG (transparency is laid on white) or JPEG.</summary>
public sealed class PdfImage
{
    public const int MaxBytes = 2_000_000;
    public const int MaxPixels = 4_000_000;

    PdfImage(int width, int height) => (Width, Height) = (width, height);

    public int Width { get; }

    public int Height { get; }

    internal byte[] Data { get; private init; } = [];

    internal string Dictionary { get; private init; } = "";

    /// <summary>Reads a PNG or a JPEG; refuses anything else, damaged files and files beyond the limits.</summary>
    public static Result<PdfImage> Read(byte[] file)
    {
        if (file.Length > MaxBytes)
            return Refused("The image is larger than 2 MB.");
        if (file.AsSpan().StartsWith(PngReader.Signature))
            return PngReader.Read(file).Map(png => new PdfImage(png.Width, png.Height)
            {
                Data = PdfObjects.Deflate(png.Rgb),
                Dictionary = "/ColorSpace/DeviceRGB/Filter/FlateDecode",
            });
        return file is [0xFF, 0xD8, ..] ? Jpeg(file) : Refused("The image is neither a PNG nor a JPEG.");
    }

    internal static BillingError Refused(string message) => BillingError.Invalid("logo", message);

    static Result<PdfImage> Jpeg(byte[] file)
    {
        for (var at = 2; at + 9 < file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return Frame(file, at);
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2));
        }
        return Refused("The JPEG is damaged.");
    }

    static Result<PdfImage> Frame(byte[] file, int at)
    {
        var height = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 5));
        var width = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 7));
        var components = file[at + 9];
        if (file[at + 4] != 8 || components is not (1 or 3))
            return Refused("Only grey and RGB JPEGs of 8 bits can be used; save this one as RGB.");
        if (width == 0 || height == 0 || width * (long)height > MaxPixels)
            return Refused("The image has no size or more than 4 million pixels.");
        return new PdfImage(width, height)
        {
            Data = file,
            Dictionary = components == 1 ? "/ColorSpace/DeviceGray/Filter/DCTDecode" : "/ColorSpace/DeviceRGB/Filter/DCTDecode",
        };
    }
}
