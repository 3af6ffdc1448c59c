using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace TwinMcp.Core.Security.Identity;

static class IdentitySetup
{
    /// <summary>The hasher is here, before the host adds Identity, so that whoever sets a password does it alike.</summary>
    internal static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        services.AddSingleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>();
        return services.AddSingleton<UserQueries>().AddSingleton<UserService>();
    }
}
