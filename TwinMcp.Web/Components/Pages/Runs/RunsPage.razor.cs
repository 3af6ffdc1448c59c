using System.Globalization;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Runs;

/// <summary>Bills a month and shows how far each run is; what runs is asked again every second.</summary>
public sealed partial class RunsPage : IDisposable
{
    readonly CancellationTokenSource gone = new();
    Actor? actor;
    IReadOnlyList<BillingRunView>? runs;
    IReadOnlyList<ParkedView> parked = [];
    RunPreview? preview;
    string month = "";
    bool issues = true;
    bool isBusy;

    [Inject]
    BillingRunQueries Queries { get; set; } = default!;

    [Inject]
    BillingRunService Service { get; set; } = default!;

    [Inject]
    CurrentActor Actors { get; set; } = default!;

    [Inject]
    LocalDates Dates { get; set; } = default!;

    [Inject]
    Toasts Messages { get; set; } = default!;

    bool MayRun => actor is not null && Access.Allows(actor, BillingAction.RunBilling);

    IEnumerable<string> Months => Enumerable.Range(0, 13).Select(n => Text(Dates.Today.AddMonths(-n)));

    StartBillingRun Input => new() { Month = month, Issue = issues };

    protected override async Task OnInitializedAsync()
    {
        month = Text(Dates.Today.AddMonths(-1));
        actor = await Actors.GetAsync();
        if (Access.Allows(actor, BillingAction.ReadRuns))
            await LoadAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = WatchAsync();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    /// <summary>The screen's own second: a clock that stands still in a test does not stop it.</summary>
    async Task WatchAsync()
    {
        var token = gone.Token;
        while (!token.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!token.IsCancellationRequested && runs?.Any(r => r.Status == BillingRunStatus.Running) == true)
                await InvokeAsync(RefreshAsync);
        }
    }

    async Task RefreshAsync()
    {
        await LoadAsync();
        StateHasChanged();
    }

    async Task LoadAsync()
    {
        var (list, waiting) = (await Queries.ListAsync(actor!, gone.Token), await Queries.ParkedAsync(actor!, null, gone.Token));
        (runs, parked) = (list.IsOk ? list.Value : [], waiting.IsOk ? waiting.Value : []);
    }

    void Choose(ChangeEventArgs e) => (month, preview) = (e.Value?.ToString() ?? month, null);

    async Task PreviewAsync()
    {
        isBusy = true;
        StateHasChanged();
        var found = await Queries.PreviewAsync(actor!, Input, gone.Token);
        isBusy = false;
        if (found.Error is { } error)
            Messages.Failed(L["runs.failed"], ErrorText.For(L, error));
        else
            preview = found.Value;
    }

    async Task StartAsync()
    {
        var started = await Service.StartAsync(actor!, Input, gone.Token);
        if (started.Error is { } error)
            Messages.Failed(L["runs.failed"], ErrorText.For(L, error));
        else
            Messages.Done(L[started.Value.IsNew ? "runs.started" : "runs.joined", MonthName(month)]);
        preview = null;
        await LoadAsync();
    }

    async Task MoveAsync(BillingRunView run, Func<Actor, Guid, CancellationToken, Task<Result<Guid>>> move)
    {
        var moved = await move(actor!, run.Id, gone.Token);
        if (moved.Error is { } error)
            Messages.Failed(L["runs.failed"], ErrorText.For(L, error));
        await LoadAsync();
    }

    string Foreseen(RunPreview p)
    {
        var culture = CultureInfo.CurrentUICulture;
        var totals = string.Join(" + ", p.Totals.Select(t => MoneyFormat.Text(new Money(t.Value, Currency.Of(t.Key)), culture)));
        return L["runs.foreseen", p.Bills.ToString("N0", culture), p.Accounts.ToString("N0", culture), totals.Length == 0 ? "0" : totals, p.Skipped.ToString("N0", culture), p.ParkedCount.ToString("N0", culture)];
    }

    string Reason(string code) => L[$"runs.reason.{code}"] is { ResourceNotFound: false } text ? text : L["runs.reason.other"];

    static string Text(DateOnly date) => date.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    static string MonthName(string month)
    {
        var culture = CultureInfo.CurrentUICulture;
        return DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).ToString("MMMM yyyy", culture);
    }
}
