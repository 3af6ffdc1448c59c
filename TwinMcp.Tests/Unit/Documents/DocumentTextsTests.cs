using System.Collections;
using System.Globalization;
using TwinMcp.Core.Documents;
using Xunit;

namespace TwinMcp.Tests.Unit.Documents;

public sealed class DocumentTextsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("fr")]
    public void Resources_EachLanguage_HasExactlyTheKeysThatAreUsed(string culture)
    {
        var set = DocumentTexts.Resources.GetResourceSet(CultureInfo.GetCultureInfo(culture), createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        var entries = set.Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string?)e.Value);
        Assert.Equal(Enum.GetNames<DocumentText>().Order(StringComparer.Ordinal), entries.Keys.Order(StringComparer.Ordinal));
        Assert.All(entries.Values, v => Assert.False(string.IsNullOrWhiteSpace(v)));
    }

    [Fact]
    public void Resources_BothLanguages_HaveTheSamePlaceholders()
    {
        foreach (var text in Enum.GetValues<DocumentText>())
            Assert.Equal(Placeholders(DocumentTexts.For("en")[text]), Placeholders(DocumentTexts.For("fr")[text]));
    }

    [Fact]
    public void For_AnyOtherLanguage_ReadsEnglish() => Assert.Equal("Invoice", DocumentTexts.For("de")[DocumentText.Invoice]);

    static int Placeholders(string text) => text.Count(c => c == '{');
}
