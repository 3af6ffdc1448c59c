using TwinMcp.Core.Common;
using TwinMcp.Core.Email;
using TwinMcp.Core.Outbox;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class OutboxEndpoints
{
    public static void MapOutbox(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/outbox").WithTags("Outbox");
        group.MapGet("", ListAsync).WithSummary("Mails, newest first").WithMetadata([.. WireParameter.OutboxList]).Produces<ListWire<OutboxWire>>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapPost("/{id:guid}/resend", ResendAsync).WithSummary("Send a mail again, with the same Message-ID").Produces<OutboxWire>(202).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/{id:guid}/withdraw", WithdrawAsync).WithSummary("Hold back a mail that waits").Produces<OutboxWire>().ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> ListAsync(HttpContext http, OutboxQueries outbox, CancellationToken ct)
    {
        var query = new QueryReading(http.Request, WireParameter.OutboxList);
        var filter = new OutboxFilter
        {
            State = query.OneOf<OutboxState>("state"),
            PageNumber = query.Value<int>("page") ?? 1,
            PageSize = query.Value<int>("pageSize") ?? 25,
        };
        if (query.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await outbox.ListAsync(http.GetActor(), filter, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, OutboxWire.Of), ApiJson.Options));
    }

    static async Task<IResult> ResendAsync(HttpContext http, Guid id, OutboxRepeatService service, OutboxQueries outbox) =>
        await AnswerAsync(http, await service.RepeatAsync(http.GetActor(), id, http.RequestAborted), outbox, StatusCodes.Status202Accepted);

    static async Task<IResult> WithdrawAsync(HttpContext http, Guid id, OutboxRepeatService service, OutboxQueries outbox) =>
        await AnswerAsync(http, await service.WithdrawAsync(http.GetActor(), id, http.RequestAborted), outbox, StatusCodes.Status200OK);

    static async Task<IResult> AnswerAsync(HttpContext http, Result<Guid> changed, OutboxQueries outbox, int status)
    {
        if (changed.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        var item = await outbox.FindAsync(http.GetActor(), changed.Value, http.RequestAborted);
        return item.ToHttp(i => Results.Json(OutboxWire.Of(i), ApiJson.Options, statusCode: status));
    }
}

/// <param name="Kind">"invoice", "reminder+7", "payment-received" …</param>
/// <param name="LastAnswer">The receiving server's words; null before the first attempt.</param>
internal sealed record OutboxWire(Guid Id, string Kind, string Recipient, OutboxState State, int Attempts, string? LastAnswer)
{
    public required CustomerId? UserId { get; init; }
    public required InvoiceId? InvoiceId { get; init; }
    public required string? InvoiceNumber { get; init; }
    public required DateTimeOffset? NextAttemptAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset? DeliveredAt { get; init; }

    public static OutboxWire Of(OutboxItem mail) => new(mail.Id, mail.Kind, mail.Recipient, mail.State, mail.Attempts, mail.LastAnswer)
    {
        UserId = mail.UserId,
        InvoiceId = mail.InvoiceId,
        InvoiceNumber = mail.InvoiceNumber,
        NextAttemptAt = mail.NextAttemptAt?.ToUniversalTime(),
        CreatedAt = mail.CreatedAt.ToUniversalTime(),
        DeliveredAt = mail.DeliveredAt?.ToUniversalTime(),
    };
}
