using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class CreditEndpoints
{
    static readonly WireParameter Customer = new("userId", "This customer's; a customer always sees his own.") { Format = "uuid" };

    public static void MapCredits(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/credits").WithTags("Credits");
        group.MapGet("", ListAsync).WithSummary("A page of credits, newest first").WithMetadata([Customer, .. WireParameter.Pages]).Produces<ListWire<CreditWire>>().ProducesProblem(400).ProducesProblem(401);
        group.MapPost("", GrantAsync).WithSummary("Give a customer credit").WithMetadata(WireParameter.IdempotencyKey).Produces<CreditWire>(201).ProducesProblem(400).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("/balance", BalanceAsync).WithSummary("What a customer can use now, per currency").WithMetadata(Customer).Produces<BalanceWire>().ProducesProblem(400).ProducesProblem(401);
        app.MapPost("/api/billing/invoices/{id:guid}/apply-credits", ApplyAsync).WithTags("Credits").WithSummary("Pay what is due on an issued invoice with the customer's credit").WithMetadata(WireParameter.IdempotencyKey).Produces<InvoiceWire>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    static async Task<IResult> ListAsync(HttpContext http, CreditQueries credits, CancellationToken ct)
    {
        var read = RequestReading.OfCustomer(http.Request.Query, isPaged: true);
        if (read.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await credits.ListAsync(http.GetActor(), read.Value.UserId, read.Value.Page, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, CreditWire.Of), ApiJson.Options));
    }

    static async Task<IResult> GrantAsync(HttpContext http, GrantCredit body, CreditService service, CreditQueries credits, CancellationToken ct)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var granted = await service.GrantAsync(http.GetActor(), body, key.Value, ct);
        if (granted.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        var credit = await credits.FindAsync(http.GetActor(), granted.Value, ct);
        return credit.ToHttp(c => Results.Json(CreditWire.Of(c), ApiJson.Options, statusCode: StatusCodes.Status201Created));
    }

    static async Task<IResult> BalanceAsync(HttpContext http, CreditQueries credits, CancellationToken ct)
    {
        var read = RequestReading.OfCustomer(http.Request.Query, isPaged: false);
        if (read.Error is { } error)
            return ErrorToHttp.Problem(error);
        var balance = await credits.BalanceAsync(http.GetActor(), read.Value.UserId, ct);
        return balance.ToHttp(sums => Results.Json(new BalanceWire([.. sums.Select(m => new BalanceInWire(m.Currency, m.Currency.Wire(m.Amount)))]), ApiJson.Options));
    }

    static async Task<IResult> ApplyAsync(HttpContext http, InvoiceId id, CreditUseService service, Core.Invoicing.InvoiceQueries invoices)
    {
        var key = RequestReading.IdempotencyKey(http.Request, "");
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var applied = await service.ApplyAsync(http.GetActor(), id, key.Value, http.RequestAborted);
        return applied.Error is { } refused ? ErrorToHttp.Problem(refused) : await InvoiceEndpoints.AnswerAsync(http, invoices, id, StatusCodes.Status200OK, http.RequestAborted);
    }
}

/// <summary>A credit as the contract shows it.</summary>
internal sealed record CreditWire(Guid Id, CustomerId UserId, CreditType Type, Currency Currency)
{
    public required decimal Amount { get; init; }
    public required decimal Remaining { get; init; }
    public required string? Reason { get; init; }
    public required DateTimeOffset? ExpiresAt { get; init; }
    public required Guid? PaymentId { get; init; }
    public required InvoiceId? CreditNoteId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public static CreditWire Of(Credit c) => new(c.Id, c.UserId, c.Type, c.Currency)
    {
        Amount = c.Currency.Wire(c.Amount),
        Remaining = c.Currency.Wire(c.Remaining),
        Reason = c.Reason,
        ExpiresAt = c.ExpiresAt?.ToUniversalTime(),
        PaymentId = c.SourcePaymentId,
        CreditNoteId = c.SourceCreditNoteId,
        CreatedAt = c.CreatedAt.ToUniversalTime(),
    };
}

internal sealed record BalanceWire(IReadOnlyList<BalanceInWire> Balances);

internal sealed record BalanceInWire(Currency Currency, decimal Amount);
