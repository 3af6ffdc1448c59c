using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Email;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Subscriptions;

namespace TwinMcp.Web.Jobs;

internal static class JobsSetup
{
    public static IServiceCollection AddTwinMcpJobs(this IServiceCollection services)
    {
        services.AddSingleton<IHostedService>(p => Job(p, "mail", TimeSpan.FromSeconds(1), async ct => await p.GetRequiredService<MailDispatcher>().DispatchAsync(ct)));
        services.AddSingleton<IHostedService>(p => Job(p, "overdue", TimeSpan.FromMinutes(10), async ct => await p.GetRequiredService<InvoiceService>().MarkOverdueAsync(Actor.System("overdue"), ct)));
        services.AddSingleton<IHostedService>(p => Job(p, "subscriptions", TimeSpan.FromMinutes(10), p.GetRequiredService<SubscriptionRenewalService>().ApplyDueAsync));
        services.AddSingleton<IHostedService>(p => Job(p, "idempotency", TimeSpan.FromHours(1), p.GetRequiredService<IdempotencyCleanup>().RemoveOldAsync));
        return services;
    }

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
