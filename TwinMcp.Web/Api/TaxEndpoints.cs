using Microsoft.OpenApi;
using TwinMcp.Core.Common;
using TwinMcp.Core.Tax;
using TwinMcp.Core.Tax.VatNumbers;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class TaxEndpoints
{
    static readonly WireParameter[] RateList =
    [
        new("country", "Only of this state or region: FR, RE, PT-20."),
        new("on", "Only what is in force on this day; every row without it.") { Format = "date" },
        new("page", "From 1.") { Type = JsonSchemaType.Integer },
        new("pageSize", "1 to 200; 100 when not given.") { Type = JsonSchemaType.Integer },
    ];

    public static void MapTax(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/tax").WithTags("Tax");
        group.MapGet("/vat-numbers/{number}", CheckVatNumber).WithSummary("Format and check digit of a VAT number, SIREN or SIRET; offline")
            .Produces<VatNumberCheck>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapPost("/vat-numbers/{number}/checks", ConsultAsync).WithSummary("Look a VAT number up (in VIES when it is on) and keep the answer as evidence")
            .Produces<VatCheckWire>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(503);
        group.MapGet("/settings", SettingsAsync).WithSummary("How the seller is taxed").Produces<TaxSettingsWire>().ProducesProblem(403);
        group.MapPut("/settings", ChangeSettingsAsync).WithSummary("Change how the seller is taxed; with the version that was seen")
            .Produces<TaxSettingsWire>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(412);
        group.MapGet("/rates", RatesAsync).WithSummary("Dated VAT rates").WithMetadata([.. RateList]).Produces<ListWire<TaxRateWire>>().ProducesProblem(400).ProducesProblem(403);
        group.MapPost("/rates", AddRateAsync).WithSummary("A new rate from a day on, after the last one of its kind")
            .Produces<TaxRateWire>(201).ProducesProblem(400).ProducesProblem(403).ProducesProblem(409);
        group.MapPut("/exchange-rates", SetExchangeRatesAsync).WithSummary("Set or correct exchange rates to EUR")
            .Produces<ExchangeRatesWire>().ProducesProblem(400).ProducesProblem(403);
    }

    static IResult CheckVatNumber(HttpContext http, string number) =>
        VatNumberQueries.Check(http.GetActor(), number).ToHttp(check => Results.Json(check, ApiJson.Options));

    static async Task<IResult> ConsultAsync(HttpContext http, string number, VatCheckService checks, CancellationToken ct)
    {
        var check = await checks.CheckAsync(http.GetActor(), number, ct);
        return check.ToHttp(c => Results.Json(VatCheckWire.Of(c), ApiJson.Options, statusCode: StatusCodes.Status201Created));
    }

    static async Task<IResult> SettingsAsync(HttpContext http, TaxQueries tax, CancellationToken ct)
    {
        var settings = await tax.SettingsAsync(http.GetActor(), ct);
        return settings.ToHttp(s => Results.Json(TaxSettingsWire.Of(s), ApiJson.Options));
    }

    static async Task<IResult> ChangeSettingsAsync(HttpContext http, ChangeTaxSettings body, TaxService service, TaxQueries tax, CancellationToken ct)
    {
        var changed = await service.ChangeSettingsAsync(http.GetActor(), body, ct);
        return changed.Error is { } refused ? ErrorToHttp.Problem(refused) : await SettingsAsync(http, tax, ct);
    }

    static async Task<IResult> RatesAsync(HttpContext http, TaxQueries tax, CancellationToken ct)
    {
        var filter = Filter(http.Request.Query);
        if (filter.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await tax.RatesAsync(http.GetActor(), filter.Value, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, TaxRateWire.Of), ApiJson.Options));
    }

    static async Task<IResult> AddRateAsync(HttpContext http, AddTaxRate body, TaxService service, CancellationToken ct)
    {
        var added = await service.AddRateAsync(http.GetActor(), body, ct);
        return added.ToHttp(r => Results.Json(TaxRateWire.Of(r), ApiJson.Options, statusCode: StatusCodes.Status201Created));
    }

    static async Task<IResult> SetExchangeRatesAsync(HttpContext http, SetExchangeRates body, TaxService service, CancellationToken ct)
    {
        var set = await service.SetExchangeRatesAsync(http.GetActor(), body, ct);
        return set.ToHttp(rates => Results.Json(new ExchangeRatesWire([.. rates.Select(ExchangeRateWire.Of)]), ApiJson.Options));
    }

    static Result<TaxRateFilter> Filter(IQueryCollection query)
    {
        var errors = new FieldErrors();
        foreach (var name in query.Keys.Where(k => RateList.All(p => p.Name != k)))
            errors.Add(name, "Unknown parameter.");
        var filter = new TaxRateFilter
        {
            Country = RequestReading.Text(query, "country"),
            On = RequestReading.Value<DateOnly>(query, errors, "on", RequestReading.IsDate),
            PageNumber = RequestReading.Value<int>(query, errors, "page") ?? 1,
            PageSize = RequestReading.Value<int>(query, errors, "pageSize") ?? new TaxRateFilter().PageSize,
        };
        return errors.Any ? errors.ToError() : filter;
    }
}
