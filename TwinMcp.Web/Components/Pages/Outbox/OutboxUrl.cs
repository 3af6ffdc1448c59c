using System.Globalization;
using TwinMcp.Core.Email;
using TwinMcp.Core.Outbox;
using TwinMcp.Web.Components.Pages.Invoices;
using TwinMcp.Web.Components.Shared;

namespace TwinMcp.Web.Components.Pages.Outbox;

/// <summary>What the outbox page shows, as its address. Whatever stands there, the page opens.</summary>
internal sealed record OutboxUrl(OutboxState? State, int Page, int Size)
{
    public const string Path = "dashboard/outbox";

    const int DefaultSize = 25;

    public OutboxFilter Filter => new() { State = State, PageNumber = Page, PageSize = Size };

    public static OutboxUrl Of(string? state, string? page, string? size)
    {
        var chosen = Enum.GetValues<OutboxState>().Where(s => s.Key() == state).Select(s => (OutboxState?)s).FirstOrDefault();
        var rows = int.TryParse(size, CultureInfo.InvariantCulture, out var n) && Pager.Sizes.Contains(n) ? n : DefaultSize;
        var number = int.TryParse(page, CultureInfo.InvariantCulture, out var p) && p >= 1 && (long)(p - 1) * rows <= OutboxFilter.MaxOffset ? p : 1;
        return new OutboxUrl(chosen, number, rows);
    }

    public override string ToString()
    {
        var parts = new List<string>();
        if (State is { } state)
            parts.Add("state=" + state.Key());
        if (Page > 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Page}"));
        if (Size != DefaultSize)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"size={Size}"));
        return parts.Count == 0 ? Path : Path + "?" + string.Join('&', parts);
    }
}
