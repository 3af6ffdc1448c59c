using Microsoft.AspNetCore.Components;

namespace TwinMcp.Web.Components.Shared;

/// <summary>Tells what was typed once the typing rests, and at once on Enter. Inside a GET form it also works before the circuit does.</summary>
public sealed partial class SearchBox
{
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    CancellationTokenSource? pending;
    string text = "";
    string sent = "";

    [Parameter]
    public string Id { get; set; } = "search";

    [Parameter]
    public string Name { get; set; } = "q";

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Value { get; set; }

    [Parameter]
    public EventCallback<string> OnSearch { get; set; }

    protected override void OnParametersSet()
    {
        // our own word coming back through the URL must not overwrite what was typed since
        if ((Value ?? "") == sent)
            return;
        text = sent = Value ?? "";
    }

    public void Dispose()
    {
        pending?.Cancel();
        pending?.Dispose();
    }

    async Task TypeAsync(ChangeEventArgs change)
    {
        text = change.Value as string ?? "";
        pending?.Cancel();
        pending?.Dispose();
        pending = new CancellationTokenSource();
        var token = pending.Token;
        await Task.Delay(Rest, Clock, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (!token.IsCancellationRequested)
            await SendAsync();
    }

    Task SendNowAsync(ChangeEventArgs change)
    {
        text = change.Value as string ?? "";
        pending?.Cancel();
        return SendAsync();
    }

    Task SendAsync()
    {
        var word = text.Trim();
        if (word == sent)
            return Task.CompletedTask;
        sent = word;
        return OnSearch.InvokeAsync(word);
    }
}
