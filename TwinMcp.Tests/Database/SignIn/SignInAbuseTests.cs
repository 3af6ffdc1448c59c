using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.SignIn;

/// <summary>What is tried against the sign-in, as in production (trust.md, abuse).</summary>
public sealed class SignInAbuseTests(SignInRoom room) : IClassFixture<SignInRoom>
{
    [Fact]
    public async Task Password_WrongElevenTimes_Is429WithRetryAfterForKnownAndUnknownAlike()
    {
        var (_, known) = await room.PersonAsync();
        var answers = new List<(int Status, bool Waits)>[2];
        foreach (var (email, i) in new[] { (known, 0), ($"{Guid.NewGuid():N}@nobody.example", 1) })
        {
            using var browser = room.Browser();
            answers[i] = [];
            for (var n = 0; n < 11; n++)
            {
                var answer = await browser.LoginAsync(email, "not the password");
                answers[i].Add((answer.Status, answer.RetryAfter is > 0 and <= SignInThrottle.WindowSeconds));
            }
        }
        Assert.Equal([.. Enumerable.Repeat((200, false), 10), (429, true)], answers[0]);
        Assert.Equal(answers[0], answers[1]);
        using var owner = room.Browser();
        Assert.Equal(429, (await owner.LoginAsync(known, SignInRoom.Password)).Status);
    }

    [Fact]
    public async Task Cookie_AfterSignOutOrPasswordChange_IsUseless()
    {
        var (_, email) = await room.PersonAsync();
        using var browser = room.Browser();
        Assert.Equal("/dashboard/invoices", (await browser.LoginAsync(email, SignInRoom.Password)).Location);
        var first = browser.Session!;
        await browser.SendAsync("/logout", "logout");
        using var thief = room.Browser();
        thief.Take(first);
        Assert.StartsWith("/login", (await thief.GetAsync("/account")).Location, StringComparison.Ordinal);

        await browser.LoginAsync(email, SignInRoom.Password);
        Assert.NotEqual(first, browser.Session);
        using var other = room.Browser();
        await other.LoginAsync(email, SignInRoom.Password);
        var changed = await browser.SendAsync("/account", "password", ("Input.Password", SignInRoom.Password), ("Input.NewPassword", "une-autre-phrase-longue"));
        Assert.Equal("/account?done=password", changed.Location);
        Assert.Equal(200, (await browser.GetAsync("/account")).Status);
        Assert.StartsWith("/login", (await other.GetAsync("/account")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    public async Task ReturnUrl_Foreign_StaysHereAfterTheSecondStepToo(string returnUrl)
    {
        var (_, email) = await room.PersonAsync();
        using var browser = room.Browser();
        Assert.Equal("/dashboard/invoices", (await browser.LoginAsync(email, SignInRoom.Password, "/login?returnUrl=" + Uri.EscapeDataString(returnUrl))).Location);
    }

    [Theory]
    [InlineData(Role.Admin)]
    [InlineData(Role.Staff)]
    public async Task Role_ThatNeedsASecondFactor_ReachesOnlyItsSetUp(Role role)
    {
        var (_, email) = await room.PersonAsync(role);
        using var browser = room.Browser();
        Assert.Equal("/login/set-up", (await browser.LoginAsync(email, SignInRoom.Password)).Location);
        Assert.Null(browser.Session);
        foreach (var path in (string[])["/dashboard/invoices", "/account", "/dashboard/settings/people", "/_blazor"])
            Assert.StartsWith("/login", (await browser.GetAsync(path)).Location, StringComparison.Ordinal);
        Assert.Equal(401, (await browser.GetAsync("/api/billing/invoices/")).Status);
        Assert.Equal(200, (await browser.GetAsync("/login/set-up")).Status);
    }

    [Fact]
    public async Task SecondStep_CodesOfTheAppAndRecoveryCodes_CountOnce()
    {
        var (_, email) = await room.PersonAsync(Role.Admin);
        using var first = room.Browser();
        var (key, codes) = await room.SetUpAsync(first, email);
        Assert.Equal(10, codes.Count);
        Assert.Equal(200, (await first.GetAsync("/account")).Status);

        using var second = room.Browser();
        Assert.Equal("/login/code", (await second.LoginAsync(email, SignInRoom.Password)).Location);
        Assert.Null(second.Session);
        // the code of the set-up was used: a replay
        Assert.Equal((200, null), Short(await EnterAsync(second, room.CodeNow(key))));
        Assert.Null(second.Session);
        room.Host.Clock.Advance(TimeSpan.FromSeconds(Totp.StepSeconds));
        Assert.Equal((302, "/dashboard/invoices"), Short(await EnterAsync(second, room.CodeNow(key))));
        Assert.NotNull(second.Session);

        foreach (var (code, expected) in new[] { (codes[0].ToUpperInvariant(), 302), (codes[0], 200), (codes[1], 302), ("aaaa-bbbb-cccc", 200) })
        {
            using var browser = room.Browser();
            await browser.LoginAsync(email, SignInRoom.Password);
            Assert.Equal(expected, (await EnterAsync(browser, code)).Status);
        }
    }

    [Fact]
    public async Task SecondStep_WrongElevenTimes_Is429()
    {
        var (_, email) = await room.PersonAsync(Role.Staff);
        using (var first = room.Browser())
            await room.SetUpAsync(first, email);
        using var browser = room.Browser();
        await browser.LoginAsync(email, SignInRoom.Password);
        var statuses = new List<int>();
        for (var n = 0; n < 11; n++)
            statuses.Add((await EnterAsync(browser, "zzzz-zzzz-zzzz")).Status);
        Assert.Equal([.. Enumerable.Repeat(200, 10), 429], statuses);
    }

    [Fact]
    public async Task Forgot_AnyAddress_IsAnsweredAlikeAndTheLinkCountsOnce()
    {
        var (_, email) = await room.PersonAsync();
        using var signedIn = room.Browser();
        await signedIn.LoginAsync(email, SignInRoom.Password);
        using var browser = room.Browser();
        var known = await browser.SendAsync("/forgot", "forgot", ("Email", email));
        var unknown = await browser.SendAsync("/forgot", "forgot", ("Email", "nobody-of-this-name@nobody.example"));
        Assert.Equal((known.Status, known.Text.Length), (unknown.Status, unknown.Text.Length));

        var link = "/" + await room.LinkAsync(email);
        Assert.Null(room.Find("nobody-of-this-name"));
        Assert.Equal(200, (await browser.SendAsync(link, "password", ("Password", "password1234"))).Status);
        Assert.Equal("/login?done=password", (await browser.SendAsync(link, "password", ("Password", "une-toute-autre-phrase"))).Location);
        Assert.DoesNotContain("name=\"Password\"", (await browser.GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.StartsWith("/login", (await signedIn.SendAsync("/account", "everywhere")).Location, StringComparison.Ordinal);
        Assert.Equal("/dashboard/invoices", (await browser.LoginAsync(email, "une-toute-autre-phrase")).Location);
    }

    [Fact]
    public async Task Link_AfterItsHour_IsDead()
    {
        var (_, email) = await room.PersonAsync();
        using var browser = room.Browser();
        await browser.SendAsync("/forgot", "forgot", ("Email", email));
        var link = "/" + await room.LinkAsync(email);
        Assert.Contains("name=\"Password\"", (await browser.GetAsync(link)).Text, StringComparison.Ordinal);
        room.Host.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.DoesNotContain("name=\"Password\"", (await browser.GetAsync(link)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"Password\"", (await browser.GetAsync("/reset?token=forged")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_AreListedAndOneCanBeEnded()
    {
        var (_, email) = await room.PersonAsync();
        using var here = room.Browser();
        using var there = room.Browser();
        await here.LoginAsync(email, SignInRoom.Password);
        await there.LoginAsync(email, SignInRoom.Password);
        var page = await here.GetAsync("/account");
        Assert.Equal(2, page.Text.Split("Firefox on Linux").Length - 1 - 1); // once more in the button of the other one
        var id = System.Text.RegularExpressions.Regex.Match(page.Text, "name=\"Ended.Id\" value=\"([0-9a-f]+)\"").Groups[1].Value;
        Assert.Equal("/account?done=session", (await here.SendAsync("/account", "session-" + id, ("Ended.Id", id))).Location);
        Assert.StartsWith("/login", (await there.GetAsync("/account")).Location, StringComparison.Ordinal);
        Assert.Equal(200, (await here.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task LastFactor_OfWhoNeedsOne_Stays()
    {
        var (_, email) = await room.PersonAsync(Role.Admin);
        using var browser = room.Browser();
        await room.SetUpAsync(browser, email);
        var answer = await browser.SendAsync("/account", "app-off");
        Assert.Equal(200, answer.Status);
        Assert.Contains("needs a second factor", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_AfterTheRoleWasTakenAway_IsRefusedAtOnce()
    {
        var (id, email) = await room.PersonAsync(Role.Admin);
        using var browser = room.Browser();
        await room.SetUpAsync(browser, email);
        (await room.Host.Admin.PatchAsync($"/api/users/{id}", """{ "role": "STAFF" }""", null)).Expect(200);
        Assert.StartsWith("/login", (await browser.SendAsync("/account", "name", ("Name.Text", "Eve"))).Location, StringComparison.Ordinal);
    }

    static Task<FormAnswer> EnterAsync(FormBrowser browser, string code) => browser.SendAsync("/login/code", "code", ("Code", code));

    static (int, string?) Short(FormAnswer answer) => (answer.Status, answer.Location);
}
