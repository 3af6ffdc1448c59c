using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TwinMcp.Core.Tax;

public static class TaxFeatureSetup
{
    /// <summary>Addresses of VIES may change while we run.</summary>
    static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddTax(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(ViesOptions.From(configuration));
        services.AddSingleton<IVatNumberRegister>(p => new ViesRegister(p.GetRequiredService<ViesOptions>(), new SocketsHttpHandler { PooledConnectionLifetime = ConnectionLifetime }));
        return services.AddSingleton<TaxQueries>().AddSingleton<TaxService>().AddSingleton<VatCheckService>();
    }
}
