using Microsoft.Playwright;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class SignInTests(BrowserFixture run)
{
    [Fact]
    public Task Login_WrongPassword_IsRefusedInWordsAndTheAddressStays() => run.VisitAsync(Look.Desk, async visit =>
    {
        await visit.Page.GotoAsync("/login");
        await visit.SendLoginAsync(run.Reader.Email, "pas le bon mot");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("L’e-mail ou le mot de passe ne correspondent pas, ou il y a eu trop d’essais");
        await Assertions.Expect(visit.Page.Locator("#email")).ToHaveValueAsync(run.Reader.Email);
        await Assertions.Expect(visit.Page.Locator("#password")).ToHaveValueAsync("");

        await visit.SendLoginAsync("personne@inconnu.example", "pas le bon mot");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Alert).First).ToContainTextAsync("L’e-mail ou le mot de passe ne correspondent pas, ou il y a eu trop d’essais");
        Assert.DoesNotContain(await visit.Context.CookiesAsync(), c => c.Name == "twin-session");
    });

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    public Task Login_ForeignReturnUrl_StaysHere(string returnUrl) => run.VisitAsync(Look.Desk, async visit =>
    {
        await visit.Page.GotoAsync("/login?returnUrl=" + Uri.EscapeDataString(returnUrl));
        await visit.SendLoginAsync(run.Staff.Email, Person.Password);
        await visit.UrlAsync("/dashboard/invoices");
    });

    [Fact]
    public Task Login_FromADeepLink_LeadsBackToIt() => run.VisitAsync(Look.Desk, async visit =>
    {
        await visit.Page.GotoAsync(run.Ledger.Sent.Path);
        await visit.UrlHasAsync("/login?");
        await visit.SendLoginAsync(run.Reader.Email, Person.Password);
        await visit.UrlAsync(run.Ledger.Sent.Path);
    });
}
