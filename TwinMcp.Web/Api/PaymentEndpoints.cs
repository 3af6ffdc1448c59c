using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Payments;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class PaymentEndpoints
{
    static readonly WireParameter[] ListParameters =
    [
        new("userId", "Only this customer's.") { Format = "uuid" },
        new("invoiceId", "Only of this invoice.") { Format = "uuid" },
        new("status", "Only these.") { Values = ["PENDING", "PROCESSING", "COMPLETED", "FAILED", "REFUNDED"] },
        .. WireParameter.Pages,
    ];

    public static void MapPayments(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing/payments").WithTags("Payments");
        group.MapGet("", ListAsync).WithSummary("A page of payments, newest first").WithMetadata([.. ListParameters]).Produces<ListWire<PaymentDetailWire>>().ProducesProblem(400).ProducesProblem(401);
        group.MapPost("", RecordAsync).WithSummary("Record a payment of an issued invoice; what is more than due becomes a credit").WithMetadata(WireParameter.IdempotencyKey).Produces<PaymentDetailWire>(201).Produces<PaymentDetailWire>(200).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        group.MapGet("/{id:guid}", FindAsync).WithSummary("One payment").Produces<PaymentDetailWire>().ProducesProblem(404);
        group.MapPost("/{id:guid}/refund", RefundAsync).WithSummary("Pay back what is free of a payment").WithMetadata(WireParameter.IdempotencyKey).Produces<PaymentDetailWire>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    static async Task<IResult> ListAsync(HttpContext http, PaymentQueries payments, CancellationToken ct)
    {
        var filter = RequestReading.Payments(http.Request.Query);
        if (filter.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await payments.ListAsync(http.GetActor(), filter.Value, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, PaymentDetailWire.Of), ApiJson.Options));
    }

    static async Task<IResult> RecordAsync(HttpContext http, RecordPayment body, PaymentService service, PaymentQueries payments, CancellationToken ct)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var recorded = await service.RecordAsync(http.GetActor(), body, key.Value, ct);
        if (recorded.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        http.Response.Headers.Location = $"/api/billing/payments/{recorded.Value.PaymentId}";
        return await AnswerAsync(http, payments, recorded.Value.PaymentId, recorded.Value.IsRepeat && key.Value is null ? 200 : 201, ct);
    }

    static Task<IResult> FindAsync(HttpContext http, Guid id, PaymentQueries payments, CancellationToken ct) => AnswerAsync(http, payments, id, 200, ct);

    static async Task<IResult> RefundAsync(HttpContext http, Guid id, RefundPayment body, PaymentService service, PaymentQueries payments)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        var refunded = await service.RefundAsync(http.GetActor(), id, body, key.Value, http.RequestAborted);
        return refunded.Error is { } refused ? ErrorToHttp.Problem(refused) : await AnswerAsync(http, payments, id, 200, http.RequestAborted);
    }

    static async Task<IResult> AnswerAsync(HttpContext http, PaymentQueries payments, Guid id, int status, CancellationToken ct)
    {
        var found = await payments.FindAsync(http.GetActor(), id, ct);
        return found.ToHttp(p => Results.Json(PaymentDetailWire.Of(p), ApiJson.Options, statusCode: status));
    }
}

/// <summary>A payment as the contract shows it.</summary>
internal sealed record PaymentDetailWire(Guid Id, CustomerId UserId, InvoiceId InvoiceId, string? InvoiceNumber, PaymentStatus Status)
{
    public required Currency Currency { get; init; }
    public required decimal Amount { get; init; }
    public required decimal Applied { get; init; }
    public required decimal Refunded { get; init; }
    public required string Method { get; init; }
    public required string? ProviderTransactionId { get; init; }
    public required string? Note { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    public static PaymentDetailWire Of(PaymentDetail detail)
    {
        var p = detail.Payment;
        return new PaymentDetailWire(p.Id, p.UserId, p.InvoiceId, detail.InvoiceNumber, p.Status)
        {
            Currency = p.Currency,
            Amount = p.Currency.Wire(p.Amount),
            Applied = p.Currency.Wire(p.Applied),
            Refunded = p.Currency.Wire(p.Refunded),
            Method = p.Method,
            ProviderTransactionId = p.ProviderTransactionId,
            Note = p.Note,
            ReceivedAt = p.ReceivedAt.ToUniversalTime(),
        };
    }
}
