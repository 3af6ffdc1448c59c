using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Proving;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class InvoiceEndpoints
{
    public static void MapInvoices(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/invoices").WithTags("Invoices");
        group.MapGet("", ListAsync).WithSummary("A page of invoices").WithMetadata([.. WireParameter.InvoiceList]).Produces<ListWire<InvoiceHeadWire>>().ProducesProblem(400).ProducesProblem(401);
        group.MapPost("", GenerateAsync).WithSummary("Generate a period's invoice, or a one-off one").WithMetadata(WireParameter.IdempotencyKey).Produces<InvoiceWire>(201).Produces<InvoiceWire>(200).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        group.MapPost("/preview", PreviewAsync).WithSummary("Totals and VAT groups of given lines; stores nothing").Produces<PreviewWire>().ProducesProblem(400);
        group.MapGet("/{id:guid}", FindAsync).WithSummary("One invoice, with its ETag").Produces<InvoiceWire>().ProducesProblem(404);
        group.MapPatch("/{id:guid}", UpdateAsync).WithSummary("Move the status, or change a draft's notes; needs If-Match").WithMetadata(WireParameter.IfMatch).Produces<InvoiceWire>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        group.MapGet("/{id:guid}/pdf", PdfAsync).WithSummary("The stored PDF; a marked preview for a draft").WithMetadata(new WireParameter("copy", "true: a marked copy instead of the original (paid, cancelled, copy).") { Values = ["true", "false"] }).Produces(200, contentType: "application/pdf").ProducesProblem(404);
        group.MapGet("/{id:guid}/xml", XmlAsync).WithSummary("The structured invoice: the stored Factur-X XML, or another format of the issued document").WithMetadata(WireParameter.XmlFormat).Produces(200, contentType: "application/xml").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapGet("/{id:guid}/explain", ExplainAsync).WithSummary("Why each line is what it is: price version, tiers, usage, days, VAT rule").Produces<ExplanationWire>().ProducesProblem(404);
        group.MapPost("/{id:guid}/send", SendAsync).WithSummary("Mail an issued invoice to the customer's billing address").WithMetadata(WireParameter.IdempotencyKey).Produces<InvoiceWire>(202).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> ListAsync(HttpContext http, InvoiceQueries invoices, CancellationToken ct)
    {
        var filter = RequestReading.Filter(http.Request.Query);
        if (filter.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await invoices.ListAsync(http.GetActor(), filter.Value, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, InvoiceHeadWire.Of), ApiJson.Options));
    }

    static async Task<IResult> GenerateAsync(HttpContext http, GenerateInvoice body, InvoiceDrafting drafting, InvoiceQueries invoices, CancellationToken ct)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var generated = await drafting.GenerateAsync(http.GetActor(), body, key.Value, ct);
        if (generated.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/billing/invoices/{generated.Value.Id}";
        return await AnswerAsync(http, invoices, generated.Value.Id, generated.Value.StatusCode, ct);
    }

    static async Task<IResult> PreviewAsync(HttpContext http, PreviewInvoice body, InvoiceDrafting drafting, CancellationToken ct)
    {
        var totals = await drafting.PreviewAsync(http.GetActor(), body, ct);
        return totals.ToHttp(t => Results.Json(PreviewWire.Of(t), ApiJson.Options));
    }

    static Task<IResult> FindAsync(HttpContext http, InvoiceId id, InvoiceQueries invoices, CancellationToken ct) =>
        AnswerAsync(http, invoices, id, StatusCodes.Status200OK, ct);

    static async Task<IResult> UpdateAsync(HttpContext http, InvoiceId id, UpdateInvoice body, InvoiceService service, InvoiceQueries invoices)
    {
        var (version, refusal) = RequestReading.IfMatch(http.Request);
        if (refusal is not null)
            return refusal;
        var ct = http.RequestAborted;
        var updated = await service.UpdateAsync(http.GetActor(), id, version!.Value, body, ct);
        return updated.Error is { } error ? ErrorToHttp.Problem(error) : await AnswerAsync(http, invoices, id, StatusCodes.Status200OK, ct);
    }

    static async Task<IResult> PdfAsync(HttpContext http, InvoiceId id, InvoiceDocuments documents, InvoiceCopying copies, CancellationToken ct)
    {
        var wantsCopy = http.Request.Query["copy"] == "true";
        var pdf = wantsCopy ? await copies.PdfAsync(http.GetActor(), id, ct) : await documents.PdfAsync(http.GetActor(), id, ct);
        return pdf.ToHttp(f => Results.File(f.Content, "application/pdf", f.FileName));
    }

    /// <summary>The ETag is the content's SHA-256. Set by hand: the framework would hold an If-Match of the invoice against it.</summary>
    static async Task<IResult> XmlAsync(HttpContext http, InvoiceId id, InvoiceDocuments documents, CancellationToken ct)
    {
        var xml = await documents.XmlAsync(http.GetActor(), id, http.Request.Query["format"].FirstOrDefault(), ct);
        return xml.ToHttp(f =>
        {
            http.Response.Headers.ETag = $"\"{f.Sha256}\"";
            return Results.File(f.Content, "application/xml", f.FileName);
        });
    }

    static async Task<IResult> ExplainAsync(HttpContext http, InvoiceId id, InvoiceExplanationQueries explanations, CancellationToken ct) =>
        (await explanations.ExplainAsync(http.GetActor(), id, ct)).ToHttp(e => Results.Json(ExplanationWire.Of(e), ApiJson.Options));

    static async Task<IResult> SendAsync(HttpContext http, InvoiceId id, SendInvoice body, InvoiceService service, InvoiceQueries invoices)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var ct = http.RequestAborted;
        var sent = await service.SendAsync(http.GetActor(), id, key.Value, ct);
        return sent.Error is { } refused ? ErrorToHttp.Problem(refused) : await AnswerAsync(http, invoices, id, StatusCodes.Status202Accepted, ct);
    }

    internal static async Task<IResult> AnswerAsync(HttpContext http, InvoiceQueries invoices, InvoiceId id, int status, CancellationToken ct)
    {
        var found = await invoices.FindAsync(http.GetActor(), id, ct);
        return found.ToHttp(detail =>
        {
            http.Response.Headers.ETag = RequestReading.ETag(detail.Head.Version);
            return Results.Json(InvoiceWire.Of(detail), ApiJson.Options, statusCode: status);
        });
    }
}

/// <summary>The body of a send: nothing yet, it goes to the billing contacts.</summary>
internal sealed record SendInvoice;
