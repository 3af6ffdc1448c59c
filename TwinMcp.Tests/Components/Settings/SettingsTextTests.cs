using System.Collections;
using System.Globalization;
using System.Resources;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Web.Components.Pages.Settings;
using TwinMcp.Web.Resources;
using Xunit;

namespace TwinMcp.Tests.Components.Settings;

public sealed class SettingsTextTests
{
    static readonly ResourceManager Resources = new(typeof(SettingsText));

    [Fact]
    public void Resources_EnglishAndFrench_HaveTheSameKeys() =>
        Assert.Equal(Keys(CultureInfo.InvariantCulture), Keys(CultureInfo.GetCultureInfo("fr")));

    [Fact]
    public void Fields_Each_HaveALabelAndWordsForWhatIsWrong()
    {
        var keys = Keys(CultureInfo.InvariantCulture);
        var fields = new EditSeller { Address = new EditAddress() }.Members.Select(m => m.Field).ToList();
        Assert.Empty(fields.Select(f => $"field.{f}").Except(keys));
        Assert.Empty(fields.Except(["vatOnDebits", "layout"]).Select(f => $"wrong.{f}").Except(keys));
        Assert.Empty(Enum.GetNames<DocumentLayout>().SelectMany(l => new[] { $"layout.{l}", $"layout.{l}.text" }).Except(keys));
    }

    [Theory]
    [InlineData("#FFFFFF", "1")]
    [InlineData("#000000", "21")]
    [InlineData("#767676", "4.54")]
    [InlineData("#2A52D8", "6.37")]
    public void ColourContrast_WithWhite_IsThatOfWcag(string colour, string ratio) =>
        Assert.Equal(decimal.Parse(ratio, CultureInfo.InvariantCulture), ColourContrast.WithWhite(colour)!.Value, 1);

    [Theory]
    [InlineData("")]
    [InlineData("blue")]
    [InlineData("#12345")]
    public void ColourContrast_NotAColour_HasNone(string colour) => Assert.Null(ColourContrast.WithWhite(colour));

    static HashSet<string> Keys(CultureInfo culture) =>
        [.. Resources.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal)];
}
