using System.Globalization;
using Microsoft.AspNetCore.Components;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Components.Shared;

/// <summary>Previous and next are links: they work before the circuit does, and open in a new tab.</summary>
public partial class Pager
{
    public static readonly int[] Sizes = [10, 25, 50, 100];

    [Parameter, EditorRequired]
    public required int Page { get; set; }

    [Parameter, EditorRequired]
    public required int PageSize { get; set; }

    /// <summary>Rows on this page.</summary>
    [Parameter, EditorRequired]
    public required int Shown { get; set; }

    /// <summary>Rows on all pages; null when nobody counted.</summary>
    [Parameter]
    public int? Total { get; set; }

    [Parameter]
    public bool TotalIsCapped { get; set; }

    /// <summary>How many rows may lie before a page; the list refuses a page beyond.</summary>
    [Parameter]
    public int MaxOffset { get; set; } = int.MaxValue;

    [Parameter, EditorRequired]
    public required Func<int, string> Href { get; set; }

    [Parameter]
    public EventCallback<int> OnSize { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    int First => (Page - 1) * PageSize + 1;

    bool HasNext => (long)Page * PageSize <= MaxOffset && (Total is { } total && !TotalIsCapped ? Page * PageSize < total : Shown == PageSize);

    static string Number(int number) => MoneyFormat.Quantity(number, CultureInfo.CurrentUICulture);

    Task ChangeSizeAsync(ChangeEventArgs change) =>
        int.TryParse(change.Value as string, CultureInfo.InvariantCulture, out var size) ? OnSize.InvokeAsync(size) : Task.CompletedTask;

    RenderFragment Step(int page, bool isPossible, string icon, string label, string rel) => builder =>
    {
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "class", "btn icon sm");
        builder.AddAttribute(2, "aria-label", label);
        builder.AddAttribute(3, "rel", rel);
        builder.AddAttribute(4, "href", isPossible ? Href(page) : null);
        builder.AddAttribute(5, "aria-disabled", isPossible ? null : "true");
        builder.AddAttribute(6, "role", isPossible ? null : "link");
        builder.OpenComponent<Icon>(7);
        builder.AddComponentParameter(8, nameof(Icon.Name), icon);
        builder.CloseComponent();
        builder.CloseElement();
    };
}
