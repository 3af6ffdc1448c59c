using Microsoft.Playwright;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class KeyboardTests(BrowserFixture run)
{
    const string List = "/dashboard/invoices?q=Nombreuses&sort=-total&size=10";

    [Fact]
    public Task List_SingleLetters_SearchBrowseOpenAndGoBack() => run.VisitAsAsync(run.Admin, Look.Desk, async visit =>
    {
        var keys = visit.Page.Keyboard;
        await visit.GoAsync(List);
        await keys.PressAsync("/");
        await FocusedAsync(visit.Page.GetByRole(AriaRole.Searchbox));
        await keys.PressAsync("Escape");
        await visit.UrlAsync("/dashboard/invoices?sort=-total&size=10");
        await keys.PressAsync("/");
        await keys.TypeAsync("Nombreuses");
        await keys.PressAsync("Enter");
        await visit.UrlAsync(List);
        await Assertions.Expect(visit.Page.Locator("[data-row] .who").First).ToHaveTextAsync(Ledger.Busy);
        await keys.PressAsync("ArrowDown");
        await FocusedAsync(RowLink(visit, 0));
        foreach (var (key, row) in ((string, int)[])[("j", 1), ("j", 2), ("k", 1)])
        {
            await keys.PressAsync(key);
            await FocusedAsync(RowLink(visit, row));
        }
        await keys.PressAsync("Enter");
        await Visit.SeesAsync(visit.Page.GetByText($"2 sur {Ledger.BusyDrafts}"));
        await keys.PressAsync("j");
        await Visit.SeesAsync(visit.Page.GetByText($"3 sur {Ledger.BusyDrafts}"));
        await keys.PressAsync("k");
        await Visit.SeesAsync(visit.Page.GetByText($"2 sur {Ledger.BusyDrafts}"));
        await keys.PressAsync("g");
        await keys.PressAsync("i");
        await visit.UrlAsync("/dashboard/invoices");
        await Assertions.Expect(visit.Page.Locator("[data-row]").First).ToBeVisibleAsync();
    });

    [Fact]
    public Task Dialogs_Closed_FocusReturnsWhereItCameFrom() => run.VisitAsAsync(run.Admin, Look.Desk, async visit =>
    {
        var keys = visit.Page.Keyboard;
        await visit.GoAsync(List);
        await keys.PressAsync("j");
        await keys.PressAsync("?");
        await FocusedAsync(visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Fermer" }));
        await keys.PressAsync("Escape");
        await FocusedAsync(RowLink(visit, 0));

        var generate = visit.Button("Nouvelle facture");
        await generate.FocusAsync();
        await keys.PressAsync("Enter");
        await FocusedAsync(visit.Page.Locator("#customer"));
        await keys.PressAsync("Escape");
        await FocusedAsync(generate);

        var menu = visit.Rows.First.GetByRole(AriaRole.Button);
        await menu.FocusAsync();
        await keys.PressAsync("Enter");
        var items = visit.Page.GetByRole(AriaRole.Menuitem);
        await FocusedAsync(items.First);
        await keys.PressAsync("ArrowUp");
        await FocusedAsync(items.Last);
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Annuler ce brouillon ?");
        await FocusedAsync(visit.Dialog.GetByRole(AriaRole.Button, new() { Name = "Revenir" }));
        await keys.PressAsync("Escape");
        await FocusedAsync(menu);
    });

    static ILocator RowLink(Visit visit, int row) => visit.Rows.Nth(row).GetByRole(AriaRole.Link).First;

    static Task FocusedAsync(ILocator element) => Assertions.Expect(element).ToBeFocusedAsync();
}
