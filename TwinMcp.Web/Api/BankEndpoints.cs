using Microsoft.AspNetCore.Mvc;
using TwinMcp.Core.Common;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Payments.Bank;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

internal static class BankEndpoints
{
    static readonly string[] XmlTypes = ["application/xml", "text/xml"];

    public static void MapBank(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/billing").WithTags("Bank");
        group.MapPost("/bank-statements", ImportAsync).WithSummary("Take in a camt.053 statement as application/xml; the same again adds nothing")
            .WithMetadata(new RequestSizeLimitAttribute(CamtLimits.FileBytes)).Produces<BankImport>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(415);
        group.MapGet("/bank-transactions", ListAsync).WithSummary("Transfers that came in, with the invoices that they seem to pay")
            .WithMetadata([new WireParameter("status", "Only in this one.") { Values = ["NEW", "MATCHED", "IGNORED"] }, .. WireParameter.Pages])
            .Produces<ListWire<BankTransactionWire>>().ProducesProblem(400);
        group.MapPost("/bank-transactions/{id:guid}/match", MatchAsync).WithSummary("Record the transfer as a payment of an invoice, once")
            .WithMetadata(WireParameter.IdempotencyKey).Produces<BankTransactionWire>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        group.MapPost("/bank-transactions/{id:guid}/ignore", IgnoreAsync).WithSummary("Set aside a transfer that pays no invoice")
            .WithMetadata(WireParameter.IdempotencyKey).Produces<BankTransactionWire>().ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
    }

    static async Task<IResult> ImportAsync(HttpContext http, BankStatementService service, CancellationToken ct)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!XmlTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
            return new ProblemResult(ErrorToHttp.Details(StatusCodes.Status415UnsupportedMediaType, "not_xml", "The body is application/xml."));
        var imported = await service.ImportAsync(http.GetActor(), await BodyReading.BytesAsync(http.Request, ct), ct);
        return imported.ToHttp(i => Results.Json(i, ApiJson.Options));
    }

    static async Task<IResult> ListAsync(HttpContext http, BankTransactionQueries transactions, CancellationToken ct)
    {
        var wanted = RequestReading.Filtered<BankTransactionStatus>(http.Request.Query, "status");
        if (wanted.Error is { } error)
            return ErrorToHttp.Problem(error);
        var page = await transactions.ListAsync(http.GetActor(), wanted.Value.Filter, wanted.Value.Page, ct);
        return page.ToHttp(p => Results.Json(ListWire.Of(p, BankTransactionWire.Of), ApiJson.Options));
    }

    static async Task<IResult> MatchAsync(HttpContext http, Guid id, MatchBankTransaction body, BankMatchService service, BankTransactionQueries transactions)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        return await AnswerAsync(http, await service.MatchAsync(http.GetActor(), id, body, key.Value, http.RequestAborted), transactions);
    }

    static async Task<IResult> IgnoreAsync(HttpContext http, Guid id, IgnoreBankTransaction body, BankMatchService service, BankTransactionQueries transactions)
    {
        var key = RequestReading.IdempotencyKey(http.Request, body);
        if (key.Error is { } error)
            return ErrorToHttp.Problem(error);
        return await AnswerAsync(http, await service.IgnoreAsync(http.GetActor(), id, key.Value, http.RequestAborted), transactions);
    }

    static async Task<IResult> AnswerAsync(HttpContext http, Result<Guid> done, BankTransactionQueries transactions)
    {
        if (done.Error is { } refused)
            return ErrorToHttp.Problem(refused);
        var found = await transactions.FindAsync(http.GetActor(), done.Value, http.RequestAborted);
        return found.ToHttp(view => Results.Json(BankTransactionWire.Of(view), ApiJson.Options));
    }
}

/// <summary>The body of an ignore: nothing yet.</summary>
internal sealed record IgnoreBankTransaction;

internal sealed record BankTransactionWire(Guid Id, BankTransactionStatus Status, decimal Amount, Currency Currency, DateOnly BookingDate)
{
    public required string Reference { get; init; }
    public string? EndToEndId { get; init; }
    public string? Remittance { get; init; }
    public string? CreditorReference { get; init; }
    public string? DebtorName { get; init; }

    /// <summary>Masked: country and last four characters.</summary>
    public string? DebtorIban { get; init; }

    public DateTimeOffset ImportedAt { get; init; }
    public CustomerId? UserId { get; init; }
    public InvoiceId? InvoiceId { get; init; }
    public Guid? PaymentId { get; init; }

    /// <summary>While it is NEW; best first, at most five.</summary>
    public IReadOnlyList<SuggestionWire> Suggestions { get; init; } = [];

    public static BankTransactionWire Of(BankTransactionView view)
    {
        var t = view.Transaction;
        return new(t.Id, t.Status, t.Currency.Wire(t.Amount), t.Currency, t.BookingDate)
        {
            Reference = t.Reference,
            EndToEndId = t.EndToEndId,
            Remittance = t.Remittance,
            CreditorReference = t.CreditorReference,
            DebtorName = t.DebtorName,
            DebtorIban = t.DebtorIban,
            ImportedAt = t.ImportedAt.ToUniversalTime(),
            UserId = t.UserId,
            InvoiceId = t.InvoiceId,
            PaymentId = t.PaymentId,
            Suggestions = [.. view.Suggestions.Select(SuggestionWire.Of)],
        };
    }
}

/// <param name="Score">0 to 100; 85 and more: an exact reference.</param>
internal sealed record SuggestionWire(InvoiceId InvoiceId, string Number, string CustomerName, decimal Due, int Score)
{
    public required MatchReason Reason { get; init; }

    public static SuggestionWire Of(MatchSuggestion suggestion)
    {
        var invoice = suggestion.Invoice;
        return new(invoice.Id, invoice.Number, invoice.CustomerName, invoice.Due.Currency.Wire(invoice.Due.Amount), suggestion.Score) { Reason = suggestion.Reason };
    }
}
