using System.Text.Json;
using System.Text.Json.Nodes;

namespace TwinMcp.Core.Payments.Providers.Sandbox;

/// <summary>Events in Stripe's shape.</summary>
static class SandboxPayload
{
    public static byte[] Of(string eventId, SandboxAction action, SandboxIntent intent, DateTimeOffset at)
    {
        var body = new JsonObject
        {
            ["id"] = eventId,
            ["object"] = "event",
            ["type"] = TypeOf(action),
            ["created"] = at.ToUnixTimeSeconds(),
            ["livemode"] = false,
            ["data"] = new JsonObject { ["object"] = action == SandboxAction.Refund ? Charge(intent) : Intent(intent) },
        };
        return JsonSerializer.SerializeToUtf8Bytes(body);
    }

    public static string Wire(SandboxIntentStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    static string TypeOf(SandboxAction action) => action switch
    {
        SandboxAction.Process => "payment_intent.processing",
        SandboxAction.Succeed => "payment_intent.succeeded",
        SandboxAction.Fail => "payment_intent.payment_failed",
        SandboxAction.Cancel => "payment_intent.canceled",
        SandboxAction.Refund => "charge.refunded",
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, null),
    };

    static JsonObject Intent(SandboxIntent intent) => new()
    {
        ["id"] = intent.Id,
        ["object"] = "payment_intent",
        ["amount"] = intent.AmountMinor,
        ["amount_received"] = intent.Status == SandboxIntentStatus.Succeeded ? intent.AmountMinor : 0,
        ["currency"] = intent.Currency.Code.ToLowerInvariant(),
        ["status"] = Wire(intent.Status),
        ["metadata"] = Metadata(intent),
    };

    static JsonObject Charge(SandboxIntent intent) => new()
    {
        ["id"] = "ch_" + intent.Id[3..],
        ["object"] = "charge",
        ["payment_intent"] = intent.Id,
        ["amount"] = intent.AmountMinor,
        ["amount_refunded"] = intent.RefundedMinor,
        ["refunded"] = intent.RefundedMinor == intent.AmountMinor,
        ["currency"] = intent.Currency.Code.ToLowerInvariant(),
        ["metadata"] = Metadata(intent),
    };

    static JsonObject Metadata(SandboxIntent intent) => new()
    {
        ["invoice_id"] = intent.InvoiceId.ToString(),
        ["invoice_number"] = intent.InvoiceNumber,
    };
}
