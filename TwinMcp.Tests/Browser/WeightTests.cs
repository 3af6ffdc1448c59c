using Microsoft.Playwright;
using TwinMcp.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace TwinMcp.Tests.Browser;

/// <summary>Budgets of experience.md 3, in bytes: they are the same on a loaded machine.</summary>
[Collection(BrowserRun.Name)]
public sealed class WeightTests(BrowserFixture run, ITestOutputHelper output) : IAsyncLifetime
{
    const int ColdPageBytes = 350_000;
    const int PageChangeBytes = 10_000;

    const string NoteShifts = """
        window.shifts = [];
        new PerformanceObserver(list => list.getEntries().forEach(e => window.shifts.push(e.value + " " + e.sources.map(s => s.node?.outerHTML?.slice(0, 80)).join(" | ")))).observe({ type: "layout-shift", buffered: true });
        """;

    const string Settled = "() => document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))";

    readonly TcpProxy wire = new(run.Host.BaseAddress.Port);

    Uri Home => new($"http://127.0.0.1:{wire.Port}");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await wire.DisposeAsync();

    [Theory]
    [InlineData("/dashboard/invoices", 1440)]
    [InlineData("/dashboard/invoices", 390)]
    [InlineData("invoice", 1440)]
    [InlineData("invoice", 390)]
    public Task FirstPage_Cold_IsLightAndStandsStill(string page, int width) => run.VisitAsAsync(run.Admin, new Look(width), async visit =>
    {
        await visit.Page.AddInitScriptAsync(NoteShifts);
        var scale = new Scale(wire);
        await scale.StartAsync(visit);
        await visit.GoAsync(page == "invoice" ? run.Ledger.Sent.Path : page);
        await visit.Page.EvaluateAsync(Settled);
        output.WriteLine(scale.ToString());
        Assert.True(scale.Bytes < ColdPageBytes, scale.ToString());
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("window.shifts"));
    }, Home);

    [Fact]
    public Task PageChange_Warm_IsLight() => run.VisitAsAsync(run.Admin, Look.Desk, async visit =>
    {
        await visit.GoAsync("/dashboard/invoices?q=Nombreuses&sort=-total");
        var scale = new Scale(wire);
        await scale.StartAsync(visit);
        await visit.Link("Page suivante").ClickAsync();
        await visit.Page.Locator("[data-row] .amt", new() { HasText = Ledger.BusyTotal(25) }).WaitForAsync();
        AssertLight(scale, "to turn a page");

        scale.Zero();
        await visit.Rows.First.GetByRole(AriaRole.Link).First.ClickAsync();
        await visit.Page.GetByText($"26 sur {Ledger.BusyDrafts}").WaitForAsync();
        AssertLight(scale, "to open an invoice");

        scale.Zero();
        await visit.Page.Locator(".crumbs a").ClickAsync();
        await visit.SeesRowsAsync(25);
        AssertLight(scale, "to go back");
    }, Home);

    void AssertLight(Scale scale, string what)
    {
        output.WriteLine($"{what}: {scale}");
        Assert.True(scale.Bytes is > 0 and < PageChangeBytes, $"{what}: {scale}");
    }
}
