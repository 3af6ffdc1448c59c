using Microsoft.Playwright;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class PhoneTests(BrowserFixture run)
{
    [Fact]
    public Task Customer_OnThePhone_CardsFilterBottomBarAndOneInvoice() => run.VisitAsAsync(run.Reader, Look.Phone, async visit =>
    {
        await visit.GoAsync("/dashboard/invoices");
        await visit.SeesRowsAsync(3);
        Assert.False(await IsOnScreenAsync(visit.Page.Locator("thead")));
        await AssertFitsAsync(visit);

        await visit.Button("Date d’émission").ClickAsync();
        await visit.Button("Ce mois").ClickAsync();
        await visit.UrlHasAsync("from=2026-11-01&to=2026-11-30");
        await visit.SeesRowsAsync(2);
        await AssertFitsAsync(visit);

        var bottom = visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Navigation principale, téléphone" });
        await bottom.GetByRole(AriaRole.Button, new() { Name = "Compte" }).ClickAsync();
        await Visit.SeesAsync(visit.Button("Se déconnecter"));
        await visit.Page.Keyboard.PressAsync("Escape");

        await visit.Link(run.Ledger.Sent.Number!).ClickAsync();
        await visit.UrlHasAsync(run.Ledger.Sent.Path);
        var actions = visit.Page.GetByRole(AriaRole.Toolbar, new() { Name = "Actions" });
        await Visit.SeesAsync(actions.GetByRole(AriaRole.Link, new() { Name = "PDF" }));
        await AssertFitsAsync(visit);
        await visit.Link("Factures").ClickAsync();
        await visit.UrlAsync("/dashboard/invoices?from=2026-11-01&to=2026-11-30");
        await bottom.GetByRole(AriaRole.Link, new() { Name = "Factures" }).ClickAsync();
        await visit.UrlAsync("/dashboard/invoices");
    });

    static async Task AssertFitsAsync(Visit visit) =>
        Assert.Equal(0, await visit.Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth - innerWidth"));

    /// <summary>Hidden for the eye only: it stays for screen readers.</summary>
    static async Task<bool> IsOnScreenAsync(ILocator element) => await element.BoundingBoxAsync() is { Width: > 1, Height: > 1 };
}
