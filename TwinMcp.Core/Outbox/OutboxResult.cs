namespace TwinMcp.Core.Outbox;

/// <summary>What became of one attempt.</summary>
/// <param name="Answer">The receiver's words.</param>
/// <param name="RetryAt">Set when the state stays Waiting.</param>
public sealed record OutboxResult(OutboxState State, string Answer, DateTimeOffset? RetryAt = null);
