using Microsoft.Playwright;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class AdminTests(BrowserFixture run)
{
    const string Customer = "Fonderie Vallet";
    const string Mailbox = "compta@vallet.example";

    // premium: 99.00 fee, 150 million tokens at 0.60 a million, 3 requests at 0.60 a thousand: 189.00 and 20 % VAT
    const string Total = "226,80 €";

    [Fact]
    public Task Admin_GeneratesIssuesAndSettles_TheMailArrivesAndTheTimelineTells() => run.VisitAsync(Look.Desk, async visit =>
    {
        await UseOctoberAsync();
        await visit.SignInAsync(run.Admin);
        await GenerateAsync(visit);

        await visit.Button("Émettre").ClickAsync();
        await AgreeAsync(visit, "Émettre cette facture ?", $"Émettre {Total}", Customer);
        await Visit.SeesAsync(visit.Page.Locator(".ihead .bdg.sent"));
        var number = (await visit.Page.Locator("h1").InnerTextAsync()).Trim();
        await AssertMailAsync(number);

        await visit.Button("Marquer payée").ClickAsync();
        await AgreeAsync(visit, $"Marquer {number} comme payée ?", $"Enregistrer {Total}", number);
        await Visit.SeesAsync(visit.Page.Locator(".ihead .bdg.paid"));
        await Visit.SeesAsync(visit.Page.GetByText($"{Total} réglés sur {Total}"));

        await visit.GoAsync(visit.PathAndQuery);
        var history = visit.Page.Locator("section", new() { Has = visit.Page.Locator("#h-history") });
        foreach (var happened in (string[])["Brouillon créé", "Émise", "E-mail remis", "Payée"])
            await Assertions.Expect(history).ToContainTextAsync(happened);
        await Assertions.Expect(history).ToContainTextAsync(run.Admin.Name);
    });

    async Task UseOctoberAsync()
    {
        var customer = await run.Host.Data.CustomerAsync(change: c => (c.Name, c.BillingEmail) = (Customer, Mailbox));
        await run.Host.UseAsync(customer, (50_000_000, "2026-10-02T08:00:00Z"), (50_000_000, "2026-10-15T08:00:00Z"), (50_000_000, "2026-10-31T08:00:00Z"));
    }

    static async Task GenerateAsync(Visit visit)
    {
        await visit.Button("Nouvelle facture").ClickAsync();
        await visit.Dialog.GetByRole(AriaRole.Combobox, new() { Name = "Client" }).FillAsync("vallet");
        await visit.Dialog.GetByRole(AriaRole.Option, new() { Name = Customer }).ClickAsync();
        await Assertions.Expect(visit.Dialog.Locator(".preview")).ToContainTextAsync(Total);
        await visit.Button($"Créer le brouillon de {Total}").ClickAsync();
        await visit.UrlHasAsync("/dashboard/invoices/");
        await Visit.SeesAsync(visit.Page.Locator(".ihead .bdg.draft"));
    }

    /// <summary>The question names what it is about before anybody says yes.</summary>
    internal static async Task AgreeAsync(Visit visit, string title, string answer, string subject)
    {
        await Assertions.Expect(visit.Dialog.GetByRole(AriaRole.Heading)).ToHaveTextAsync(title);
        await Assertions.Expect(visit.Dialog.GetByRole(AriaRole.Paragraph)).ToContainTextAsync(subject);
        await visit.Button(answer).ClickAsync();
    }

    async Task AssertMailAsync(string number)
    {
        await Eventually.HoldsAsync(() => run.Mail.Mails.Any(IsOurs), "the invoice is mailed", TimeSpan.FromSeconds(30));
        var mail = Assert.Single(run.Mail.Mails, IsOurs);
        Assert.Contains(number, mail.Text, StringComparison.Ordinal);
        var pdf = Assert.Single(mail.Attachments, a => a.ContentType == "application/pdf");
        var text = await CustomerTests.PdfTextAsync(pdf.Content);
        Assert.Contains(number, text, StringComparison.Ordinal);
        Assert.Contains(Total, CustomerTests.Spaced(text), StringComparison.Ordinal);
    }

    static bool IsOurs(ReceivedMail mail) => mail.Recipients.Contains(Mailbox);
}
