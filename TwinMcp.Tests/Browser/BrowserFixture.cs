using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using TwinMcp.Core.Common;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Browser;

[CollectionDefinition(Name)]
public sealed class BrowserRun : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}

/// <summary>One Chromium and one product for all journeys: Kestrel, PostgreSQL, Redis and a mail server, all real, all on loopback.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    // the last one: even a name that slips through resolves to nothing
    static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    readonly Dictionary<Person, IReadOnlyList<Cookie>> sessions = [];
    RunningClock? time;
    IPlaywright? playwright;
    IBrowser? browser;

    internal Person Admin { get; } = new("sofia@twinmcp.example", "Sofia Marchetti", Role.Admin);

    internal Person OtherAdmin { get; } = new("paul@twinmcp.example", "Paul Renard", Role.Admin);

    internal Person Staff { get; } = new("marc@twinmcp.example", "Marc Delaunay", Role.Staff);

    internal Person Reader { get; private set; } = null!;

    internal ProductHost Host { get; private set; } = null!;

    internal SmtpSink Mail { get; } = new();

    internal Ledger Ledger { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var options = new ProductOptions
        {
            Start = Ledger.Before,
            WithJobs = true,
            Settings = new Dictionary<string, string>
            {
                ["SMTP_HOST"] = "127.0.0.1",
                ["SMTP_PORT"] = Mail.Port.ToString(CultureInfo.InvariantCulture),
                ["SMTP_TLS"] = "false",
                ["ReloadStaticAssetsAtRuntime"] = "false",
            },
        };
        Host = await ProductHost.StartAsync(options);
        Ledger = await Ledger.WriteAsync(Host);
        time = new RunningClock(Host.Clock);
        Reader = new Person("claire@beaumont.example", "Claire Beaumont", Role.Customer, Ledger.ReaderId);
        foreach (var person in (Person[])[Admin, OtherAdmin, Staff, Reader])
            await person.RegisterAsync(Host.Services);
        Assertions.SetDefaultExpectTimeout(Visit.PatienceMs);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = External.Find("chromium"), Args = Flags });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.CloseAsync();
        playwright?.Dispose();
        if (time is not null)
            await time.DisposeAsync();
        await using (Mail)
        await using (Host)
            await InvariantChecker.AssertHoldAsync(Host.Database);
    }

    /// <summary>A story in a window of its own. When it fails, or something went wrong unseen, its picture and its HTML are kept.</summary>
    internal async Task VisitAsync(Look look, Func<Visit, Task> story, Uri? home = null, [CallerMemberName] string name = "")
    {
        await using var visit = await Visit.StartAsync(browser!, look, home ?? Host.BaseAddress);
        try
        {
            await story(visit);
            visit.AssertNoFaults();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{e.Message}\nAt {visit.Page.Url}, kept in {await KeepAsync(visit, name)}\n{string.Join("\n", visit.Faults)}", e);
        }
    }

    /// <summary>The same, signed in already; the form is a journey of its own.</summary>
    internal Task VisitAsAsync(Person person, Look look, Func<Visit, Task> story, Uri? home = null, [CallerMemberName] string name = "") =>
        VisitAsync(look, async visit =>
        {
            await SignInAsync(visit, person);
            await story(visit);
        }, home, name);

    /// <summary>Each person types the password once; later windows get the session's cookie.</summary>
    internal async Task SignInAsync(Visit visit, Person person)
    {
        if (!sessions.TryGetValue(person, out var cookies))
        {
            await using var first = await Visit.StartAsync(browser!, Look.Desk, Host.BaseAddress);
            await first.SignInAsync(person);
            sessions[person] = cookies = [.. (await first.Context.CookiesAsync()).Select(Copy)];
        }
        await visit.Context.AddCookiesAsync(cookies);
    }

    static Cookie Copy(BrowserContextCookiesResult cookie) => new()
    {
        Name = cookie.Name,
        Value = cookie.Value,
        Domain = cookie.Domain,
        Path = cookie.Path,
        HttpOnly = cookie.HttpOnly,
        SameSite = cookie.SameSite,
    };

    static async Task<string> KeepAsync(Visit visit, string name)
    {
        var folder = Repository.PathOf($"TwinMcp.Tests/TestResults/browser/{name}");
        Directory.CreateDirectory(folder);
        await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "page.png") });
        await File.WriteAllTextAsync(Path.Combine(folder, "page.html"), await visit.Page.ContentAsync());
        return folder;
    }
}
