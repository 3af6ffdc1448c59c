using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TwinMcp.Web.Components.Shared;

/// <summary>The few things only the browser can do. The functions live in wwwroot/js/app.js as window.twin.</summary>
public sealed class PageScript(IJSRuntime js)
{
    /// <summary>The circuit lives.</summary>
    public ValueTask ReadyAsync() => js.InvokeVoidAsync("twin.ready");

    /// <summary>Opens a dialog element as a modal; the focus goes back to where it was when it closes.</summary>
    public ValueTask OpenDialogAsync(ElementReference dialog) => js.InvokeVoidAsync("twin.dialog.open", dialog);

    public ValueTask CloseDialogAsync(ElementReference dialog) => js.InvokeVoidAsync("twin.dialog.close", dialog);

    /// <summary>Opens a popover beside its button: the one given, or the element before it (a list has many, and each reference is sent).</summary>
    public ValueTask OpenMenuAsync(ElementReference menu, ElementReference? button = null) => js.InvokeVoidAsync("twin.menu.open", menu, button);

    public ValueTask CloseMenuAsync(ElementReference menu) => js.InvokeVoidAsync("twin.menu.close", menu);

    public ValueTask SetThemeAsync(string theme) => js.InvokeVoidAsync("twin.theme.set", theme);
}
