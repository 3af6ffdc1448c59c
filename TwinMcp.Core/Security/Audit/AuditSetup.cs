using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TwinMcp.Core.Security.Audit;

static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(AuditHeadFile.From(configuration))
        .AddSingleton<AuditSealService>().AddSingleton<AuditVerifier>().AddSingleton<AuditWatchService>()
        .AddSingleton<AuditReading>().AddSingleton<AuditQueries>();
}
