using Microsoft.AspNetCore.Components;

namespace TwinMcp.Web.Components.Shared;

/// <summary>Tells what was typed once the typing rests, and at once on Enter. Inside a GET form it also works before the circuit does.</summary>
public sealed partial class SearchBox
{
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    CancellationTokenSource? pending;
    readonly Queue<string> underway = [];
    string text = "";
    string sent = "";
    string given = "";

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
        var word = Value ?? "";
        if (word == given)
            return; // rendered again for another reason, perhaps before our word is in the URL
        given = word;
        // our own words coming back through the URL must not overwrite what was typed since
        if (underway.Contains(word))
        {
            while (underway.Dequeue() != word)
                continue;
            return;
        }
        underway.Clear();
        text = sent = word;
    }

    public void Dispose()
    {
        pending?.Cancel();
        pending?.Dispose();
    }

    // bound, not just heard: only then does Blazor know what the field holds, and does not write back over the next letters
    async Task TypeAsync(string? typed)
    {
        text = typed ?? "";
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
        underway.Enqueue(word);
        return OnSearch.InvokeAsync(word);
    }
}
