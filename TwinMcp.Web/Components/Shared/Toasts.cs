namespace TwinMcp.Web.Components.Shared;

internal enum ToastKind
{
    Done,
    Failed,
}

internal sealed record Toast(Guid Id, ToastKind Kind, string Title, string? Text);

/// <summary>Short messages about what was just done, one list a circuit. Shown by ToastRegion.</summary>
internal sealed class Toasts
{
    readonly List<Toast> shown = [];

    public event Action? Changed;

    public IReadOnlyList<Toast> Shown => shown;

    public void Done(string title, string? text = null) => Add(new Toast(Guid.NewGuid(), ToastKind.Done, title, text));

    /// <summary>Stays until it is dismissed.</summary>
    public void Failed(string title, string? text = null) => Add(new Toast(Guid.NewGuid(), ToastKind.Failed, title, text));

    public void Dismiss(Guid id)
    {
        if (shown.RemoveAll(t => t.Id == id) > 0)
            Changed?.Invoke();
    }

    void Add(Toast toast)
    {
        shown.Add(toast);
        Changed?.Invoke();
    }
}
