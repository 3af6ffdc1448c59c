using TwinMcp.Core.Alerts;
using TwinMcp.Core.Common;
using TwinMcp.Core.Credits;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Dunning;
using TwinMcp.Core.Invoicing.Runs;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Payments.Providers.Sandbox;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Core.Subscriptions;
using TwinMcp.Core.Webhooks;
using TwinMcp.Web.Api;

namespace TwinMcp.Web.Jobs;

internal static class JobsSetup
{
    public static IServiceCollection AddTwinMcpJobs(this IServiceCollection services)
    {
        services.AddSingleton<IHostedService>(p => Job(p, "mail", TimeSpan.FromSeconds(1), async ct => await p.GetRequiredService<MailDispatcher>().DispatchAsync(ct)));
        services.AddSingleton<IHostedService>(p => Job(p, "webhooks", TimeSpan.FromSeconds(1), p.GetRequiredService<WebhookDispatcher>().DispatchAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "webhook-log", TimeSpan.FromHours(1), p.GetRequiredService<WebhookDispatcher>().RemoveOldAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "billing-run", TimeSpan.FromSeconds(1), p.GetRequiredService<BillingRunDispatcher>().DispatchAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "overdue", TimeSpan.FromMinutes(10), ct => p.GetRequiredService<OverdueService>().MarkAsync(Actor.System("overdue"), ct)));
        services.AddSingleton<IHostedService>(p => Job(p, "dunning", TimeSpan.FromMinutes(10), ct => p.GetRequiredService<DunningService>().RemindAsync(Actor.System("dunning"), ct)));
        services.AddSingleton<IHostedService>(p => Job(p, "alerts", TimeSpan.FromMinutes(5), ct => p.GetRequiredService<AlertService>().RaiseAsync(Actor.System("alerts"), ct)));
        services.AddSingleton<IHostedService>(p => Job(p, "subscriptions", TimeSpan.FromMinutes(10), p.GetRequiredService<SubscriptionRenewalService>().ApplyDueAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "vat-refresh", TimeSpan.FromMinutes(10), p.GetRequiredService<VatRefreshService>().RefreshAsync));
        services.AddSingleton<BillingSchedule>();
        services.AddSingleton<IHostedService>(p => Job(p, "billing-schedule", TimeSpan.FromMinutes(1), p.GetRequiredService<BillingSchedule>().RoundAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "idempotency", TimeSpan.FromHours(1), p.GetRequiredService<IdempotencyCleanup>().RemoveOldAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "provider-events", TimeSpan.FromMinutes(1), p.GetRequiredService<ProviderEventService>().ApplyWaitingAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "payment-sandbox", TimeSpan.FromSeconds(10), ct => DeliverAsync(p, ct)));
        services.AddSingleton<IHostedService>(p => Job(p, "credit-expiry", TimeSpan.FromHours(1), async ct => await p.GetRequiredService<CreditService>().ExpireAsync(Actor.System("credit-expiry"), ct)));
        services.AddSingleton<AuditJob>();
        services.AddSingleton<IHostedService>(p => Job(p, "audit-seal", TimeSpan.FromSeconds(10), p.GetRequiredService<AuditSealService>().SealAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "audit-watch", TimeSpan.FromMinutes(10), p.GetRequiredService<AuditJob>().RoundAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "audit-personal", TimeSpan.FromHours(1), ct => p.GetRequiredService<AuditSealService>().PurgePersonalAsync(p.GetRequiredService<TimeProvider>().GetUtcNow(), ct)));
        return services;
    }

    /// <summary>Nothing to do without a sandbox, or before the server listens.</summary>
    static Task<int> DeliverAsync(IServiceProvider provider, CancellationToken ct) =>
        provider.GetService<SandboxDelivery>() is { } sandbox && SandboxEndpoints.Webhook(provider) is { } webhook ? sandbox.DeliverDueAsync(webhook, ct) : Task.FromResult(0);

    static RepeatedJob Job(IServiceProvider provider, string name, TimeSpan pause, Func<CancellationToken, Task<int>> round) =>
        new(name, pause, round, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<RepeatedJob>>());
}

/// <summary>Runs rounds of work: at once again while there is any, after a pause when there was none or it failed.</summary>
internal sealed partial class RepeatedJob(string name, TimeSpan pause, Func<CancellationToken, Task<int>> round, TimeProvider clock, ILogger<RepeatedJob> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var did = 0;
            try
            {
                did = await round(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // whatever one round met must not end the job; readiness and the log show it
                Failed(name, e);
            }
            if (did == 0)
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "Job {Name} failed; it goes on after its pause")]
    partial void Failed(string name, Exception e);
}
