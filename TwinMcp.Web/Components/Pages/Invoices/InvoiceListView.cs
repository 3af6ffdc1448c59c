using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;

namespace TwinMcp.Web.Components.Pages.Invoices;

/// <param name="Url">The address that this is the list of.</param>
public sealed record InvoiceListView(string Url, Page<InvoiceHead>? Page, StatusCounts? Counts, BillingError? Error)
{
    public static InvoiceListView Of(InvoiceListUrl url, Result<Page<InvoiceHead>> list, Result<StatusCounts> counts) =>
        new(url.ToString(), list.IsOk ? list.Value : null, counts.IsOk ? counts.Value : null, list.Error ?? counts.Error);
}
