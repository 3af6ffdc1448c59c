using Microsoft.AspNetCore.Mvc;
using TwinMcp.Core.Common;
using TwinMcp.Core.Documents.Import;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Importing;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class InvoiceImportEndpoints
{
    const string PdfType = "application/pdf";

    static readonly string[] XmlTypes = ["application/xml", "text/xml"];

    public static void MapInvoiceImport(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/billing/invoices/import", ImportAsync).WithTags("Invoices").WithSummary("Look into a Factur-X PDF, a CII or a UBL document; stores nothing")
            .WithMetadata(new RequestSizeLimitAttribute(ImportLimits.FileBytes)).Produces<ImportWire>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415);

    static async Task<IResult> ImportAsync(HttpContext http, CancellationToken ct)
    {
        // before the body is read: who may not needs not send
        if (Access.Check(http.GetActor(), BillingAction.ImportInvoice) is { } refused)
            return ErrorToHttp.Problem(refused);
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        var isPdf = string.Equals(type, PdfType, StringComparison.OrdinalIgnoreCase);
        if (!isPdf && !XmlTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
            return new ProblemResult(ErrorToHttp.Details(StatusCodes.Status415UnsupportedMediaType, "not_a_document", "The body is application/pdf, application/xml or text/xml."));
        var file = await BodyReading.BytesAsync(http.Request, ct);
        var preview = isPdf ? InvoiceImport.Pdf(http.GetActor(), file) : InvoiceImport.Xml(http.GetActor(), file);
        return preview.ToHttp(p => Results.Json(ImportWire.Of(p), ApiJson.Options));
    }
}

/// <param name="Document">As it states itself.</param>
/// <param name="Computed">What its lines, allowances and charges add up to.</param>
/// <param name="Differences">Empty when the document is right to the smallest unit.</param>
/// <param name="AsOneOff">With a userId the body of POST /api/billing/invoices.</param>
internal sealed record ImportWire(ImportedInvoice Document, PreviewWire Computed, IReadOnlyList<ImportDifference> Differences, GenerateInvoice AsOneOff)
{
    public static ImportWire Of(ImportPreview preview) => new(preview.Document, PreviewWire.Of(preview.Computed), preview.Differences, preview.AsOneOff);
}
