namespace TwinMcp.Core.Common;

/// <summary>An Idempotency-Key with the fingerprint of the request it came with.</summary>
public sealed record RequestKey(string Key, byte[] RequestHash);
