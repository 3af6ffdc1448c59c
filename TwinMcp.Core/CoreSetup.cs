using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using TwinMcp.Core.Caching;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Usage;

namespace TwinMcp.Core;

/// <summary>The whole services library. Everything is a singleton: what a service keeps between two calls (quotas, known keys, Redis) may be lost at any time.</summary>
public static class CoreSetup
{
    public static IServiceCollection AddTwinMcpCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(BillingOptions.From(configuration));
        services.AddSingleton(SellerOptions.From(configuration));
        services.AddSingleton(p => new LocalDates(p.GetRequiredService<TimeProvider>(), p.GetRequiredService<BillingOptions>().TimeZone));
        services.AddData(configuration);
        services.AddSingleton<Writing>().AddSingleton<IdempotencyCleanup>();
        services.AddSingleton<RedisConnection>().AddSingleton<CacheService>();
        services.AddSingleton<ApiKeyQueries>().AddSingleton<ApiKeyService>().AddSingleton<QuotaService>();
        services.AddSingleton<CustomerQueries>();
        services.AddSingleton<UsageIngestion>();
        services.AddSingleton<InvoiceQueries>().AddSingleton<InvoiceDrafting>().AddSingleton<InvoiceService>().AddSingleton<InvoiceDocuments>().AddSingleton(p => new LedgerVerifier(p.GetRequiredService<NpgsqlDataSource>(), p.GetRequiredService<BillingOptions>().TimeZone));
        services.AddSubscriptions();
        services.AddEmail(configuration);
        return services;
    }
}
