using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using TwinMcp.Core.Customers;
using TwinMcp.Web.Auth;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>A combobox over the customers: type, arrows, Enter.</summary>
public sealed partial class CustomerPicker : IDisposable
{
    CancellationTokenSource? searching;
    IReadOnlyList<CustomerChoice> choices = [];
    string? refusal;
    string text = "";
    int active;
    bool isOpen;

    [Parameter, EditorRequired]
    public required CustomerChoice? Value { get; set; }

    [Parameter]
    public EventCallback<CustomerChoice?> ValueChanged { get; set; }

    [Inject]
    CustomerQueries Customers { get; set; } = default!;

    [Inject]
    CurrentActor Actors { get; set; } = default!;

    public void Dispose()
    {
        searching?.Cancel();
        searching?.Dispose();
    }

    async Task TypeAsync(string? typed)
    {
        text = typed ?? "";
        if (Value is not null)
            await ValueChanged.InvokeAsync(null);
        await OpenAsync();
    }

    async Task OpenAsync()
    {
        searching?.Cancel();
        searching?.Dispose();
        searching = new CancellationTokenSource();
        var token = searching.Token;
        // the next letter cancels this search; Blazor takes a cancelled task for a finished one
        var found = await Customers.SearchAsync(await Actors.GetAsync(), Value is null ? text : null, token);
        choices = found.IsOk ? found.Value : [];
        refusal = found.Error is { } error ? ErrorText.For(L, error) : null;
        (active, isOpen) = (0, Value is null);
    }

    void Close() => isOpen = false;

    Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.Key == "ArrowDown" && choices.Count > 0)
            active = (active + 1) % choices.Count;
        else if (key.Key == "ArrowUp" && choices.Count > 0)
            active = (active + choices.Count - 1) % choices.Count;
        else if (key.Key == "Enter" && isOpen && active < choices.Count)
            return ChooseAsync(choices[active]);
        return Task.CompletedTask;
    }

    Task ChooseAsync(CustomerChoice choice)
    {
        (text, isOpen) = (choice.Name, false);
        return ValueChanged.InvokeAsync(choice);
    }
}
