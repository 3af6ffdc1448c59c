using Microsoft.Extensions.Configuration;

namespace TwinMcp.Core.Webhooks;

/// <param name="AllowPrivate"><c>WEBHOOK_ALLOW_PRIVATE</c>: plain http and the own network too, for trying out.</param>
public sealed record WebhookOptions(bool AllowPrivate)
{
    public static WebhookOptions From(IConfiguration configuration) => new(configuration.GetValue("WEBHOOK_ALLOW_PRIVATE", false));
}
