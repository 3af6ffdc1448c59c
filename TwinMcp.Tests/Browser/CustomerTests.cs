using Microsoft.Playwright;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class CustomerTests(BrowserFixture run)
{
    [Fact]
    public Task Customer_SignsInAndFindsAnInvoice_ItsPdfSaysItsTotal() => run.VisitAsync(Look.Desk, async visit =>
    {
        var sent = run.Ledger.Sent;
        await visit.SignInAsync(run.Reader);
        await visit.UrlAsync("/dashboard/invoices");
        await visit.SeesRowsAsync(3);

        await visit.Page.GetByRole(AriaRole.Searchbox).FillAsync(sent.Number!);
        await visit.UrlAsync($"/dashboard/invoices?q={sent.Number}");
        await visit.SeesRowsAsync(1);
        await visit.Link(sent.Number!).ClickAsync();
        await visit.UrlAsync($"{sent.Path}?q={sent.Number}");
        await Visit.SeesAsync(visit.Page.Locator(".facts").GetByText("1 481,40 €").First);

        var text = await PdfTextAsync(await visit.DownloadAsync(visit.Link("PDF")));
        Assert.Contains(sent.Number!, text, StringComparison.Ordinal);
        Assert.Contains("1 481,40 €", Spaced(text), StringComparison.Ordinal);
        Assert.Contains(Ledger.Reader, text, StringComparison.Ordinal);
    });

    [Fact]
    public Task Customer_LooksAround_SeesOnlyHisOwnIssuedInvoices() => run.VisitAsAsync(run.Reader, Look.Desk, async visit =>
    {
        await visit.GoAsync("/dashboard/invoices");
        await visit.SeesRowsAsync(3);
        foreach (var own in (Bill[])[run.Ledger.Sent, run.Ledger.Paid, run.Ledger.Overdue])
            await Visit.SeesAsync(visit.Link(own.Number!));
        Assert.Equal(0, await visit.Button("Nouvelle facture").CountAsync());
        Assert.DoesNotContain(Ledger.Stranger, await visit.Page.ContentAsync(), StringComparison.Ordinal);

        await visit.GoAsync(run.Ledger.Sent.Path);
        foreach (var command in (string[])["Émettre", "Marquer payée", "Renvoyer", "Autres actions"])
            Assert.Equal(0, await visit.Button(command).CountAsync());

        foreach (var hidden in (Bill[])[run.Ledger.OfStranger, run.Ledger.Draft])
        {
            await visit.GoAsync(hidden.Path);
            await Visit.SeesAsync(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Il n’y a rien ici" }).First);
            Assert.Equal(404, (await visit.Context.APIRequest.GetAsync($"/api/billing/invoices/{hidden.Id}/pdf")).Status);
        }
    });

    internal static async Task<string> PdfTextAsync(byte[] pdf)
    {
        using var folder = new TempFolder();
        return (await External.RunAsync("pdftotext", "-layout", folder.Write("invoice.pdf", pdf), "-")).EnsureSuccess().Output;
    }

    /// <summary>Amounts are written with narrow no-break spaces.</summary>
    internal static string Spaced(string text) => text.Replace('\u202f', ' ').Replace('\u00a0', ' ');
}
