using Microsoft.Playwright;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class PreferencesTests(BrowserFixture run)
{
    [Fact]
    public Task Account_LanguageAndTheme_StayAfterAReload() => run.VisitAsAsync(run.Reader, Look.Desk, async visit =>
    {
        await visit.GoAsync(run.Ledger.Sent.Path);
        await OpenAccountAsync(visit);
        await visit.Link("English").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await visit.ReadyAsync();
        await visit.UrlAsync(run.Ledger.Sent.Path);

        await OpenAccountAsync(visit);
        await visit.Button("Dark").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await visit.GoAsync("/dashboard/invoices");
        Assert.Equal("en", await visit.Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal("dark", await visit.Page.Locator("html").GetAttributeAsync("data-theme"));
        await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Invoices", Exact = true }));
    });

    [Fact]
    public Task SignOut_CookieReplayed_IsUseless() => run.VisitAsync(Look.Desk, async visit =>
    {
        await visit.SignInAsync(run.Reader);
        var session = Assert.Single(await visit.Context.CookiesAsync(), c => c.Name == "twin-session");
        await OpenAccountAsync(visit);
        await visit.Button("Se déconnecter").ClickAsync();
        await visit.UrlHasAsync("/login");

        var stolen = new Dictionary<string, string> { ["Cookie"] = $"twin-session={session.Value}", ["Accept"] = "text/html" };
        foreach (var path in (string[])["/dashboard/invoices", run.Ledger.Sent.Path])
        {
            var answer = await visit.Context.APIRequest.GetAsync(path, new() { Headers = stolen, MaxRedirects = 0 });
            Assert.Equal(302, answer.Status);
            Assert.Contains("/login", answer.Headers["location"], StringComparison.Ordinal);
        }
        var pdf = await visit.Context.APIRequest.GetAsync($"/api/billing/invoices/{run.Ledger.Sent.Id}/pdf", new() { Headers = stolen, MaxRedirects = 0 });
        Assert.Equal(401, pdf.Status);
        await visit.Page.GotoAsync("/dashboard/invoices");
        await visit.UrlHasAsync("/login?");
    });

    static async Task OpenAccountAsync(Visit visit)
    {
        await visit.Page.Locator("button[popovertarget=account]:visible").ClickAsync();
        await Visit.SeesAsync(visit.Page.Locator("#account"));
    }
}
