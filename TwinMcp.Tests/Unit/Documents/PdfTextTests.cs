using FsCheck.Fluent;
using TwinMcp.Core.Documents.Pdf;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed class PdfTextTests
{
    static readonly PdfTextStyle Style = new(PdfFace.Regular, 8.6, default);

    [Theory]
    [InlineData("Société", "Société")]
    [InlineData("e\u0301", "é")]
    [InlineData("a\u202Eb\u2066c\u200Ed", "abcd")]
    [InlineData("a\0b\u001Bc", "abc")]
    [InlineData("a\u00ADb\uFEFFc\u200Bd", "abcd")]
    [InlineData("a\tb", "a b")]
    [InlineData("a\r\nb\rc", "a b c")]
    [InlineData("漢", "\uFFFD")]
    [InlineData("😀", "\uFFFD")]
    public void Line_AnyText_BecomesDrawable(string text, string expected) => Assert.Equal(expected, PdfText.Line(text));

    [Fact] // attribute arguments are UTF-8 and cannot hold these
    public void Line_LoneSurrogatesAndNoncharacters_BecomeVisible() =>
        Assert.Equal("x\uFFFDy\uFFFDz\uFFFD", PdfText.Line("x\uD800y\uDC00z\uFFFE"));

    [Fact]
    public void Lines_EveryKindOfLineEnd_IsOneBreak() =>
        Assert.Equal("a\nb\nc\nd\n\ne", PdfText.Lines("a\r\nb\rc\u2028d\n\ne"));

    [Fact]
    public void Wrap_AnyText_LosesNothingAndStaysInTheColumn()
    {
        var words = Gen.Elements("a", "mot", "Électricité", "Général-de-Gaulle", "et/ou", new string('W', 40), "24", "\n", "漢字", " ", "");
        var sentences = Gen.ArrayOf(words).Select(w => string.Join(' ', w));
        var noise = Gen.ArrayOf(Gen.Choose(0, 0xFFFF).Select(c => (char)c)).Select(c => new string(c));
        var cases = from text in Gen.OneOf(sentences, noise) from width in Gen.Choose(15, 300) select (text, width);
        Property.Holds(cases, c =>
        {
            var block = PdfTextBlock.Wrap(c.text, Style, c.width);
            var kept = WithoutSpaces(string.Concat(block.Lines)) == WithoutSpaces(PdfText.Lines(c.text));
            return kept && block.Lines.All(l => Style.Measure(l) <= c.width + 0.001);
        });
    }

    [Fact]
    public void Wrap_Words_BreakAtSpacesAndHyphensOnly() => Assert.Equal(
        ["110 esplanade du", "Général-de-", "Gaulle"],
        PdfTextBlock.Wrap("110 esplanade du Général-de-Gaulle", Style, 75).Lines);

    [Fact]
    public void Wrap_TooManyLines_EndsInAnEllipsisInsideTheColumn()
    {
        var block = PdfTextBlock.Wrap(new string('W', 5000), Style, 100, 3);
        Assert.Equal(3, block.Lines.Count);
        Assert.EndsWith("…", block.Lines[2], StringComparison.Ordinal);
        Assert.All(block.Lines, l => Assert.InRange(Style.Measure(l), 0, 100));
    }

    [Fact]
    public void Text_OutsideTheStructure_Throws()
    {
        using var canvas = new PdfCanvas();
        canvas.NewPage();
        Assert.Throws<InvalidOperationException>(() => canvas.Text(10, 10, "x", Style));
    }

    [Theory]
    [InlineData("#1F4FD8", true)]
    [InlineData("#1f4fd8", true)]
    [InlineData("1F4FD8", false)]
    [InlineData("#1F4FD", false)]
    [InlineData("#1F4FDG", false)]
    [InlineData(null, false)]
    public void TryParse_Color_TakesSixDigitsOnly(string? text, bool expected)
    {
        Assert.Equal(expected, Rgb.TryParse(text, out var color));
        Assert.Equal(expected ? Rgb.Hex(0x1F4FD8) : default, color);
    }

    static string WithoutSpaces(string text) => text.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
