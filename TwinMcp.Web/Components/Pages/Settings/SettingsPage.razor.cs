using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents;
using TwinMcp.Core.Invoicing.Selling;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Settings;

/// <summary>Who sells and how documents look, beside a sample that follows what is typed.</summary>
public sealed partial class SettingsPage : IDisposable
{
    /// <summary>Long enough for a word, short enough to feel live.</summary>
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    readonly CancellationTokenSource gone = new();
    CancellationTokenSource? typing;
    ConfirmDialog confirm = default!;
    Actor? actor;
    SellerForm? form;
    SellerView? theirs;
    string? preview;
    string? logoError;
    bool isOutdated;
    bool isBusy;

    [Inject]
    SellerDesk Desk { get; set; } = default!;

    [Inject]
    LocalDates Dates { get; set; } = default!;

    [Inject]
    Toasts Messages { get; set; } = default!;

    string State => form switch
    {
        { IsReadOnly: true } => S["state.readonly"],
        { IsDirty: true } => S["state.dirty"],
        { Seen.UpdatedAt: { } at } => S["state.saved", DateFormat.Instant(at, Dates.Zone, CultureInfo.CurrentUICulture), form.Seen.UpdatedBy!],
        _ => S["state.configured"],
    };

    protected override async Task OnInitializedAsync()
    {
        actor = await Desk.Actors.GetAsync();
        var found = await Desk.Queries.FindAsync(actor, gone.Token);
        if (!found.IsOk)
            return;
        form = new SellerForm(found.Value, !Access.Allows(actor, BillingAction.ChangeSeller));
        form.Changed += Follow;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender || form is null)
            return;
        // not while prerendering: the frame would load twice
        Draw();
        StateHasChanged();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
        typing?.Dispose();
    }

    void Follow()
    {
        typing?.Cancel();
        typing?.Dispose();
        typing = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        _ = DrawLaterAsync(typing.Token);
        StateHasChanged();
    }

    async Task DrawLaterAsync(CancellationToken token)
    {
        await Task.Delay(Pause, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!token.IsCancellationRequested)
            await InvokeAsync(() =>
            {
                Draw();
                StateHasChanged();
            });
    }

    /// <summary>What cannot be printed is said at its field, and the last sample stays.</summary>
    void Draw()
    {
        var wrong = SellerPreviewQueries.Check(form!.Edit);
        form.Mark(wrong);
        isOutdated = wrong is not null;
        if (!isOutdated)
            preview = Desk.Previews.For(actor!, form.Edit);
    }

    async Task SaveAsync()
    {
        isBusy = true;
        var saved = await Desk.Service.UpdateAsync(actor!, form!.Seen.Version, form.Edit, gone.Token);
        isBusy = false;
        if (saved.IsOk)
        {
            await ReloadAsync(keepsEdit: false);
            Messages.Done(S["saved.title"], S["saved.text"]);
            return;
        }
        form.Mark(saved.Error);
        if (saved.Error!.Kind == ErrorKind.PreconditionFailed)
            theirs = (await Desk.Queries.FindAsync(actor!, gone.Token)).Value;
        else
            Messages.Failed(S["failed.title"], saved.Error.Kind == ErrorKind.Validation ? S["failed.fields"] : ErrorText.For(L, saved.Error));
    }

    Task KeepMineAsync()
    {
        form!.See(theirs!, keepsEdit: true);
        theirs = null;
        return SaveAsync();
    }

    void TakeTheirs()
    {
        form!.See(theirs!, keepsEdit: false);
        theirs = null;
        Draw();
    }

    void Discard()
    {
        form!.See(form.Seen, keepsEdit: false);
        Draw();
    }

    async Task SetLogoAsync(InputFileChangeEventArgs chosen)
    {
        if (chosen.File.Size > LogoRules.MaxBytes)
        {
            logoError = S["wrong.logo"];
            return;
        }
        using var buffer = new MemoryStream();
        await using (var file = chosen.File.OpenReadStream(LogoRules.MaxBytes, gone.Token))
            await file.CopyToAsync(buffer, gone.Token);
        await ChangeLogoAsync(await Desk.Service.SetLogoAsync(actor!, form!.Seen.Version, buffer.ToArray(), gone.Token), S["logo.saved"]);
    }

    async Task RemoveLogoAsync() =>
        await ChangeLogoAsync(await Desk.Service.RemoveLogoAsync(actor!, form!.Seen.Version, gone.Token), S["logo.removed"]);

    async Task ChangeLogoAsync(Result<bool> changed, string done)
    {
        logoError = changed.Error is { Kind: ErrorKind.Validation } ? S["wrong.logo"].Value : null;
        if (changed.Error is { Kind: ErrorKind.PreconditionFailed })
            theirs = (await Desk.Queries.FindAsync(actor!, gone.Token)).Value;
        else if (changed.Error is { Kind: not ErrorKind.Validation } error)
            Messages.Failed(S["failed.title"], ErrorText.For(L, error));
        if (!changed.IsOk)
            return;
        await ReloadAsync(keepsEdit: true);
        Messages.Done(done);
    }

    async Task ReloadAsync(bool keepsEdit)
    {
        form!.See((await Desk.Queries.FindAsync(actor!, gone.Token)).Value, keepsEdit);
        Draw();
    }

    async Task LeaveAsync(LocationChangingContext leaving)
    {
        if (form is { IsDirty: true } && !await confirm.AskAsync(new ConfirmQuestion(S["leave.title"], S["leave.text"], S["leave.action"], IsDanger: true)))
            leaving.PreventNavigation();
    }
}
