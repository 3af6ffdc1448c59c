using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Payments;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class ProviderEndpoints
{
    public static void MapProvider(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing").WithTags("Payments");
        group.MapPost("/invoices/{id:guid}/payments", StartAsync).WithSummary("Start paying what is due at the payment provider; returns the open payment when there is one")
            .WithMetadata(WireParameter.IdempotencyKey).Produces<StartedPaymentWire>(201).Produces<StartedPaymentWire>(200).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(503);
        group.MapPost("/payments/{id:guid}/provider-refund", RefundAsync).WithSummary("Ask the payment provider to pay back all or a part; the payment changes when it says so")
            .WithMetadata(WireParameter.IdempotencyKey).Produces<ProviderRefund>(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        group.MapGet("/provider-events", ListAsync).WithSummary("What the payment provider told us; newest first")
            .WithMetadata([new WireParameter("outcome", "Only with this one.") { Values = ["APPLIED", "WAITING", "IGNORED", "QUARANTINED"] }, .. WireParameter.Pages])
            .Produces<ListWire<ProviderEventWire>>().ProducesProblem(400);
    }

    static async Task<IResult> StartAsync(HttpContext http, InvoiceId id, StartPayment body, ProviderPaymentService service, CancellationToken ct)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var started = await service.StartAsync(http.GetActor(), id, key.Value, ct);
        return started.ToHttp(s => Results.Json(StartedPaymentWire.Of(s), ApiJson.Options, statusCode: s.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK));
    }

    static async Task<IResult> RefundAsync(HttpContext http, Guid id, RefundAtProvider body, ProviderRefundService service, CancellationToken ct)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var asked = await service.RefundAsync(http.GetActor(), id, body, key.Value, ct);
        return asked.ToHttp(r => Results.Json(r, ApiJson.Options, statusCode: StatusCodes.Status202Accepted));
    }

    static async Task<IResult> ListAsync(HttpContext http, ProviderEventQueries events, CancellationToken ct)
    {
        var wanted = RequestReading.Filtered<ProviderEventOutcome>(http.Request.Query, "outcome");
        if (wanted.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await events.ListAsync(http.GetActor(), wanted.Value.Filter, wanted.Value.Page, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, ProviderEventWire.Of), ApiJson.Options));
    }
}

/// <summary>The body of a start: nothing yet, it is of all that is due.</summary>
internal sealed record StartPayment;

/// <summary>A payment at the provider, with what a browser needs to make it.</summary>
internal sealed record StartedPaymentWire(Guid Id, InvoiceId InvoiceId, PaymentStatus Status, decimal Amount, Currency Currency)
{
    public required string Provider { get; init; }
    public required string? TransactionId { get; init; }
    public required string ProviderStatus { get; init; }
    public required string? HostedUrl { get; init; }
    public required string? ClientSecret { get; init; }

    public static StartedPaymentWire Of(StartedPayment started)
    {
        var payment = started.Payment;
        return new(payment.Id, payment.InvoiceId, payment.Status, payment.Currency.Wire(payment.Amount), payment.Currency)
        {
            Provider = payment.Method,
            TransactionId = payment.ProviderTransactionId,
            ProviderStatus = started.Intent.Status,
            HostedUrl = started.Intent.HostedUrl,
            ClientSecret = started.Intent.ClientSecret,
        };
    }
}

internal sealed record ProviderEventWire(string Provider, string EventId, string Type, ProviderEventOutcome Outcome, string? Reason)
{
    public string? TransactionId { get; private init; }

    /// <summary>Null when the event has none, or one that is no amount of its currency.</summary>
    public decimal? Amount { get; private init; }

    public string? Currency { get; private init; }
    public DateTimeOffset OccurredAt { get; private init; }
    public DateTimeOffset ReceivedAt { get; private init; }

    public static ProviderEventWire Of(ProviderEventView view) => new(view.Provider, view.EventId, view.Type, view.Outcome, view.Reason)
    {
        TransactionId = view.TransactionId,
        Amount = view.AmountMinor is { } minor && Core.Common.Currency.TryParse(view.Currency, out var currency) && StripeAmount.FromMinor(minor, currency) is { } amount ? currency.Wire(amount) : null,
        Currency = view.Currency,
        OccurredAt = view.OccurredAt.ToUniversalTime(),
        ReceivedAt = view.ReceivedAt.ToUniversalTime(),
    };
}
