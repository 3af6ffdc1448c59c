using Microsoft.Playwright;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class ConnectionTests(BrowserFixture run)
{
    // a browser that is told to be offline keeps its open socket: the wire itself is cut
    [Fact]
    public async Task Connection_Cut_ThePageSaysSoKeepsWhatWasTypedAndComesBack()
    {
        await using var wire = new TcpProxy(run.Host.BaseAddress.Port);
        await run.VisitAsAsync(run.Admin, Look.Desk, async visit =>
        {
            visit.Expect("console: ");
            // blazor.web.js drops what happens on a page whose circuit is away: the focus leaving the field
            visit.Expect("No interop methods are registered");
            await visit.GoAsync("/dashboard/invoices");
            await visit.Button("Nouvelle facture").ClickAsync();
            var typed = visit.Page.Locator("#customer");
            await typed.FillAsync(Ledger.Stranger);
            await Visit.SeesAsync(visit.Dialog.GetByRole(AriaRole.Option, new() { Name = Ledger.Stranger }));

            await wire.RefuseAsync();
            var lost = visit.Page.Locator("#components-reconnect-modal");
            await Visit.SeesAsync(lost.GetByText("Votre saisie est conservée."));
            await Assertions.Expect(typed).ToHaveValueAsync(Ledger.Stranger);

            wire.Accept();
            await Assertions.Expect(lost).ToBeHiddenAsync(new() { Timeout = 30_000 });
            await Assertions.Expect(typed).ToHaveValueAsync(Ledger.Stranger);
            await visit.Dialog.GetByRole(AriaRole.Option, new() { Name = Ledger.Stranger }).ClickAsync();
            await Visit.SeesAsync(visit.Dialog.Locator(".preview .fact"));
        }, new Uri($"http://127.0.0.1:{wire.Port}"));
    }
}
