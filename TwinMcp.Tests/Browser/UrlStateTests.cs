using Microsoft.Playwright;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class UrlStateTests(BrowserFixture run)
{
    const string Start = "/dashboard/invoices?q=Nombreuses&size=10";
    const string Sorted = "/dashboard/invoices?q=Nombreuses&sort=-total&size=10";
    const string Second = "/dashboard/invoices?q=Nombreuses&sort=-total&page=2&size=10";

    [Fact]
    public Task List_SortedAndPaged_BackReloadAndNewTabShowTheSame() => run.VisitAsAsync(run.Admin, Look.Desk, async visit =>
    {
        await visit.GoAsync(Start);
        await visit.SeesRowsAsync(10);
        await visit.Link("Total TTC").ClickAsync();
        await visit.UrlAsync(Sorted);
        await FirstIsAsync(visit.Page, Ledger.BusyTotal(0));
        await visit.Link("Page suivante").ClickAsync();
        await visit.UrlAsync(Second);
        await FirstIsAsync(visit.Page, Ledger.BusyTotal(10));

        await visit.Page.ReloadAsync();
        await visit.ReadyAsync();
        await FirstIsAsync(visit.Page, Ledger.BusyTotal(10));

        var tab = await visit.Context.NewPageAsync();
        await tab.GotoAsync(visit.Page.Url);
        await visit.ReadyAsync(tab);
        await FirstIsAsync(tab, Ledger.BusyTotal(10));
        await tab.CloseAsync();

        await visit.Page.GoBackAsync();
        await visit.UrlAsync(Sorted);
        await FirstIsAsync(visit.Page, Ledger.BusyTotal(0));
        await visit.Page.GoBackAsync();
        await visit.UrlAsync(Start);
        await Assertions.Expect(visit.Page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Émise");
    });

    [Fact]
    public Task List_Filtered_TheUrlSaysItAndEachFilterCanBeTakenBack() => run.VisitAsAsync(run.Admin, Look.Desk, async visit =>
    {
        await visit.GoAsync($"/dashboard/invoices?q={Uri.EscapeDataString(Ledger.Reader)}");
        await visit.SeesRowsAsync(4);
        await visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Statut" }).GetByText("Payées").ClickAsync();
        await visit.UrlHasAsync("status=paid");
        await visit.SeesRowsAsync(1);
        await Visit.SeesAsync(visit.Link(run.Ledger.Paid.Number!));

        await visit.Button("Date d’émission").ClickAsync();
        await visit.Button("Mois dernier").ClickAsync();
        await visit.UrlHasAsync("from=2026-10-01&to=2026-10-31");
        await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Aucune facture ne correspond" }));

        await visit.Link("Retirer le filtre Émise").ClickAsync();
        await visit.SeesRowsAsync(1);
        await visit.Page.GoBackAsync();
        await visit.UrlHasAsync("from=2026-10-01");
        await visit.SeesRowsAsync(0);
    });

    [Fact]
    public Task Invoice_OpenedInANewTab_KnowsTheListItCameFrom() => run.VisitAsAsync(run.Admin, Look.Desk, async visit =>
    {
        await visit.GoAsync(Sorted);
        var tab = await visit.Context.RunAndWaitForPageAsync(() => visit.Rows.First.GetByRole(AriaRole.Link).First.ClickAsync(new() { Modifiers = [KeyboardModifier.Control] }));
        await visit.ReadyAsync(tab);
        Assert.Contains("?q=Nombreuses&sort=-total&size=10", tab.Url, StringComparison.Ordinal);
        await Visit.SeesAsync(tab.GetByText($"1 sur {Ledger.BusyDrafts}"));
        await tab.Locator("[data-next]").ClickAsync();
        await Visit.SeesAsync(tab.GetByText($"2 sur {Ledger.BusyDrafts}"));
        Assert.Equal(Sorted, visit.PathAndQuery);
    });

    static Task FirstIsAsync(IPage page, string total) => Assertions.Expect(page.Locator("[data-row] .amt").First).ToHaveTextAsync(total);
}
