using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Providers;

/// <summary>PaymentIntents and Refunds over Stripe's HTTP API, without its SDK: three calls, form-encoded.</summary>
/// <param name="http">With the base address, the timeout, and nothing of ours.</param>
sealed class StripeProvider(HttpClient http, ProviderOptions options) : IPaymentProvider
{
    public static readonly Uri Address = new("https://api.stripe.com/");

    /// <summary>A person is waiting; a retry with the same key is safe.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Pinned: the account's default version may be raised at any time.</summary>
    const string Version = "2024-06-20";

    const int MaxAnswerBytes = 1024 * 1024;

    public string Name => options.Name;

    public async Task<Result<ProviderIntent>> CreateAsync(ProviderOrder order, CancellationToken ct)
    {
        if (StripeAmount.ToMinor(order.Amount) is not { } minor)
            return NotChargeable(order.Amount);
        var answer = await SendAsync(HttpMethod.Post, "v1/payment_intents", order.IdempotencyKey, new Dictionary<string, string>
        {
            ["amount"] = minor.ToString(CultureInfo.InvariantCulture),
            ["currency"] = order.Amount.Currency.Code.ToLowerInvariant(),
            ["automatic_payment_methods[enabled]"] = "true",
            ["description"] = order.InvoiceNumber,
            ["metadata[invoice_id]"] = order.InvoiceId.ToString(),
            ["metadata[invoice_number]"] = order.InvoiceNumber,
        }, ct);
        return Read(answer, IntentOf);
    }

    public async Task<Result<ProviderIntent>> FindAsync(string transactionId, CancellationToken ct) =>
        Read(await SendAsync(HttpMethod.Get, "v1/payment_intents/" + Uri.EscapeDataString(transactionId), null, null, ct), IntentOf);

    public async Task<Result<ProviderRefund>> RefundAsync(ProviderRefundOrder order, CancellationToken ct)
    {
        if (StripeAmount.ToMinor(order.Amount) is not { } minor)
            return NotChargeable(order.Amount);
        var answer = await SendAsync(HttpMethod.Post, "v1/refunds", order.IdempotencyKey, new Dictionary<string, string>
        {
            ["payment_intent"] = order.TransactionId,
            ["amount"] = minor.ToString(CultureInfo.InvariantCulture),
        }, ct);
        return Read(answer, json => Text(json, "id") is { } id ? new ProviderRefund(id, Text(json, "status") ?? "pending") : null);
    }

    internal static BillingError NotChargeable(Money amount) => BillingError.Conflict("provider_amount", $"The payment provider cannot charge {amount}.");

    async Task<Result<JsonElement>> SendAsync(HttpMethod method, string path, string? idempotencyKey, Dictionary<string, string>? form, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        request.Headers.Add("Stripe-Version", Version);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            var json = await ReadAsync(response, ct);
            if (response.IsSuccessStatusCode)
                return json is { } answer ? answer : ProviderErrors.Unavailable;
            return IsPassing(response.StatusCode) ? ProviderErrors.Unavailable : ProviderErrors.Refused(CodeOf(json, response.StatusCode));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return ProviderErrors.Unavailable;
        }
    }

    static async Task<JsonElement?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(ct);
        try
        {
            return bytes.Length > MaxAnswerBytes ? null : JsonSerializer.Deserialize<JsonElement>(bytes);
        }
        catch (JsonException)
        {
            // a proxy's page: not the provider's word
            return null;
        }
    }

    static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.Conflict or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>"card_declined", "parameter_invalid_integer"; short and without what was sent.</summary>
    static string CodeOf(JsonElement? json, HttpStatusCode status)
    {
        var error = json is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty("error", out var e) ? e : default;
        var code = Text(error, "code") ?? Text(error, "type");
        return code is { Length: <= 60 } && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? code : $"HTTP {(int)status}";
    }

    static Result<T> Read<T>(Result<JsonElement> answer, Func<JsonElement, T?> read) where T : class =>
        answer.Error is { } error ? error : read(answer.Value) is { } value ? value : ProviderErrors.Unavailable;

    static ProviderIntent? IntentOf(JsonElement json) =>
        Text(json, "id") is { } id ? new ProviderIntent(id, Text(json, "status") ?? "unknown", ClientSecret: Text(json, "client_secret")) : null;

    static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
