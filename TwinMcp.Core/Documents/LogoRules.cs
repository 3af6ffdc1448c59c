using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.Pdf;

namespace TwinMcp.Core.Documents;

/// <param name="ContentType">"image/png" or "image/jpeg", told by the file's first bytes and never by its name.</param>
public sealed record LogoFile(string ContentType, PdfImage Image);

/// <summary>Which files can be a seller's logo: PNG or JPEG (grey or RGB), at most 512 KB and 2,000 pixels a side. Pure.</summary>
public static class LogoRules
{
    public const int MaxBytes = 512 * 1024;
    public const int MaxSide = 2000;

    /// <summary>The logo as it will be drawn, or a validation error of the field "logo" that says what to do.</summary>
    public static Result<LogoFile> Check(byte[] file)
    {
        if (file.Length == 0)
            return PdfImage.Refused("The logo is empty.");
        if (file.Length > MaxBytes)
            return PdfImage.Refused("The logo is larger than 512 KB.");
        var read = PdfImage.Read(file);
        if (read.Error is { } damaged)
            return damaged;
        if (read.Value.Width > MaxSide || read.Value.Height > MaxSide)
            return PdfImage.Refused("The logo is more than 2,000 pixels wide or high.");
        return new LogoFile(file[0] == 0xFF ? "image/jpeg" : "image/png", read.Value);
    }
}
