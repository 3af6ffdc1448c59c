using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Payments.Providers.Sandbox;

namespace TwinMcp.Core.Payments.Providers;

public static class ProviderSetup
{
    public static IServiceCollection AddPaymentProviders(this IServiceCollection services, IConfiguration configuration)
    {
        var options = ProviderOptions.From(configuration);
        services.AddSingleton(options).AddSingleton<ProviderEventQueries>();
        switch (options.Kind)
        {
            case ProviderKind.Stripe:
                services.AddSingleton<IPaymentProvider>(_ => new StripeProvider(Client(StripeProvider.Address), options));
                break;
            case ProviderKind.Sandbox:
                services.AddSingleton<SandboxStore>().AddSingleton<IPaymentProvider, SandboxProvider>();
                services.AddSingleton(p => new SandboxDelivery(Client(null), options, p.GetRequiredService<SandboxStore>(), p.GetRequiredService<TimeProvider>()));
                break;
            case ProviderKind.None:
                services.AddSingleton<IPaymentProvider, NoProvider>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(configuration), options.Kind, null);
        }
        return services;
    }

    /// <summary>One for the process: a pooled connection is renewed now and then, so that a changed address is seen. It follows nobody elsewhere.</summary>
    static HttpClient Client(Uri? address) => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10), AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = address,
        Timeout = StripeProvider.Patience,
    };
}

/// <summary>When none is set up: every question is refused with the setting's name.</summary>
sealed class NoProvider : IPaymentProvider
{
    public string Name => "none";

    public Task<Common.Result<ProviderIntent>> CreateAsync(ProviderOrder order, CancellationToken ct) => Task.FromResult<Common.Result<ProviderIntent>>(ProviderErrors.Off);

    public Task<Common.Result<ProviderIntent>> FindAsync(string transactionId, CancellationToken ct) => Task.FromResult<Common.Result<ProviderIntent>>(ProviderErrors.Off);

    public Task<Common.Result<ProviderRefund>> RefundAsync(ProviderRefundOrder order, CancellationToken ct) => Task.FromResult<Common.Result<ProviderRefund>>(ProviderErrors.Off);
}
