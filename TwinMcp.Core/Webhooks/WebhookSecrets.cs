using Microsoft.AspNetCore.DataProtection;

namespace TwinMcp.Core.Webhooks;

/// <summary>Signing secrets as they stand in the database: encrypted by the product's key ring.</summary>
public sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    readonly IDataProtector protector = protection.CreateProtector("webhook-secret");

    public string Protect(string secret) => protector.Protect(secret);

    /// <summary>What signs now: the present one first.</summary>
    internal IReadOnlyList<string> Of(WebhookEndpoint endpoint, DateTimeOffset now) =>
        endpoint.OldSecret is { } old && endpoint.OldSecretUntil > now ? [protector.Unprotect(endpoint.Secret), protector.Unprotect(old)] : [protector.Unprotect(endpoint.Secret)];
}
