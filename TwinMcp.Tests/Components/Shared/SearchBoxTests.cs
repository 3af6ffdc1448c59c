using Bunit;
using TwinMcp.Tests.Support;
using TwinMcp.Web.Components.Shared;
using Xunit;

namespace TwinMcp.Tests.Components.Shared;

public sealed class SearchBoxTests : ComponentTest
{
    readonly List<string> searched = [];

    [Fact]
    public async Task Typing_UntilItRests_TellsOnce()
    {
        var box = Box(null);
        foreach (var text in new[] { "n", "no", "nor" })
            await box.InvokeAsync(() => { _ = box.Find("input").InputAsync(text); }); // found and told between two renderings
        box.WaitForAssertion(() => Assert.Equal("nor", box.Find("input").GetAttribute("value")));
        Assert.Empty(searched);
        Clock.Advance(TimeSpan.FromMilliseconds(200));
        await Eventually.HoldsAsync(() => searched.Count > 0, "the search was told");
        Assert.Equal(["nor"], searched);
    }

    [Fact]
    public void Enter_BeforeTheRest_TellsAtOnceAndOnlyOnce()
    {
        var box = Box(null);
        _ = box.Find("input").InputAsync("nord");
        box.Find("input").Change("nord");
        Assert.Equal(["nord"], searched);
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["nord"], searched);
    }

    [Fact]
    public void OwnWordComingBack_WhileTypingOn_KeepsWhatWasTyped()
    {
        var box = Box(null);
        box.Find("input").Change("nord");
        _ = box.Find("input").InputAsync("nordw");
        box.Render(p => p.Add(c => c.Value, "nord"));
        Assert.Equal("nordw", box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void OwnWordsComingBackLate_WhileTypingOn_KeepWhatWasTyped()
    {
        var box = Box(null);
        box.Find("input").Change("no");
        box.Render(p => p.Add(c => c.Label, "Search"));
        Assert.Equal("no", box.Find("input").GetAttribute("value"));
        box.Find("input").Change("nord");
        box.Render(p => p.Add(c => c.Value, "no"));
        Assert.Equal("nord", box.Find("input").GetAttribute("value"));
        box.Render(p => p.Add(c => c.Value, "nord"));
        box.Render(p => p.Add(c => c.Value, "no"));
        Assert.Equal("no", box.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void OtherUrl_ReplacesTheText()
    {
        var box = Box("nord");
        box.Render(p => p.Add(c => c.Value, (string?)null));
        Assert.Equal("", box.Find("input").GetAttribute("value"));
    }

    IRenderedComponent<SearchBox> Box(string? value) =>
        Render<SearchBox>(p => p.Add(c => c.Label, "Rechercher").Add(c => c.Value, value).Add(c => c.OnSearch, searched.Add));
}
