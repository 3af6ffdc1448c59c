namespace TwinMcp.Core.Payments.Providers;

/// <summary>What became of an event.</summary>
public enum ProviderEventOutcome
{
    /// <summary>It stands in the payment it tells of (which may know better by now).</summary>
    Applied,

    /// <summary>It tells of a payment that we have not written down yet: applied as soon as we have.</summary>
    Waiting,

    /// <summary>Not about a payment of ours.</summary>
    Ignored,

    /// <summary>It contradicts what we know. Nothing was done; a person looks at it.</summary>
    Quarantined,
}

/// <summary>What an event tells of a payment.</summary>
public enum ProviderNewsKind
{
    Processing,
    Succeeded,
    Failed,
    Canceled,
    Refunded,
}

/// <summary>A notice of a payment provider, as it came: the signed bytes are kept. Unique by provider and event id.</summary>
public sealed class ProviderEvent
{
    public required string Provider { get; init; }
    public required string EventId { get; init; }

    /// <summary>In the provider's words: "payment_intent.succeeded".</summary>
    public required string Type { get; init; }

    /// <summary>Null: a type that we do not act on.</summary>
    public ProviderNewsKind? Kind { get; init; }

    public string? TransactionId { get; init; }

    /// <summary>What it says was paid, or given back in sum so far; in the provider's smallest units.</summary>
    public long? AmountMinor { get; init; }

    /// <summary>Upper case; may be one that we do not know.</summary>
    public string? Currency { get; init; }

    /// <summary>When it happened, by the provider's clock.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public required ProviderEventOutcome Outcome { get; set; }

    /// <summary>Why it is ignored, waiting or quarantined.</summary>
    public string? Reason { get; set; }

    /// <summary>The signed body.</summary>
    public required byte[] Payload { get; init; }
}
