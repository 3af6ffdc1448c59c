using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed class LogoRulesTests
{
    [Theory]
    [InlineData(0xC0, 3)] // baseline
    [InlineData(0xC2, 3)] // progressive
    [InlineData(0xC0, 1)]
    public void Check_RgbAndGreyJpeg_IsTaken(int marker, int components)
    {
        var logo = LogoRules.Check(Jpeg((byte)marker, (byte)components, 640, 200)).Value;
        Assert.Equal(("image/jpeg", 640, 200), (logo.ContentType, logo.Image.Width, logo.Image.Height));
    }

    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "empty", [], "empty" },
        { "CMYK", Jpeg(0xC0, 4, 100, 100), "RGB" },
        { "too wide", Jpeg(0xC0, 3, 2001, 100), "2,000 pixels" },
        { "too high", Jpeg(0xC0, 3, 100, 2001), "2,000 pixels" },
        { "no size", Jpeg(0xC0, 3, 0, 100), "size" },
        { "too large", new byte[LogoRules.MaxBytes + 1], "512 KB" },
        { "SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "neither" },
        { "a JPEG cut off", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16], "damaged" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Check_WhatCannotBeDrawn_SaysWhy(string what, byte[] file, string reason)
    {
        var error = LogoRules.Check(file).Error!;
        Assert.Equal((ErrorKind.Validation, "logo"), (error.Kind, error.Fields!.Keys.Single()));
        Assert.True(error.Message.Contains(reason, StringComparison.Ordinal), $"{what}: {error.Message}");
    }

    static byte[] Jpeg(byte marker, byte components, int width, int height) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, // a segment to pass over
        0xFF, marker, 0, (byte)(8 + 3 * components), 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, components,
        .. new byte[3 * components], 0xFF, 0xD9,
    ];
}
