using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using Xunit;

namespace TwinMcp.Tests.Browser;

[Collection(BrowserRun.Name)]
public sealed class AccountTests(BrowserFixture run)
{
    [Fact]
    public async Task SignOutEverywhere_EndsAnotherBrowsersOpenPage()
    {
        var person = await NewAsync();
        await run.VisitAsync(Look.Desk, there => run.VisitAsync(Look.Desk, async here =>
        {
            await there.SignInAsync(person);
            await here.SignInAsync(person);
            await here.Page.GotoAsync("/account");
            await here.Button("Se déconnecter partout").ClickAsync();
            await here.UrlHasAsync("/login");
            await Assertions.Expect(there.Page).ToHaveURLAsync(new Regex("/login"), new() { Timeout = 5_000 });
        }));
    }

    /// <summary>With Chromium's own virtual authenticator: added on the account page, then the only thing needed to sign in.</summary>
    [Fact]
    public async Task Passkey_AddedOnce_SignsIn()
    {
        var person = await NewAsync();
        var home = new UriBuilder(run.Host.BaseAddress) { Host = "localhost" }.Uri;
        await run.VisitAsync(Look.Desk, async visit =>
        {
            var devices = await visit.Context.NewCDPSessionAsync(visit.Page);
            await devices.SendAsync("WebAuthn.enable");
            await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
            {
                ["options"] = new Dictionary<string, object>
                {
                    ["protocol"] = "ctap2",
                    ["transport"] = "internal",
                    ["hasResidentKey"] = true,
                    ["hasUserVerification"] = true,
                    ["isUserVerified"] = true,
                    ["automaticPresenceSimulation"] = true,
                },
            });
            await visit.SignInAsync(person);
            await visit.Page.GotoAsync("/account");
            await visit.Page.Locator("#passkey-name").FillAsync("Portable");
            await visit.Button("Ajouter une clé").ClickAsync();
            await visit.UrlHasAsync("done=passkey");
            await Assertions.Expect(visit.Page.Locator("input[name='Changed.Text']")).ToHaveValueAsync("Portable");

            await visit.Context.ClearCookiesAsync(new() { Name = "twin-session" });
            await visit.Page.GotoAsync("/login");
            await visit.Button("Se connecter avec une clé d’accès").ClickAsync();
            await visit.UrlHasAsync("/dashboard/invoices");
        }, home);
    }

    [Fact]
    public async Task App_SetUpOnTheAccountPage_IsAskedForAtTheNextSignIn()
    {
        var person = await NewAsync();
        await run.VisitAsync(Look.Phone, async visit =>
        {
            await visit.SignInAsync(person);
            await visit.Page.GotoAsync("/account/app");
            await Visit.SeesAsync(visit.Page.Locator(".qr svg"));
            var key = Database.SignIn.SignInRoom.KeyOf(await visit.Page.ContentAsync());
            await visit.Page.Locator("#code").FillAsync(Now(key));
            await visit.Button("Confirmer le code").ClickAsync();
            await Assertions.Expect(visit.Page.Locator(".codes li")).ToHaveCountAsync(10);
            var recovery = await visit.Page.Locator(".codes li").First.InnerTextAsync();
            await visit.Link("Je les ai gardés").ClickAsync();

            await visit.Context.ClearCookiesAsync(new() { Name = "twin-session" });
            await visit.Page.GotoAsync("/login");
            await visit.SendLoginAsync(person.Email, Person.Password);
            await visit.UrlHasAsync("/login/code");
            await visit.Page.Locator("#code").FillAsync(recovery);
            await visit.Button("Se connecter").ClickAsync();
            await visit.UrlHasAsync("/dashboard/invoices");
        });
    }

    string Now(byte[] key) => Totp.Code(key, Totp.StepAt(run.Host.Clock.GetUtcNow()));

    async Task<Person> NewAsync()
    {
        var person = new Person($"{Guid.NewGuid():N}@beaumont.example", "Ada Beaumont", Role.Customer, run.Ledger.ReaderId);
        await person.RegisterAsync(run.Host.Services);
        return person;
    }
}
