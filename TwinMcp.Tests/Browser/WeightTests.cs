using Xunit;
using Xunit.Abstractions;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class WeightTests(BrowserFixture run, ITestOutputHelper output)
{
    const int ColdPageBytes = 350_000;
    const int PageChangeBytes = 10_000;

    const string NoteShifts = """
        window.shifted = 0;
        new PerformanceObserver(list => list.getEntries().forEach(e => window.shifted += e.value)).observe({ type: "layout-shift", buffered: true });
        """;

    [Theory]
    [InlineData("/dashboard/invoices", 1440)]
    [InlineData("/dashboard/invoices", 390)]
    [InlineData("invoice", 1440)]
    public Task FirstPage_Cold_IsLightAndStandsStill(string page, int width) => run.VisitAsAsync(run.Admin, new Look(width), async visit =>
    {
        await visit.Page.AddInitScriptAsync(NoteShifts);
        var scale = await Scale.UnderAsync(visit);
        await visit.GoAsync(page == "invoice" ? run.Ledger.Sent.Path : page);
        await visit.Page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");
        output.WriteLine(scale.ToString());
        Assert.True(scale.Http + scale.Frames < ColdPageBytes, $"{scale.Http} + {scale.Frames} bytes\n{scale}");
        Assert.Equal(0, await visit.Page.EvaluateAsync<double>("window.shifted"));
    });

    [Fact]
    public Task PageChange_Warm_IsLight() => run.VisitAsAsync(run.Admin, Look.Desk, async visit =>
    {
        await visit.GoAsync("/dashboard/invoices?q=Nombreuses&sort=-total&size=10");
        var scale = await Scale.UnderAsync(visit);
        await visit.Link("Page suivante").ClickAsync();
        await visit.Page.WaitForURLAsync("**page=2**");
        await visit.Page.Locator("[data-row] .amt", new() { HasText = "156,00" }).WaitForAsync();
        var turned = scale.Frames;
        await visit.Rows.First.GetByRole(Microsoft.Playwright.AriaRole.Link).First.ClickAsync();
        await visit.Page.GetByText($"11 sur {Ledger.BusyDrafts}").WaitForAsync();
        output.WriteLine($"{turned} to turn a page, {scale.Frames - turned} to open an invoice, {scale.Http} beside the circuit");
        Assert.Equal(0, scale.Http);
        Assert.InRange(turned, 1, PageChangeBytes);
        Assert.InRange(scale.Frames - turned, 1, PageChangeBytes);
    });
}
