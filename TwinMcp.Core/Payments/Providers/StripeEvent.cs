using System.Text.Json;

namespace TwinMcp.Core.Payments.Providers;

/// <summary>The parts of a Stripe event that we act on. Everything else in it is the provider's business.</summary>
/// <param name="Kind">Null: a type that we do not act on.</param>
public sealed record StripeEvent(string Id, string Type, DateTimeOffset OccurredAt, ProviderNewsKind? Kind)
{
    const int MaxTextLength = 100;

    public string? TransactionId { get; private init; }
    public long? AmountMinor { get; private init; }

    /// <summary>Upper case.</summary>
    public string? Currency { get; private init; }

    /// <summary>Null when it is not an event at all. One whose object is odd is an event without transaction.</summary>
    public static StripeEvent? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 32 });
            return Read(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static StripeEvent? Read(JsonElement root)
    {
        if (Text(root, "id") is not { } id || Text(root, "type") is not { } type || Whole(root, "created") is not { } created || created is < 0 or > 253_402_300_799)
            return null;
        var kind = KindOf(type);
        var read = new StripeEvent(id, type, DateTimeOffset.FromUnixTimeSeconds(created), kind);
        if (kind is null || Member(Member(root, "data"), "object") is not { } subject)
            return read;
        var isRefund = kind == ProviderNewsKind.Refunded;
        return read with
        {
            TransactionId = isRefund ? IdOf(Member(subject, "payment_intent")) : Text(subject, "id"),
            AmountMinor = isRefund ? Whole(subject, "amount_refunded") : kind == ProviderNewsKind.Succeeded ? Whole(subject, "amount_received") : null,
            Currency = Text(subject, "currency") is { Length: <= 10 } currency ? currency.ToUpperInvariant() : null,
        };
    }

    static ProviderNewsKind? KindOf(string type) => type switch
    {
        "payment_intent.processing" => ProviderNewsKind.Processing,
        "payment_intent.succeeded" => ProviderNewsKind.Succeeded,
        "payment_intent.payment_failed" => ProviderNewsKind.Failed,
        "payment_intent.canceled" => ProviderNewsKind.Canceled,
        "charge.refunded" => ProviderNewsKind.Refunded,
        _ => null,
    };

    /// <summary>An object may stand for its id.</summary>
    static string? IdOf(JsonElement? element) => element is { ValueKind: JsonValueKind.Object } whole ? Text(whole, "id") : Text(element);

    static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } whole && whole.TryGetProperty(name, out var value) ? value : null;

    static string? Text(JsonElement element, string name) => Text(Member(element, name));

    static string? Text(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 and <= MaxTextLength } value && !value.Any(char.IsControl) ? value : null;

    static long? Whole(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;
}
