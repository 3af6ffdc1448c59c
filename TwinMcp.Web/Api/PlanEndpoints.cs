using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.WhatIf;
using TwinMcp.Core.Pricing;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class PlanEndpoints
{
    const string OneVersion = "/{code}/versions/{currency}/{number:int}";

    static readonly WireParameter[] ListParameters = [new("on", "The day on which the versions are in force; today when not given.") { Format = "date" }, .. WireParameter.Pages];

    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/plans").WithTags("Plans");
        group.MapGet("", ListAsync).WithSummary("Plans with the version in force in each currency").WithMetadata([.. ListParameters]).Produces<ListWire<PlanWire>>().ProducesProblem(400);
        group.MapPost("", CreateAsync).WithSummary("A plan, without versions yet").Produces<PlanDetailWire>(201).ProducesProblem(400).ProducesProblem(409);
        group.MapGet("/{code}", FindAsync).WithSummary("One plan with its versions, the newest first").WithMetadata([.. WireParameter.Pages]).Produces<PlanDetailWire>().ProducesProblem(404);
        group.MapPost("/{code}/versions", DraftAsync).WithSummary("A draft of the next version").Produces<PlanVersionWire>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        group.MapGet(OneVersion, FindVersionAsync).WithSummary("One version, with its ETag").Produces<PlanVersionWire>().ProducesProblem(404);
        group.MapPut(OneVersion, ReplaceAsync).WithSummary("Write a draft anew; needs If-Match").WithMetadata(WireParameter.IfMatch).Produces<PlanVersionWire>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        group.MapDelete(OneVersion, DiscardAsync).WithSummary("Delete a draft; needs If-Match").WithMetadata(WireParameter.IfMatch).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        group.MapPost(OneVersion + "/publish", PublishAsync).WithSummary("Publish a draft and freeze it; needs If-Match").WithMetadata(WireParameter.IfMatch).Produces<PlanVersionWire>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        group.MapPost(OneVersion + "/what-if", CompareAsync).WithSummary("A month's invoices of a plan's customers under this version; stores nothing").Produces<WhatIfWire>().ProducesProblem(400).ProducesProblem(404);
    }

    static async Task<IResult> ListAsync(HttpContext http, PlanQueries plans, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, ListParameters);
        var (on, page) = (query.Date("on"), query.Page());
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var found = await plans.ListAsync(http.GetActor(), on, page, ct);
        return found.ToHttp(p => Results.Json(ListWire.Of(p, PlanWire.Of), ApiJson.Options));
    }

    static async Task<IResult> CreateAsync(HttpContext http, CreatePlan body, PlanService service, PlanQueries plans, CancellationToken ct)
    {
        var created = await service.CreateAsync(http.GetActor(), body, ct);
        if (created.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/billing/plans/{created.Value}";
        var plan = await plans.FindAsync(http.GetActor(), created.Value, PageInput.First, ct);
        return plan.ToHttp(p => Results.Json(PlanDetailWire.Of(p), ApiJson.Options, statusCode: StatusCodes.Status201Created));
    }

    static async Task<IResult> FindAsync(HttpContext http, string code, PlanQueries plans, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, WireParameter.Pages);
        var page = query.Page();
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var found = await plans.FindAsync(http.GetActor(), code, page, ct);
        return found.ToHttp(p => Results.Json(PlanDetailWire.Of(p), ApiJson.Options));
    }

    static async Task<IResult> DraftAsync(HttpContext http, string code, DraftPlanVersion body, PlanService service, PlanQueries plans)
    {
        var ct = http.RequestAborted;
        var drafted = await service.DraftAsync(http.GetActor(), code, body, ct);
        if (drafted.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/billing/plans/{code}/versions/{drafted.Value.Currency}/{drafted.Value.Number}";
        return await AnswerAsync(http, plans, drafted.Value, StatusCodes.Status201Created, ct);
    }

    static Task<IResult> FindVersionAsync(HttpContext http, [AsParameters] VersionPath path, PlanQueries plans, CancellationToken ct) =>
        path.Key is { } key ? AnswerAsync(http, plans, key, StatusCodes.Status200OK, ct) : Missing();

    static Task<IResult> ReplaceAsync(HttpContext http, [AsParameters] VersionPath path, DraftPlanVersion body, PlanService service, PlanQueries plans) =>
        ChangeAsync(http, path, plans, (key, version) => service.ReplaceAsync(http.GetActor(), key, version, body, http.RequestAborted));

    static Task<IResult> PublishAsync(HttpContext http, [AsParameters] VersionPath path, PlanService service, PlanQueries plans) =>
        ChangeAsync(http, path, plans, (key, version) => service.PublishAsync(http.GetActor(), key, version, http.RequestAborted));

    static async Task<IResult> DiscardAsync(HttpContext http, [AsParameters] VersionPath path, PlanService service, CancellationToken ct)
    {
        var (version, refusal) = RequestReading.IfMatch(http.Request);
        if (refusal is not null)
            return refusal;
        if (path.Key is not { } key)
            return await Missing();
        var discarded = await service.DiscardAsync(http.GetActor(), key, version!.Value, ct);
        return discarded.ToHttp(_ => Results.NoContent());
    }

    static async Task<IResult> CompareAsync(HttpContext http, [AsParameters] VersionPath path, ComparePlan body, PlanWhatIfQueries whatIf, CancellationToken ct)
    {
        if (path.Key is not { } key)
            return await Missing();
        var compared = await whatIf.CompareAsync(http.GetActor(), key, body, ct);
        return compared.ToHttp(c => Results.Json(WhatIfWire.Of(c), ApiJson.Options));
    }

    static async Task<IResult> ChangeAsync(HttpContext http, VersionPath path, PlanQueries plans, Func<PlanVersionKey, uint, Task<Result<PlanVersionKey>>> change)
    {
        var (version, refusal) = RequestReading.IfMatch(http.Request);
        if (refusal is not null)
            return refusal;
        if (path.Key is not { } key)
            return await Missing();
        var changed = await change(key, version!.Value);
        return changed.Error is { } error ? ErrorToHttp.Problem(error) : await AnswerAsync(http, plans, key, StatusCodes.Status200OK, http.RequestAborted);
    }

    static async Task<IResult> AnswerAsync(HttpContext http, PlanQueries plans, PlanVersionKey key, int status, CancellationToken ct)
    {
        var found = await plans.FindVersionAsync(http.GetActor(), key, ct);
        return found.ToHttp(version =>
        {
            http.Response.Headers.ETag = RequestReading.ETag(version.Version);
            return Results.Json(PlanVersionWire.Of(version), ApiJson.Options, statusCode: status);
        });
    }

    static Task<IResult> Missing() => Task.FromResult(ErrorToHttp.Problem(BillingError.NotFound("version of the plan")));
}

/// <summary>Names a version in a path; no key when the currency is none.</summary>
internal readonly record struct VersionPath(string Code, string Currency, int Number)
{
    internal PlanVersionKey? Key => Core.Common.Currency.TryParse(Currency, out var currency) ? new PlanVersionKey(Code, currency, Number) : null;
}
