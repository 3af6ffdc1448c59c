using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace TwinMcp.Core.Security.Identity;

public static class IdentitySetup
{
    /// <summary>The hasher is here, before the host adds Identity, so that whoever sets a password does it alike.</summary>
    internal static IServiceCollection AddUsers(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        services.AddSingleton<IPasswordHasher<AppUser>, PasswordHasher<AppUser>>();
        services.AddSingleton<SessionNews>().AddSingleton<SignInThrottle>();
        return services.AddSingleton<UserQueries>().AddSingleton<UserService>();
    }

    /// <summary>What needs data protection as well: only a host with sign-in has it.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, SecondFactorOptions options) =>
        services.AddSingleton(options).AddSingleton<AccountLinks>().AddSingleton<SecondFactorService>().AddSingleton<AccountService>();
}
