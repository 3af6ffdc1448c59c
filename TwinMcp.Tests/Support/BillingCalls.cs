using System.Globalization;
using TwinMcp.Core.Common;

namespace TwinMcp.Tests.Support;

/// <summary>The steps that most stories are made of, through the public door.</summary>
public static class BillingCalls
{
    public const string Invoices = "/api/billing/invoices";

    public static string Invoice(string id) => $"{Invoices}/{id}";

    /// <summary>One record a pair: tokens and the instant.</summary>
    public static async Task UseAsync(this ProductHost host, CustomerId customer, params (long Tokens, string At)[] records)
    {
        var body = new
        {
            records = records.Select(r => new { id = Guid.NewGuid(), userId = customer.Value, tool = "query-docs", libraryId = "/vercel/next.js", tokens = r.Tokens, responseTimeMs = 80, at = r.At }),
        };
        var answer = (await host.Ingestion.PostAsync("/api/usage", body)).Expect(200);
        if (answer.Number("accepted") != records.Length)
            throw new InvalidOperationException(answer.Text);
    }

    /// <summary>The body that asks for a calendar month's invoice.</summary>
    public static object Month(CustomerId customer, string month, bool force = false, bool send = false)
    {
        var start = DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new
        {
            userId = customer.Value,
            period = new { type = "monthly", startDate = start, endDate = start.AddMonths(1).AddDays(-1) },
            options = new { sendImmediately = send, forceRegenerate = force },
        };
    }

    /// <summary>The body that asks for a one-off invoice of one line.</summary>
    public static object OneOff(CustomerId customer, decimal unitPrice = 100m, decimal quantity = 1m, string description = "Conseil", bool send = false) => new
    {
        userId = customer.Value,
        lines = new[] { new { description, quantity, unitPrice } },
        options = new { sendImmediately = send },
    };

    /// <summary>A new draft of one line.</summary>
    public static async Task<ApiAnswer> DraftAsync(this ProductHost host, CustomerId customer, decimal unitPrice = 100m) =>
        (await host.Admin.PostAsync(Invoices, OneOff(customer, unitPrice))).Expect(201);

    /// <summary>A new issued invoice of one line.</summary>
    public static async Task<ApiAnswer> IssuedAsync(this ProductHost host, CustomerId customer, decimal unitPrice = 100m) =>
        (await host.Admin.PostAsync(Invoices, OneOff(customer, unitPrice, send: true))).Expect(201);

    public const string Payments = "/api/billing/payments";
    public const string Credits = "/api/billing/credits";

    /// <summary>A manual payment of an invoice.</summary>
    public static async Task<ApiAnswer> PayAsync(this ProductHost host, string invoiceId, decimal amount, string? note = null) =>
        (await host.Admin.PostAsync(Payments, new { invoiceId, amount, note })).Expect(201);

    public static async Task<ApiAnswer> CreditAsync(this ProductHost host, CustomerId customer, decimal amount, string? expiresAt = null, string type = "PROMOTIONAL") =>
        (await host.Admin.PostAsync(Credits, new { userId = customer.Value, type, amount, reason = "Bienvenue", expiresAt })).Expect(201);

    /// <summary>A credit note: of all that is left, or of these lines.</summary>
    public static Task<ApiAnswer> CreditNoteAsync(this ProductHost host, string invoiceId, params (int LineNumber, decimal Amount)[] lines) =>
        host.Admin.PostAsync(Invoice(invoiceId) + "/credit-notes", new { reason = "Erreur de prix", lines = lines.Length == 0 ? null : lines.Select(l => new { lineNumber = l.LineNumber, amount = l.Amount }) });

    /// <summary>What a customer can use, in euros.</summary>
    public static async Task<decimal> BalanceAsync(this ProductHost host, CustomerId customer)
    {
        var balances = (await host.Admin.GetAsync($"{Credits}/balance?userId={customer}")).Expect(200).Json.GetProperty("balances").EnumerateArray();
        return balances.Where(b => b.GetProperty("currency").GetString() == "EUR").Sum(b => b.GetProperty("amount").GetDecimal());
    }

    /// <summary>Moves an invoice as it is now; whatever comes back.</summary>
    public static async Task<ApiAnswer> MoveAsync(this ProductHost host, string id, string status)
    {
        var now = (await host.Admin.GetAsync(Invoice(id))).Expect(200);
        return await host.Admin.PatchAsync(Invoice(id), new { status }, now.ETag);
    }
}
