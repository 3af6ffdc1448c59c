using TwinMcp.Core.Common;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class SubscriptionEndpoints
{
    const string Base = "/api/billing/subscriptions";

    public static void MapSubscriptions(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup(Base).WithTags("Subscriptions");
        group.MapGet("", ListAsync).WithSummary("A page of subscriptions, the last begun first").WithMetadata([.. SubscriptionRequest.List]).Produces<ListWire<SubscriptionHeadWire>>().ProducesProblem(400);
        group.MapPost("", StartAsync).WithSummary("Begin one, with or without a trial").WithMetadata(WireParameter.IdempotencyKey).Produces<SubscriptionWire>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("/{id:guid}", FindAsync).WithSummary("One subscription, with its ETag").Produces<SubscriptionWire>().ProducesProblem(404);
        group.MapDelete("/{id:guid}", WithdrawAsync).WithSummary("Take back one that has not begun").WithMetadata(WireParameter.IfMatch).Produces(204).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);
        Change(group.MapPost("/{id:guid}/change", ChangeAsync), "Change plan or interval: an upgrade now, a downgrade at the end of what is paid for");
        Change(group.MapDelete("/{id:guid}/change", WithdrawChangeAsync), "Take back a change that waits for its day");
        Change(group.MapPost("/{id:guid}/pause", PauseAsync), "Pause a monthly subscription: days without a fee");
        Change(group.MapPost("/{id:guid}/resume", ResumeAsync), "Let it go on");
        Change(group.MapPost("/{id:guid}/cancel", CancelAsync), "End it now or at the end of what is paid for");
        Change(group.MapPost("/{id:guid}/reactivate", ReactivateAsync), "Take back a cancellation at the end of the period");
    }

    static void Change(RouteHandlerBuilder route, string summary) => route.WithSummary(summary).WithMetadata(WireParameter.IfMatch)
        .Produces<SubscriptionWire>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(428);

    static async Task<IResult> ListAsync(HttpContext http, SubscriptionQueries subscriptions, CancellationToken ct)
    {
        var filter = SubscriptionRequest.Filter(http.Request.Query);
        if (filter.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await subscriptions.ListAsync(http.GetActor(), filter.Value, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, SubscriptionHeadWire.Of), ApiJson.Options));
    }

    static async Task<IResult> StartAsync(HttpContext http, StartSubscription body, SubscriptionService service, SubscriptionQueries subscriptions, CancellationToken ct)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var started = await service.StartAsync(http.GetActor(), body, key.Value, ct);
        return started.Error is { } refused ? ErrorToHttp.Problem(refused) : await AnswerAsync(http, subscriptions, started.Value.Id, started.Value.StatusCode);
    }

    static Task<IResult> FindAsync(HttpContext http, Guid id, SubscriptionQueries subscriptions) =>
        AnswerAsync(http, subscriptions, id, StatusCodes.Status200OK);

    static async Task<IResult> WithdrawAsync(HttpContext http, Guid id, SubscriptionService service)
    {
        var (version, refusal) = RequestReading.IfMatch(http.Request);
        if (refusal is not null)
            return refusal;
        var withdrawn = await service.WithdrawAsync(http.GetActor(), new SubscriptionTarget(id, version!.Value), http.RequestAborted);
        return withdrawn.ToHttp(_ => Results.NoContent());
    }

    static Task<IResult> ChangeAsync(HttpContext http, Guid id, ChangeSubscription body, SubscriptionChangeService service, SubscriptionQueries subscriptions) =>
        ChangedAsync(http, id, subscriptions, target => service.ChangeAsync(http.GetActor(), target, body, http.RequestAborted));

    static Task<IResult> WithdrawChangeAsync(HttpContext http, Guid id, SubscriptionChangeService service, SubscriptionQueries subscriptions) =>
        ChangedAsync(http, id, subscriptions, target => service.WithdrawAsync(http.GetActor(), target, http.RequestAborted));

    static Task<IResult> PauseAsync(HttpContext http, Guid id, PauseSubscription body, SubscriptionPauseService service, SubscriptionQueries subscriptions) =>
        ChangedAsync(http, id, subscriptions, target => service.PauseAsync(http.GetActor(), target, body, http.RequestAborted));

    static Task<IResult> ResumeAsync(HttpContext http, Guid id, ResumeSubscription body, SubscriptionPauseService service, SubscriptionQueries subscriptions) =>
        ChangedAsync(http, id, subscriptions, target => service.ResumeAsync(http.GetActor(), target, body, http.RequestAborted));

    static Task<IResult> CancelAsync(HttpContext http, Guid id, CancelSubscription body, SubscriptionService service, SubscriptionQueries subscriptions) =>
        ChangedAsync(http, id, subscriptions, target => service.CancelAsync(http.GetActor(), target, body, http.RequestAborted));

#pragma warning disable IDE0060 // the empty body is read so that unknown members are refused
    static Task<IResult> ReactivateAsync(HttpContext http, Guid id, ReactivateSubscription body, SubscriptionService service, SubscriptionQueries subscriptions) =>
        ChangedAsync(http, id, subscriptions, target => service.ReactivateAsync(http.GetActor(), target, http.RequestAborted));
#pragma warning restore IDE0060

    static async Task<IResult> ChangedAsync(HttpContext http, Guid id, SubscriptionQueries subscriptions, Func<SubscriptionTarget, Task<Result<Guid>>> change)
    {
        var (version, refusal) = RequestReading.IfMatch(http.Request);
        if (refusal is not null)
            return refusal;
        var changed = await change(new SubscriptionTarget(id, version!.Value));
        return changed.Error is { } error ? ErrorToHttp.Problem(error) : await AnswerAsync(http, subscriptions, changed.Value, StatusCodes.Status200OK);
    }

    static async Task<IResult> AnswerAsync(HttpContext http, SubscriptionQueries subscriptions, Guid id, int status)
    {
        var found = await subscriptions.FindAsync(http.GetActor(), id, http.RequestAborted);
        return found.ToHttp(detail =>
        {
            http.Response.Headers.ETag = RequestReading.ETag(detail.Head.Subscription.Version);
            // a change that takes effect now answers with the one that took over
            http.Response.Headers.Location = $"{Base}/{id}";
            return Results.Json(SubscriptionWire.Of(detail), ApiJson.Options, statusCode: status);
        });
    }
}
