namespace TwinMcp.Core.Webhooks;

/// <summary>What receivers can be told of. Each is the action of an audit row: what happened and its record are one.</summary>
public static class WebhookEvents
{
    /// <summary>Sent on demand only, to try an endpoint out.</summary>
    public const string Ping = "ping";

    public static IReadOnlyList<string> All { get; } =
    [
        "invoice.drafted",
        "invoice.recomputed",
        "invoice.issued",
        "invoice.paid",
        "invoice.overdue",
        "invoice.cancelled",
        "invoice.credited",
        "payment.completed",
        "payment.failed",
        "payment.refunded",
        "subscription.started",
        "subscription.changed",
        "subscription.paused",
        "subscription.resumed",
        "subscription.cancel_set",
        "subscription.reactivated",
        "subscription.cancelled",
        "credit.granted",
        "credit.expired",
    ];
}
