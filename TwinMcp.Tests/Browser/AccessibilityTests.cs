using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace TwinMcp.Tests.Browser;

/// <summary>Every page and everything that opens on it. A theme changes colours only, so the dark one is asked about those.</summary>
[Collection(BrowserRun.Name)]
public sealed class AccessibilityTests(BrowserFixture run)
{
    static readonly AxeRunOptions Everything = new() { ResultTypes = [ResultType.Violations] };
    static readonly AxeRunOptions Colours = new() { ResultTypes = [ResultType.Violations], RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    static readonly Scene[] Lists =
    [
        new("list", (v, _) => v.GoAsync("/dashboard/invoices")),
        new("list, filtered", (v, _) => v.GoAsync("/dashboard/invoices?status=sent&q=Atelier&from=2026-11-01&to=2026-11-30&sort=total")),
        new("list, empty", (v, _) => v.GoAsync("/dashboard/invoices?q=xyzzy")),
        new("filter open", (v, _) => OpenAsync(v.Page.Locator("button[aria-haspopup=dialog]:visible"), v.Page.Locator(".pop.filters"))),
        new("generate dialog", GenerateAsync),
        new("help dialog", (v, _) => PressAsync(v, "?", v.Dialog)),
        new("account menu", (v, _) => OpenAsync(v.Page.Locator("button[popovertarget=account]:visible"), v.Page.Locator("#account"))),
        new("outbox", (v, _) => v.GoAsync("/dashboard/outbox")),
        new("outbox, empty", (v, _) => v.GoAsync("/dashboard/outbox?state=withdrawn")),
        new("login", LoginAsync),
        new("login, refused", (v, _) => v.SendLoginAsync("nobody", "")),
    ];

    static readonly Scene[] Documents =
    [
        new("draft", (v, l) => v.GoAsync(l.Draft.Path)),
        new("confirm dialog", (v, _) => OpenAsync(v.Page.Locator(".btn.pri:visible"), v.Dialog)),
        new("row menu", MenuAsync),
        new("sent", (v, l) => v.GoAsync(l.Sent.Path)),
        new("paid", (v, l) => v.GoAsync(l.Paid.Path)),
        new("overdue", (v, l) => v.GoAsync(l.Overdue.Path)),
        new("invoice not found", (v, _) => v.GoAsync($"/dashboard/invoices/{Guid.Empty}")),
        new("page not found", (v, _) => v.GoAsync("/nothing-here")),
        new("error", (v, _) => v.Page.GotoAsync("/error")),
        new("API", (v, _) => v.Page.GotoAsync("/api-docs")),
    ];

    [Theory]
    [InlineData(1440, "fr")]
    [InlineData(390, "en")]
    public Task Lists_AndWhatOpensOnThem_HaveNoAxeFindings(int width, string language) => AssertCleanAsync(Lists, new Look(width, language));

    [Theory]
    [InlineData(1440, "en")]
    [InlineData(390, "fr")]
    public Task Documents_AndWhatOpensOnThem_HaveNoAxeFindings(int width, string language) => AssertCleanAsync(Documents, new Look(width, language));

    Task AssertCleanAsync(IEnumerable<Scene> scenes, Look look) => run.VisitAsAsync(run.Admin, look, async visit =>
    {
        visit.Expect("404");
        var findings = new List<string>();
        foreach (var (name, open) in scenes)
        {
            await visit.Page.Keyboard.PressAsync("Escape");
            await open(visit, run.Ledger);
            await LookAsync(visit, name, Everything, findings);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await LookAsync(visit, name + ", dark", Colours, findings);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        }
        Assert.True(findings.Count == 0, string.Join("\n", findings));
    }, name: $"Axe {look.Width} {look.Language}");

    static async Task LookAsync(Visit visit, string scene, AxeRunOptions options, List<string> findings)
    {
        var result = await visit.Page.RunAxe(options);
        findings.AddRange(from violation in result.Violations
                          from node in violation.Nodes
                          select $"{scene}: {violation.Id} {node.Html}\n    {string.Join(" ", node.Any.Select(c => c.Message))}");
    }

    static async Task OpenAsync(ILocator button, ILocator opened)
    {
        await button.ClickAsync();
        await opened.WaitForAsync();
    }

    static async Task PressAsync(Visit visit, string key, ILocator opened)
    {
        await visit.Page.Keyboard.PressAsync(key);
        await opened.WaitForAsync();
    }

    /// <summary>Cards on the phone have no menu of their own: there it opens on the invoice.</summary>
    static async Task MenuAsync(Visit visit, Ledger ledger)
    {
        await visit.GoAsync(visit.Page.ViewportSize!.Width < 700 ? ledger.Draft.Path : "/dashboard/invoices");
        await OpenAsync(visit.Page.Locator("button[aria-haspopup=menu]:visible").First, visit.Page.Locator("[role=menu]:popover-open"));
    }

    /// <summary>Who is signed in does not get to see the form.</summary>
    static async Task LoginAsync(Visit visit, Ledger ledger)
    {
        await visit.Context.ClearCookiesAsync(new() { Name = "twin-session" });
        await visit.Page.GotoAsync("/login");
    }

    static async Task GenerateAsync(Visit visit, Ledger ledger)
    {
        await OpenAsync(visit.Page.Locator(".head .btn.pri"), visit.Dialog);
        await visit.Page.Locator("#customer").FillAsync(Ledger.Reader);
        await visit.Dialog.GetByRole(AriaRole.Option, new() { Name = Ledger.Reader }).ClickAsync();
        await visit.Dialog.Locator(".preview .fact").WaitForAsync();
    }

    sealed record Scene(string Name, Func<Visit, Ledger, Task> OpenAsync);
}
