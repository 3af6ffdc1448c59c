using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Bundles;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class InvoiceBundleEndpoints
{
    public static void MapInvoiceBundle(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/invoices/archive").WithTags("Invoices");
        group.MapPost("", ChosenAsync).WithSummary("The PDFs of up to 1,000 invoices as one ZIP with a manifest").Produces(200, contentType: "application/zip").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("", FilteredAsync).WithSummary("The PDFs of the list's filter, up to 5,000, as one ZIP with a manifest").WithMetadata([.. WireParameter.InvoiceList]).Produces(200, contentType: "application/zip").ProducesProblem(400).ProducesProblem(404);
    }

    static async Task<IResult> ChosenAsync(HttpContext http, ChosenInvoices body, DocumentBundling bundle, CancellationToken ct) =>
        Zip(await bundle.ChooseAsync(http.GetActor(), body.Ids, ct), bundle, http);

    static async Task<IResult> FilteredAsync(HttpContext http, DocumentBundling bundle, CancellationToken ct)
    {
        var filter = RequestReading.Filter(http.Request.Query);
        return filter.Error is { } error ? ErrorToHttp.Problem(error) : Zip(await bundle.ChooseAsync(http.GetActor(), filter.Value, ct), bundle, http);
    }

    static IResult Zip(Result<BundleItem[]> items, DocumentBundling bundle, HttpContext http) =>
        items.ToHttp(chosen => Results.Stream(to => bundle.WriteAsync(chosen, to, http.RequestAborted), "application/zip", "invoices.zip"));
}

internal sealed record ChosenInvoices
{
    public IReadOnlyList<InvoiceId>? Ids { get; init; }
}
