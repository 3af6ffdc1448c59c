using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <summary>All that the page shows of one invoice.</summary>
public sealed record InvoicePageView(Guid Id)
{
    public InvoiceDetail? Invoice { get; init; }
    public IReadOnlyList<MailView> Mails { get; init; } = [];
    public IReadOnlyList<EventView> Events { get; init; } = [];
    public InvoicePlace? Place { get; init; }
    public BillingError? Error { get; init; }
}

/// <summary>Where an invoice stands in the list it was opened from, and the addresses of its neighbours on that page of the list.</summary>
public sealed record InvoicePlace(int Position, int? Total, string? Previous, string? Next)
{
    public static InvoicePlace? Of(InvoiceId id, Page<InvoiceHead> page, InvoiceListUrl list)
    {
        var ids = page.Items.Select(i => i.Id).ToList();
        var at = ids.IndexOf(id);
        if (at < 0)
            return null;
        return new InvoicePlace(
            (page.PageNumber - 1) * page.PageSize + at + 1,
            page.Total,
            at > 0 ? list.Invoice(ids[at - 1]) : null,
            at < ids.Count - 1 ? list.Invoice(ids[at + 1]) : null);
    }
}
