using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class CreditNoteEndpoints
{
    public static void MapCreditNotes(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/billing/invoices/{id:guid}/credit-notes", IssueAsync).WithTags("Invoices").WithSummary("Take back an issued invoice, or parts of its lines; issued at once").WithMetadata(WireParameter.IdempotencyKey)
            .Produces<InvoiceWire>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    static async Task<IResult> IssueAsync(HttpContext http, InvoiceId id, IssueCreditNote body, CreditNoteService service, InvoiceQueries invoices)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var issued = await service.IssueAsync(http.GetActor(), id, body, key.Value, http.RequestAborted);
        if (issued.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/billing/invoices/{issued.Value}";
        return await InvoiceEndpoints.AnswerAsync(http, invoices, issued.Value, StatusCodes.Status201Created, http.RequestAborted);
    }
}
