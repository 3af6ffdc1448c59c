using Bunit;
using Microsoft.AspNetCore.Components.Web;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Components.Shared;
using Xunit;

namespace TwinMcp.Tests.Components.Shared;

public sealed class SharedComponentTests : ComponentTest
{
    [Theory]
    [InlineData("draft", "Brouillon")]
    [InlineData("sent", "Envoyée")]
    [InlineData("paid", "Payée")]
    [InlineData("overdue", "En retard")]
    [InlineData("cancelled", "Annulée")]
    public void StatusBadge_EachStatus_HasShapeColourAndWord(string status, string word)
    {
        var badge = Render<StatusBadge>(p => p.Add(c => c.Status, status));
        Assert.Equal(word, badge.Find("span span").TextContent);
        Assert.Equal("#i-" + status, badge.Find("use").GetAttribute("href"));
        Assert.Contains(status, badge.Find(".bdg").ClassList);
    }

    [Fact]
    public void IconSprite_EveryStatus_HasItsShape()
    {
        var sprite = Render<IconSprite>();
        Assert.All(["draft", "sent", "paid", "overdue", "cancelled", "warn"], shape => Assert.NotNull(sprite.Find($"#i-{shape}")));
    }

    [Fact]
    public void MoneyText_French_IsReadableByPeopleAndMachines()
    {
        var text = Render<MoneyText>(p => p.Add(c => c.Value, new Money(1643.5m, Currency.Eur)));
        text.MarkupMatches("<data class=\"num\" value=\"1643.50\">1\u202F643,50\u00A0€</data>");
    }

    [Fact]
    public void DateText_SameYear_LeavesItOut()
    {
        var date = Render<DateText>(p => p.Add(c => c.Value, new DateOnly(2026, 9, 30)).Add(c => c.Today, new DateOnly(2026, 10, 1)));
        Assert.Equal("30\u00A0sept.", date.Find("time").TextContent);
    }

    [Fact]
    public void Pager_MiddlePage_LinksBothWays()
    {
        var pager = Render<Pager>(p => p.Add(c => c.Page, 2).Add(c => c.PageSize, 25).Add(c => c.Shown, 25).Add(c => c.Total, 318).Add(c => c.Href, n => $"/list?page={n}"));
        Assert.Equal(["26–50", "318"], pager.FindAll("b").Select(b => b.TextContent));
        Assert.Equal("/list?page=1", pager.Find("[rel=prev]").GetAttribute("href"));
        Assert.Equal("/list?page=3", pager.Find("[rel=next]").GetAttribute("href"));
    }

    [Fact]
    public void Pager_LastPage_HasNoNext()
    {
        var pager = Render<Pager>(p => p.Add(c => c.Page, 13).Add(c => c.PageSize, 25).Add(c => c.Shown, 18).Add(c => c.Total, 318).Add(c => c.Href, n => $"/list?page={n}"));
        Assert.Null(pager.Find("[rel=next]").GetAttribute("href"));
        Assert.Equal("true", pager.Find("[rel=next]").GetAttribute("aria-disabled"));
    }

    [Fact]
    public void Pager_CappedTotal_SaysThereIsMore()
    {
        var pager = Render<Pager>(p => p.Add(c => c.Page, 1).Add(c => c.PageSize, 25).Add(c => c.Shown, 25).Add(c => c.Total, 10_000).Add(c => c.TotalIsCapped, true).Add(c => c.Href, n => "/"));
        Assert.Equal("10\u202F000+", pager.FindAll("b")[1].TextContent);
    }

    [Theory]
    [InlineData(400, 25, "/list?page=401")]
    [InlineData(401, 25, null)]
    [InlineData(66, 150, "/list?page=67")]
    [InlineData(67, 150, null)]
    [InlineData(int.MaxValue, 100, null)]
    public void Pager_CappedTotal_EndsWhereTheListDoes(int page, int size, string? next)
    {
        var pager = Render<Pager>(p => p.Add(c => c.Page, page).Add(c => c.PageSize, size).Add(c => c.Shown, size).Add(c => c.Total, 10_000).Add(c => c.TotalIsCapped, true).Add(c => c.MaxOffset, InvoiceFilter.MaxOffset).Add(c => c.Href, n => $"/list?page={n}"));
        Assert.Equal(next, pager.Find("[rel=next]").GetAttribute("href"));
    }

    [Fact]
    public void Pager_SizeChosen_IsTold()
    {
        var chosen = 0;
        var pager = Render<Pager>(p => p.Add(c => c.Page, 1).Add(c => c.PageSize, 25).Add(c => c.Shown, 3).Add(c => c.Href, n => "/").Add(c => c.OnSize, size => chosen = size));
        pager.Find("select").Change("100");
        Assert.Equal(100, chosen);
    }

    [Theory]
    [InlineData("number", null, "-total")]
    [InlineData("-total", "descending", "total")]
    [InlineData("total", "ascending", "-total")]
    public void SortHeader_EachState_NamesItAndLinksTheNext(string sort, string? direction, string next)
    {
        var header = Render<SortHeader>(p => p.Add(c => c.Name, "total").Add(c => c.Sort, sort).Add(c => c.DescendingFirst, true).Add(c => c.Href, s => "/?sort=" + s).AddChildContent("Total"));
        Assert.Equal(direction, header.Find("th").GetAttribute("aria-sort"));
        Assert.Equal("/?sort=" + next, header.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void FilterChip_French_PutsASpaceBeforeTheColon()
    {
        var chip = Render<FilterChip>(p => p.Add(c => c.Label, "Émise").Add(c => c.Value, "août 2026").Add(c => c.RemoveHref, "/"));
        Assert.StartsWith("Émise\u00A0: août 2026", chip.Find(".chip").TextContent, StringComparison.Ordinal);
        Assert.Equal("Retirer le filtre Émise", chip.Find("a").GetAttribute("aria-label"));
    }

    [Fact]
    public void RowMenu_BeforeItIsOpened_HasNoItems()
    {
        var menu = Render<RowMenu>(p => p.Add(c => c.Label, "Actions").AddChildContent("<button role=\"menuitem\">Ouvrir</button>"));
        Assert.Empty(menu.FindAll("[role=menuitem]"));
        menu.Find("button").Click();
        Assert.Single(menu.FindAll("[role=menuitem]"));
        JSInterop.VerifyInvoke("twin.menu.open");
    }

    [Fact]
    public async Task ConfirmDialog_Agreed_AnswersYesAndCloses()
    {
        var dialog = Render<ConfirmDialog>();
        var answer = await dialog.InvokeAsync(() => Task.FromResult(dialog.Instance.AskAsync(new ConfirmQuestion("Annuler ?", "Le brouillon de 12,00 € est annulé.", "Annuler le brouillon", IsDanger: true))));
        Assert.Equal("Le brouillon de 12,00 € est annulé.", dialog.Find("p").TextContent);
        await dialog.Find(".btn.danger").ClickAsync(new MouseEventArgs());
        Assert.True(await answer);
        JSInterop.VerifyInvoke("twin.dialog.close");
    }

    [Fact]
    public async Task ConfirmDialog_ClosedByEscape_AnswersNo()
    {
        var dialog = Render<ConfirmDialog>();
        var answer = await dialog.InvokeAsync(() => Task.FromResult(dialog.Instance.AskAsync(new ConfirmQuestion("?", "…", "Oui"))));
        await dialog.Find("dialog").TriggerEventAsync("onclose", EventArgs.Empty);
        Assert.False(await answer);
    }

    [Fact]
    public void ErrorState_WithReference_ShowsIt()
    {
        var state = Render<ErrorState>(p => p.Add(c => c.Title, "Non").Add(c => c.Text, "Réessayez.").Add(c => c.Reference, "7F3K"));
        Assert.Equal("Réf. 7F3K", state.Find(".ref").TextContent);
        Assert.Equal("alert", state.Find(".state").GetAttribute("role"));
    }
}
