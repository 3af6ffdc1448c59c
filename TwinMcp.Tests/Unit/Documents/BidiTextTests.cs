using TwinMcp.Core.Documents.Pdf;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed class BidiTextTests
{
    // Hebrew letters: they have one form each, so the order alone is seen
    [Theory]
    [InlineData("Plain text, 12.50", "Plain text, 12.50")]
    [InlineData("אבג", "גבא")]
    [InlineData("abc אבג def", "abc גבא def")]
    [InlineData("אבג 123 דהו", "והד 123 גבא")]
    [InlineData("אבג 1.50 דהו", "והד 1.50 גבא")]
    [InlineData("אבג (דהו)", "(והד) גבא")]
    [InlineData("אבג (2026)", "(2026) גבא")]
    [InlineData("אבג Tel Aviv 12", "Tel Aviv 12 גבא")]
    [InlineData("Tel Aviv (אבג)", "Tel Aviv (גבא)")]
    [InlineData("(אבג)", "(גבא)")]
    [InlineData("אב (גד) הו", "וה (דג) בא")]
    [InlineData("12 אב", "בא 12")]
    public void Visual_OrdersRunsFromTheLeft(string written, string drawn) => Assert.Equal(drawn, BidiText.Visual(written));

    [Theory]
    [InlineData("بيت", "\uFE91\uFEF4\uFE96")] // beh initial, yeh medial, teh final
    [InlineData("دار", "\uFEA9\uFE8D\uFEAD")] // dal and alef do not join on: all isolated
    [InlineData("سلام", "\uFEB3\uFEE0\uFE8E\uFEE1")] // seen initial, lam medial, alef final, meem isolated
    [InlineData("پ", "\uFB56")]
    [InlineData("abc", "abc")]
    public void Join_ChoosesTheFormByTheNeighbours(string written, string forms) => Assert.Equal(forms, BidiText.Join(written, _ => true));

    [Fact]
    public void Join_FormsThatNoFontHas_StayLetters() => Assert.Equal("بيت", BidiText.Join("بيت", _ => false));
}
