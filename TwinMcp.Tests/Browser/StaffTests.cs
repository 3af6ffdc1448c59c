using Microsoft.Playwright;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class StaffTests(BrowserFixture run)
{
    [Fact]
    public Task Staff_OpensInvoices_SeesNoStatusButtonsButSendsAgain() => run.VisitAsAsync(run.Staff, Look.Desk, async visit =>
    {
        var bill = Bill.Of(await run.Host.IssuedAsync(await CustomerAsync("Relais du Port", "relais@port.example")));
        await Eventually.HoldsAsync(() => Received() == 1, "the first mail arrives", TimeSpan.FromSeconds(30));

        await visit.GoAsync($"/dashboard/invoices?q={bill.Number}");
        Assert.Equal(0, await visit.Button("Nouvelle facture").CountAsync());
        await visit.Button($"Actions pour {bill.Number}").ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Menuitem)).ToHaveTextAsync(["Ouvrir", "PDF", "Télécharger le XML (Factur-X)", "Renvoyer"]);

        await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Ouvrir" }).ClickAsync();
        await visit.UrlHasAsync(bill.Path);
        await visit.Button("Renvoyer").ClickAsync();
        await Visit.SeesAsync(visit.Page.GetByText($"{bill.Number} part par e-mail"));
        await Eventually.HoldsAsync(() => Received() == 2, "the second mail arrives", TimeSpan.FromSeconds(30));
        await AssertNoStatusButtonsAsync(visit);

        await visit.GoAsync(run.Ledger.Draft.Path);
        await Visit.SeesAsync(visit.Page.Locator(".ihead .bdg.draft"));
        await AssertNoStatusButtonsAsync(visit);
    });

    int Received() => run.Mail.Mails.Count(m => m.Recipients.Contains("relais@port.example"));

    Task<Core.Common.CustomerId> CustomerAsync(string name, string mailbox) => run.Host.Data.CustomerAsync(change: c => (c.Name, c.BillingEmail) = (name, mailbox));

    static async Task AssertNoStatusButtonsAsync(Visit visit)
    {
        foreach (var command in (string[])["Émettre", "Marquer payée", "Annuler le brouillon", "Enregistrer un paiement"])
            Assert.Equal(0, await visit.Button(command).CountAsync());
    }
}
