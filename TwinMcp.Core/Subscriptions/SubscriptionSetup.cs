using Microsoft.Extensions.DependencyInjection;

namespace TwinMcp.Core.Subscriptions;

static class SubscriptionSetup
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) => services
        .AddSingleton<SubscriptionWriting>()
        .AddSingleton<SubscriptionQueries>()
        .AddSingleton<SubscriptionService>()
        .AddSingleton<SubscriptionChangeService>()
        .AddSingleton<SubscriptionPauseService>()
        .AddSingleton<SubscriptionRenewalService>();
}
