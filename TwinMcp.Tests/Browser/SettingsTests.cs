using Microsoft.Playwright;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.BillingCalls;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class SettingsTests(BrowserFixture run)
{
    const string Footer = "Merci de votre confiance depuis 2019";

    [Fact]
    public Task Admin_ChangesTheFooter_SeesItInTheSample_AndOnWhatIsIssuedNext() => run.VisitAsync(Look.Desk, async visit =>
    {
        // headless Chromium has no reader for PDFs: the frame's answer is a download there
        visit.Expect("settings/preview");
        var customer = await run.Host.Data.CustomerAsync();
        var before = (await run.Host.IssuedAsync(customer))["id"]!;
        var old = (await run.Host.Admin.GetAsync(Invoice(before) + "/pdf")).Expect(200).Bytes;

        await visit.SignInAsync(run.Admin);
        await visit.GoAsync("/dashboard/settings");
        var frame = visit.Page.Locator("iframe");
        var first = (await frame.GetAttributeAsync("src"))!;
        await visit.Page.GetByLabel("Pied de page").FillAsync(Footer);
        await Assertions.Expect(frame).Not.ToHaveAttributeAsync("src", first);
        var sample = await visit.Context.APIRequest.GetAsync(new Uri(visit.Home, (await frame.GetAttributeAsync("src"))!.Split('#')[0]).ToString());
        Assert.Contains(Footer, await CustomerTests.PdfTextAsync(await sample.BodyAsync()), StringComparison.Ordinal);

        await visit.Button("Enregistrer").ClickAsync();
        await Visit.SeesAsync(visit.Page.GetByText("Société enregistrée"));
        var after = (await run.Host.IssuedAsync(customer))["id"]!;
        var pdf = (await run.Host.Admin.GetAsync(Invoice(after) + "/pdf")).Expect(200).Bytes;
        Assert.Contains(Footer, await CustomerTests.PdfTextAsync(pdf), StringComparison.Ordinal);
        Assert.Equal(old, (await run.Host.Admin.GetAsync(Invoice(before) + "/pdf")).Expect(200).Bytes);
    });
}
