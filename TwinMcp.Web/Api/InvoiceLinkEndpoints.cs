using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Hosted;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class InvoiceLinkEndpoints
{
    public static void MapInvoiceLinks(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/invoices/{id:guid}/link").WithTags("Invoices");
        group.MapPost("", LinkAsync).WithSummary("A new link to the hosted invoice; the secret in it is shown only here").Produces<InvoiceLinkWire>(201).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapDelete("", RevokeAsync).WithSummary("End all links of the invoice").Produces(204).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> LinkAsync(HttpContext http, InvoiceId id, HostedLinkService links, CancellationToken ct)
    {
        var link = await links.LinkAsync(http.GetActor(), id, ct);
        return link.ToHttp(l => Results.Json(new InvoiceLinkWire(Absolute(http.Request, l.Path), l.ExpiresAt), ApiJson.Options, statusCode: StatusCodes.Status201Created));
    }

    static async Task<IResult> RevokeAsync(HttpContext http, InvoiceId id, HostedLinkService links, CancellationToken ct) =>
        (await links.RevokeAsync(http.GetActor(), id, ct)).ToHttp(_ => Results.NoContent());

    static string Absolute(HttpRequest request, string path) => $"{request.Scheme}://{request.Host}{path}";
}

internal sealed record InvoiceLinkWire(string Url, DateTimeOffset ExpiresAt);
