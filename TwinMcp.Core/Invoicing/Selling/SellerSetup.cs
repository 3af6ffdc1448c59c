using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TwinMcp.Core.Invoicing.Selling;

static class SellerSetup
{
    public static IServiceCollection AddSeller(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(SellerOptions.From(configuration))
        .AddSingleton<SellerStore>().AddSingleton<SellerQueries>().AddSingleton<SellerPreviewQueries>().AddSingleton<SellerService>();
}
