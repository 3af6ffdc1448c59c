using TwinMcp.Core.Tax.VatNumbers;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class TaxEndpoints
{
    public static void MapTax(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/tax").WithTags("Tax");
        group.MapGet("/vat-numbers/{number}", CheckVatNumber).WithSummary("Format and check digit of a VAT number, SIREN or SIRET; offline")
            .Produces<VatNumberCheck>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
    }

    static IResult CheckVatNumber(HttpContext http, string number) =>
        VatNumberQueries.Check(http.GetActor(), number).ToHttp(check => Results.Json(check, ApiJson.Options));
}
