using Microsoft.Playwright;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class ConflictTests(BrowserFixture run)
{
    [Fact]
    public Task Invoice_IssuedByTwoAdmins_TheSecondIsToldAndNothingIsLost() => run.VisitAsAsync(run.Admin, Look.Desk, async first =>
    {
        var draft = Bill.Of(await run.Host.DraftAsync(await Ledger.CustomerAsync(run.Host, "Deux Mains"), 80m));
        await first.GoAsync(draft.Path);
        await run.VisitAsAsync(run.OtherAdmin, Look.Desk, async second =>
        {
            await second.GoAsync(draft.Path);
            await second.Button("Émettre").ClickAsync();
            await Visit.SeesAsync(second.Dialog);

            await first.Button("Émettre").ClickAsync();
            await first.Button("Émettre 96,00 €").ClickAsync();
            await Visit.SeesAsync(first.Page.Locator(".ihead .bdg.sent"));
            var number = await first.Page.Locator("h1").InnerTextAsync();

            await second.Button("Émettre 96,00 €").ClickAsync();
            await Visit.SeesAsync(second.Page.GetByText("Quelqu’un d’autre l’a modifiée entre-temps."));
            var told = second.Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "Vous voyez l’état d’avant" });
            await told.GetByRole(AriaRole.Button, new() { Name = "Recharger" }).ClickAsync();
            await Assertions.Expect(second.Page.Locator("h1")).ToHaveTextAsync(number);
            await Assertions.Expect(told).ToHaveCountAsync(0);
            Assert.Equal(number, (await run.Host.Admin.GetAsync(BillingCalls.Invoice(draft.Id))).Expect(200)["number"]);
        });
    });
}
