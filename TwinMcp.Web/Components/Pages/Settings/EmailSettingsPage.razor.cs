using System.Globalization;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Core.Outbox;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Pages.Invoices;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Settings;

/// <summary>How mail leaves, every template as its readers get it, and a test send. Nothing is changed here: the settings are the environment's.</summary>
public sealed partial class EmailSettingsPage : IDisposable
{
    readonly CancellationTokenSource gone = new();
    Actor? actor;
    Party? company;
    MailPreview? preview;
    string kind = MailKind.Invoice;
    string language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fr" ? "fr" : "en";
    string to = "";
    string result = "";
    bool isBusy;

    [Inject]
    MailOptions Options { get; set; } = default!;

    [Inject]
    SellerStore Sellers { get; set; } = default!;

    [Inject]
    MailTestService Tests { get; set; } = default!;

    [Inject]
    CurrentActor Actors { get; set; } = default!;

    string Server => string.Create(CultureInfo.InvariantCulture, $"{Options.Host}:{Options.Port}");

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        actor = await Actors.GetAsync();
        if (Access.Allows(actor, BillingAction.TestMail))
            await ShowAsync();
    }

    Task ChooseKindAsync(ChangeEventArgs e)
    {
        kind = e.Value?.ToString() ?? kind;
        return ShowAsync();
    }

    Task ChooseLanguageAsync(ChangeEventArgs e)
    {
        language = e.Value?.ToString() ?? language;
        return ShowAsync();
    }

    async Task ShowAsync()
    {
        company ??= await Sellers.CurrentAsync(gone.Token);
        var made = await Tests.PreviewAsync(actor!, kind, language, gone.Token);
        preview = made.IsOk ? made.Value : null;
    }

    async Task SendAsync()
    {
        (isBusy, result) = (true, L["settings.testing"]);
        StateHasChanged();
        var sent = await Tests.SendAsync(await Actors.GetAsync(), new TestMail(to, kind, language), gone.Token);
        isBusy = false;
        result = sent.Error is { } error ? ErrorText.For(L, error) : L[$"settings.tested.{sent.Value.Outcome.ToString().ToLowerInvariant()}", sent.Value.Text];
    }

    string Name(string choice) => MailKind.ReminderStep(choice) is { } step
        ? L["settings.reminder", step.ToString("+0;-0;0", CultureInfo.InvariantCulture)]
        : MailText.Subject(L, choice);
}
