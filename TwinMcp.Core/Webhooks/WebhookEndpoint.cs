namespace TwinMcp.Core.Webhooks;

/// <summary>An address that is told of what happens: <c>POST</c> with a signature (Standard Webhooks 1.0).</summary>
public sealed class WebhookEndpoint
{
    public required Guid Id { get; init; }
    public required string Url { get; set; }
    public string? Description { get; set; }

    /// <summary>Of <see cref="WebhookEvents.All"/>; empty: every one.</summary>
    public required string[] Events { get; set; }

    /// <summary>Encrypted by data protection.</summary>
    public required string Secret { get; set; }

    /// <summary>Signs as well until <see cref="OldSecretUntil"/>: receivers change over in their own time.</summary>
    public string? OldSecret { get; set; }

    public DateTimeOffset? OldSecretUntil { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Nothing is sent to it, and nothing is kept for it.</summary>
    public DateTimeOffset? DisabledAt { get; set; }

    public string? DisabledReason { get; set; }

    /// <summary>Since when nothing has arrived; null while all is well.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>In a row; the pause after each grows.</summary>
    public int Failures { get; set; }

    /// <summary>Whatever waits for it, waits until then: one dead receiver holds nobody up.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    public uint Version { get; private set; }
}

public enum WebhookState
{
    /// <summary>Due at <see cref="WebhookDelivery.NextAttemptAt"/>.</summary>
    Pending,
    Delivered,

    /// <summary>Every attempt failed, or its endpoint was switched off.</summary>
    Failed,
}

/// <summary>One event for one endpoint: written by the database with the audit row that it follows from, sent afterwards.</summary>
public sealed class WebhookDelivery
{
    public required Guid Id { get; init; }
    public required Guid EndpointId { get; init; }

    /// <summary>The same at every endpoint and every attempt: receivers count it once.</summary>
    public required string EventId { get; init; }

    public required string EventType { get; init; }

    /// <summary>The body as it is sent and signed.</summary>
    public required string Payload { get; init; }

    public required WebhookState State { get; set; }
    public int Attempts { get; set; }
    public required DateTimeOffset NextAttemptAt { get; set; }
    public int? LastStatus { get; set; }

    /// <summary>The beginning of the receiver's last answer, or why there was none.</summary>
    public string? LastAnswer { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? DeliveredAt { get; set; }
}
