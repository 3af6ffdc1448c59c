using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Email;
using TwinMcp.Core.Outbox;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Pages.Invoices;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Outbox;

/// <summary>What became of every mail, with a way to send it again or hold it back. The address says which.</summary>
public sealed partial class OutboxPage : IDisposable
{
    readonly CancellationTokenSource gone = new();
    ConfirmDialog confirm = default!;
    Actor? actor;
    OutboxUrl url = OutboxUrl.Of(null, null, null);
    OutboxUrl? loaded;
    Page<OutboxItem>? page;
    BillingError? error;
    IReadOnlyList<OutboxCount> counts = [];

    [SupplyParameterFromQuery(Name = "state")]
    string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    string? PageNumber { get; set; }

    [SupplyParameterFromQuery(Name = "size")]
    string? Size { get; set; }

    [Inject]
    OutboxQueries Queries { get; set; } = default!;

    [Inject]
    OutboxRepeatService Service { get; set; } = default!;

    [Inject]
    CurrentActor Actors { get; set; } = default!;

    [Inject]
    NavigationManager Navigation { get; set; } = default!;

    [Inject]
    Toasts Messages { get; set; } = default!;

    /// <summary>What failed comes first: it is what somebody has to do something about.</summary>
    static OutboxState[] Order => [OutboxState.Failed, OutboxState.Waiting, OutboxState.Delivered, OutboxState.Filed, OutboxState.Withdrawn];

    IReadOnlyList<TabItem> TabItems =>
    [
        new(L["outbox.all"], (url with { State = null, Page = 1 }).ToString(), null, url.State is null),
        .. Order.Select(s => new TabItem(L[$"mail.{s.Key()}"], (url with { State = s, Page = 1 }).ToString(), counts.FirstOrDefault(c => c.State == s)?.Count, url.State == s)),
    ];

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        url = OutboxUrl.Of(State, PageNumber, Size);
        actor ??= await Actors.GetAsync();
        if (url != loaded && Access.Allows(actor, BillingAction.ReadOutbox))
            await LoadAsync();
    }

    async Task LoadAsync()
    {
        var wanted = url;
        loaded = wanted;
        var list = await Queries.ListAsync(actor!, wanted.Filter, gone.Token);
        var states = await Queries.CountsAsync(actor!, gone.Token);
        // another tab was chosen meanwhile
        if (wanted != url)
            return;
        error = list.Error;
        page = list.IsOk ? list.Value : null;
        counts = states.IsOk ? states.Value : [];
    }

    Task RepeatAsync(OutboxItem mail) => DoAsync(mail, "repeat", Service.RepeatAsync);

    Task WithdrawAsync(OutboxItem mail) => DoAsync(mail, "withdraw", Service.WithdrawAsync);

    async Task DoAsync(OutboxItem mail, string key, Func<Actor, Guid, CancellationToken, Task<Result<Guid>>> change)
    {
        var what = MailText.Subject(L, mail.Kind);
        var question = new ConfirmQuestion(L[$"outbox.{key}.title"], L[$"outbox.{key}.sentence", what, mail.Recipient], L[$"outbox.{key}.action"]);
        if (!await confirm.AskAsync(question))
            return;
        var changed = await change(await Actors.GetAsync(), mail.Id, gone.Token);
        if (changed.Error is { } refused)
            Messages.Failed(L[$"outbox.{key}.failed", mail.Recipient], ErrorText.For(L, refused));
        else
            Messages.Done(L[$"outbox.{key}.done", mail.Recipient]);
        await LoadAsync();
    }
}
