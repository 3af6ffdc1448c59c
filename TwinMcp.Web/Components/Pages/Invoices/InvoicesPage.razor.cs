using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Shared;
using TwinMcp.Web.Resources;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>The list. The URL is its whole state; the prerendered rows are carried over, so nothing is asked twice.</summary>
public sealed partial class InvoicesPage : IDisposable
{
    static readonly InvoiceStatus[] TabOrder = [InvoiceStatus.Draft, InvoiceStatus.Sent, InvoiceStatus.Overdue, InvoiceStatus.Paid, InvoiceStatus.Cancelled];

    Actor? actor;
    InvoiceActions? actions;
    CancellationTokenSource? loading;
    GenerateInvoiceDialog? generate;
    InvoiceListUrl url = new();
    bool isLoading;
    bool isOvertaken;

    /// <summary>What is on the screen; written into the prerendered page and read back by the circuit.</summary>
    [PersistentState]
    public InvoiceListView? View { get; set; }

    [Inject]
    NavigationManager Navigation { get; set; } = default!;

    [Inject]
    InvoiceQueries Queries { get; set; } = default!;

    [Inject]
    CurrentActor Actors { get; set; } = default!;

    // named so that the page is told when the query part of the address changes
    [SupplyParameterFromQuery]
    string? Status { get; set; }

    string Announcement => isLoading || View?.Page is not { } page ? "" : L.Count("invoices.count", page.Total ?? page.Items.Count);

    IReadOnlyList<TabItem> TabItems =>
    [
        new(L["invoices.tab.all"], (url with { Status = null }).First().ToString(), View?.Counts?.All, url.Status is null),
        .. TabOrder.Where(s => s != InvoiceStatus.Draft || actor?.IsCustomer == false).Select(Tab),
    ];

    protected override async Task OnParametersSetAsync()
    {
        actor ??= await Actors.GetAsync();
        url = InvoiceListUrl.Parse(new Uri(Navigation.Uri).Query);
        if (View?.Url != url.ToString())
            await LoadAsync();
    }

    public void Dispose()
    {
        loading?.Cancel();
        loading?.Dispose();
    }

    async Task LoadAsync()
    {
        loading?.Cancel();
        loading?.Dispose();
        loading = new CancellationTokenSource();
        var token = loading.Token;
        (isLoading, isOvertaken) = (true, false);
        // a newer filter cancels this one; Blazor takes a cancelled task for a finished one
        var filter = url.ToFilter();
        var list = Queries.ListAsync(actor!, filter, token);
        var counts = await Queries.CountByStatusAsync(actor!, filter, token);
        View = InvoiceListView.Of(url, await list, counts);
        isLoading = false;
    }

    TabItem Tab(InvoiceStatus status) => new(
        L[$"invoices.tab.{status.Key()}"],
        (url with { Status = status }).First().ToString(),
        View?.Counts?.ByStatus.GetValueOrDefault(status),
        url.Status == status,
        status.Key());
}
