using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TwinMcp.Core.Webhooks;

static class WebhookSetup
{
    public static IServiceCollection AddWebhooks(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(WebhookOptions.From(configuration))
        .AddSingleton<WebhookSecrets>().AddSingleton<WebhookSender>()
        .AddSingleton<WebhookService>().AddSingleton<WebhookQueries>().AddSingleton<WebhookDispatcher>();
}
