using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace TwinMcp.Tests.Browser;

/// <summary>Every page and everything that opens on it. A theme changes colours only, so the dark one is asked about those.</summary>
[Collection(BrowserRun.Name)]
public sealed class AccessibilityTests(BrowserFixture run)
{
    static readonly AxeRunOptions Everything = new();
    static readonly AxeRunOptions Colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    [Theory]
    [InlineData(1440, "fr")]
    [InlineData(390, "en")]
    public Task Pages_ForASignedInPerson_HaveNoAxeFindings(int width, string language) => run.VisitAsAsync(run.Admin, new Look(width, language), async visit =>
    {
        visit.Expect("404");
        var findings = new List<string>();
        foreach (var (name, open) in Scenes)
        {
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await open(visit, run.Ledger);
            await LookAsync(visit, name, Everything, findings);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await LookAsync(visit, name + ", dark", Colours, findings);
        }
        Assert.True(findings.Count == 0, string.Join("\n", findings));
    });

    static IReadOnlyList<(string Name, Func<Visit, Ledger, Task> Open)> Scenes =>
    [
        ("login", (v, _) => v.Page.GotoAsync("/login")),
        ("login, refused", (v, _) => v.SendLoginAsync("nobody", "")),
        ("list", (v, _) => v.GoAsync("/dashboard/invoices")),
        ("row menu", (v, _) => OpenAsync(v.Rows.First.GetByRole(AriaRole.Button), v.Page.Locator("[role=menu]"))),
        ("list, filtered", (v, _) => v.GoAsync("/dashboard/invoices?status=sent&q=Atelier&from=2026-11-01&to=2026-11-30&sort=total")),
        ("list, filter open", FilterAsync),
        ("list, empty", (v, _) => v.GoAsync("/dashboard/invoices?q=xyzzy")),
        ("generate dialog", GenerateAsync),
        ("help dialog", HelpAsync),
        ("account menu", AccountAsync),
        ("draft", (v, l) => v.GoAsync(l.Draft.Path)),
        ("confirm dialog", (v, _) => OpenAsync(v.Page.Locator(".btn.pri:visible"), v.Dialog)),
        ("sent", (v, l) => v.GoAsync(l.Sent.Path)),
        ("paid", (v, l) => v.GoAsync(l.Paid.Path)),
        ("overdue", (v, l) => v.GoAsync(l.Overdue.Path)),
        ("invoice not found", (v, _) => v.GoAsync($"/dashboard/invoices/{Guid.Empty}")),
        ("page not found", (v, _) => v.Page.GotoAsync("/nothing-here")),
        ("error", (v, _) => v.Page.GotoAsync("/error")),
        ("API", (v, _) => v.Page.GotoAsync("/api-docs")),
    ];

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

    static async Task FilterAsync(Visit visit, Ledger ledger)
    {
        await visit.GoAsync("/dashboard/invoices");
        await OpenAsync(visit.Page.Locator("button[aria-haspopup=dialog]:visible"), visit.Page.Locator(".pop.filters"));
    }

    static async Task GenerateAsync(Visit visit, Ledger ledger)
    {
        await visit.GoAsync("/dashboard/invoices");
        await OpenAsync(visit.Page.Locator(".head .btn.pri"), visit.Dialog);
        await visit.Page.Locator("#customer").FillAsync(Ledger.Reader);
        await visit.Dialog.GetByRole(AriaRole.Option, new() { Name = Ledger.Reader }).ClickAsync();
        await visit.Dialog.Locator(".preview .fact").WaitForAsync();
    }

    static async Task HelpAsync(Visit visit, Ledger ledger)
    {
        await visit.GoAsync("/dashboard/invoices");
        await visit.Page.Keyboard.PressAsync("?");
        await visit.Dialog.WaitForAsync();
    }

    static async Task AccountAsync(Visit visit, Ledger ledger)
    {
        await visit.GoAsync("/dashboard/invoices");
        await OpenAsync(visit.Page.Locator("button[popovertarget=account]:visible"), visit.Page.Locator("#account"));
    }
}
