using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>One invoice. The query part of its address is the list that it was opened from.</summary>
public sealed partial class InvoicePage : IDisposable
{
    readonly CancellationTokenSource gone = new();
    Actor? actor;
    InvoiceActions actions = default!;
    InvoiceListUrl list = new();
    bool isOvertaken;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>What is on the screen; written into the prerendered page and read back by the circuit.</summary>
    [PersistentState]
    public InvoicePageView? View { get; set; }

    [Inject]
    NavigationManager Navigation { get; set; } = default!;

    [Inject]
    InvoiceQueries Queries { get; set; } = default!;

    [Inject]
    CurrentActor Actors { get; set; } = default!;

    InvoiceHead? Head => View?.Invoice?.Head;

    string Heading => View switch
    {
        null => L["state.loading"],
        { Error: { } error } => L[error.Kind == ErrorKind.NotFound ? "notfound.title" : "invoice.failed"],
        _ => Head?.Number ?? L["invoice.unnumbered"],
    };

    protected override async Task OnParametersSetAsync()
    {
        actor ??= await Actors.GetAsync();
        list = InvoiceListUrl.Parse(new Uri(Navigation.Uri).Query);
        if (View?.Id != Id)
            await LoadAsync();
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    async Task LoadAsync()
    {
        isOvertaken = false;
        if (View?.Id != Id)
            View = null;
        var id = new InvoiceId(Id);
        var found = await Queries.FindAsync(actor!, id, gone.Token);
        if (found.Error is { } error)
        {
            View = new InvoicePageView(Id) { Error = error };
            return;
        }
        var mails = await Queries.MailsAsync(actor!, id, gone.Token);
        var events = await Queries.TimelineAsync(actor!, id, gone.Token);
        View = new InvoicePageView(Id) { Invoice = found.Value, Mails = mails, Events = events, Place = await PlaceAsync(id) };
    }

    /// <summary>The list is cached for a while, so that this costs next to nothing; without one there are no neighbours.</summary>
    async Task<InvoicePlace?> PlaceAsync(InvoiceId id)
    {
        var page = await Queries.ListAsync(actor!, list.ToFilter(), gone.Token);
        return page.IsOk ? InvoicePlace.Of(id, page.Value, list) : null;
    }

    Task RunAsync(InvoiceCommand command) => actions.RunAsync(command, Head!);
}
