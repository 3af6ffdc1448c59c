using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Browser;

/// <summary>One person's window on the product. Whatever goes wrong in it, seen or not, ends up in <see cref="Faults"/>.</summary>
sealed class Visit : IAsyncDisposable
{
    public const int PatienceMs = 15_000;

    readonly ConcurrentQueue<string> faults = [];
    readonly List<string> expected = [];

    Visit(IBrowserContext context, IPage page, Uri home) => (Context, Page, Home) = (context, page, home);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public Uri Home { get; }

    /// <summary>Console errors, uncaught page errors, requests that left this machine.</summary>
    public IReadOnlyList<string> Faults => [.. faults.Where(f => !expected.Any(e => f.Contains(e, StringComparison.Ordinal)))];

    public string PathAndQuery => new Uri(Page.Url).PathAndQuery;

    public static async Task<Visit> StartAsync(IBrowser browser, Look look, Uri home)
    {
        var options = look.Options;
        options.BaseURL = home.ToString();
        var context = await browser.NewContextAsync(options);
        context.SetDefaultTimeout(PatienceMs);
        var visit = new Visit(context, await context.NewPageAsync(), home);
        visit.Listen();
        return visit;
    }

    /// <summary>This fault is the story's own doing.</summary>
    public void Expect(string partOfFault) => expected.Add(partOfFault);

    /// <summary>Opens a page and waits until it can be clicked.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await ReadyAsync();
    }

    /// <summary>The circuit lives; what was clicked before it would be lost.</summary>
    public Task ReadyAsync(IPage? page = null) => (page ?? Page).Locator("html[data-ready]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    /// <summary>Through the form, as a person does.</summary>
    public async Task SignInAsync(Person person)
    {
        await Page.GotoAsync("/login");
        await SendLoginAsync(person.Email, Person.Password);
        await ReadyAsync();
    }

    public async Task SendLoginAsync(string email, string password)
    {
        await Page.Locator("#email").FillAsync(email);
        await Page.Locator("#password").FillAsync(password);
        await Page.Locator(".btn.pri[type=submit]").ClickAsync();
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Row(string text) => Page.GetByRole(AriaRole.Row).Filter(new() { HasText = text });

    public ILocator Rows => Page.Locator("[data-row]");

    public ILocator Dialog => Page.Locator("dialog[open]");

    /// <summary>The address becomes this one.</summary>
    public Task UrlAsync(string pathAndQuery) => Assertions.Expect(Page).ToHaveURLAsync(new Uri(Home, pathAndQuery).ToString());

    public Task UrlHasAsync(string part) => Assertions.Expect(Page).ToHaveURLAsync(new Regex(Regex.Escape(part)));

    /// <summary>Waits for what a search or filter in the URL leaves.</summary>
    public Task SeesRowsAsync(int count) => Assertions.Expect(Rows).ToHaveCountAsync(count);

    public static Task SeesAsync(ILocator what) => Assertions.Expect(what).ToBeVisibleAsync();

    /// <summary>Saves what a click downloads and returns its bytes.</summary>
    public async Task<byte[]> DownloadAsync(ILocator link)
    {
        var download = await Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        using var folder = new TempFolder();
        await download.SaveAsAsync(folder.File("download"));
        return await File.ReadAllBytesAsync(folder.File("download"));
    }

    public void AssertNoFaults() => Assert.True(Faults.Count == 0, string.Join("\n", Faults));

    public async ValueTask DisposeAsync() => await Context.CloseAsync();

    void Listen()
    {
        Context.Console += (_, message) =>
        {
            if (message.Type == "error")
                faults.Enqueue($"console: {message.Text} {message.Location}");
        };
        Context.WebError += (_, error) => faults.Enqueue($"page error: {error.Error}");
        Context.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ws" or "wss" && !url.IsLoopback)
                faults.Enqueue($"left this machine: {request.Url}");
        };
    }
}
