using System.Buffers.Binary;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Documents.Pdf;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed class PdfFallbackTests
{
    [Fact]
    public async Task Render_CharactersOfAnotherFont_AreDrawnEmbeddedAndRead()
    {
        using var folder = new TempFolder();
        folder.Write("Other-Regular.ttf", FontOf("漢字", "HK"));
        var pdf = Render(PdfFallback.Load([folder.Path]), "AB漢字C か");
        Assert.Empty(await PdfInspect.ProblemsAsync(pdf));
        Assert.Contains("AB漢字C \uFFFD", await PdfInspect.TextAsync(pdf), StringComparison.Ordinal);
        var file = folder.Write("document.pdf", pdf);
        var fonts = (await External.RunAsync("pdffonts", file)).EnsureSuccess().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(5, fonts.Length); // the four faces, and the other
        Assert.Equal(pdf, Render(PdfFallback.Load([folder.Path]), "AB漢字C か"));
    }

    [Fact]
    public void Load_FontsThatAddNothingOrOfAnotherStyle_AreLeftOut()
    {
        using var folder = new TempFolder();
        folder.Write("Inter.ttf", Inter());
        folder.Write("Other-Bold.ttf", FontOf("漢", "H"));
        folder.Write("Readme.ttf", "not a font"u8.ToArray());
        var fallback = PdfFallback.Load([folder.Path, "/no/such/folder"]);
        Assert.Empty(fallback.Fonts);
        Assert.Equal(-1, fallback.IndexOf('漢'));
    }

    [Fact]
    public void Load_FontThatMustNotBeEmbedded_IsLeftOut()
    {
        using var folder = new TempFolder();
        var font = FontOf("漢", "H");
        BinaryPrimitives.WriteUInt16BigEndian(font.AsSpan(Table(font, "OS/2").Offset + 8), 2); // fsType: restricted licence
        folder.Write("Other.ttf", font);
        Assert.Empty(PdfFallback.Load([folder.Path]).Fonts);
    }

    [Fact]
    public void Load_DamagedFonts_ArePassedOver()
    {
        using var folder = new TempFolder();
        var font = FontOf("漢", "H");
        for (var cut = 0; cut < 40; cut++)
            folder.Write($"cut{cut}.ttf", font[..(font.Length * cut / 40)]);
        Assert.True(PdfFallback.Load([folder.Path]).Fonts.Count <= 40); // it does not throw
    }

    static byte[] Render(PdfFallback fallback, string name)
    {
        using var scope = PdfFonts.Use(fallback);
        return InvoicePdf.Render(SampleInvoices.Make(2) with { Buyer = SampleInvoices.Buyer with { Name = name } });
    }

    /// <summary>Inter with a character map of its own: each character looks like the letter at its place.</summary>
    static byte[] FontOf(string characters, string looks)
    {
        var (inter, map) = (Inter(), Map(characters, looks));
        var font = inter.Concat(map).ToArray();
        var entry = Table(font, "cmap").Entry;
        BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 8), inter.Length);
        BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 12), map.Length);
        return font;
    }

    /// <summary>A cmap with one table of format 4, a segment a character.</summary>
    static byte[] Map(string characters, string looks)
    {
        var font = PdfFonts.Of(PdfFace.Regular);
        var segments = characters.Select((c, i) => (Code: (int)c, Delta: font.Glyph(looks[i]) - c)).OrderBy(s => s.Code).Append((Code: 0xFFFF, Delta: 1)).ToArray();
        ushort[] words =
        [
            0, 1, 3, 1, 0, 12, // version, one table: Windows, Unicode, at 12
            4, (ushort)(16 + 8 * segments.Length), 0, (ushort)(2 * segments.Length), 0, 0, 0,
            .. segments.Select(s => (ushort)s.Code), 0, .. segments.Select(s => (ushort)s.Code),
            .. segments.Select(s => unchecked((ushort)s.Delta)), .. segments.Select(_ => (ushort)0),
        ];
        return [.. words.SelectMany(w => (byte[])[(byte)(w >> 8), (byte)w])];
    }

    static (int Entry, int Offset) Table(byte[] font, string tag)
    {
        for (var entry = 12; ; entry += 16)
            if (System.Text.Encoding.ASCII.GetString(font, entry, 4) == tag)
                return (entry, BinaryPrimitives.ReadInt32BigEndian(font.AsSpan(entry + 8)));
    }

    static byte[] Inter()
    {
        using var stream = typeof(InvoicePdf).Assembly.GetManifestResourceStream("fonts/Inter-400Regular.ttf")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
