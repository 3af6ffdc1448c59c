using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Commands;

/// <summary>The first way in, from the server's own shell: <c>admin EMAIL NAME</c> and <c>key ROLE NAME</c>.</summary>
internal static class AccessCommands
{
    /// <summary>Makes an admin, or gives the one of this address a new password; it is printed once.</summary>
    public static async Task<int> AdminAsync(WebApplication app, string[] args)
    {
        if (args is not [var email, var name])
            return Usage("admin EMAIL NAME, like: admin sofia@example.com \"Sofia Marchetti\"");
        if (!email.Contains('@', StringComparison.Ordinal))
            return Usage($"'{email}' is not an e-mail address.");
        if (name.Length is 0 or > 200)
            return Usage("The name has 1 to 200 characters.");
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var password = Passwords.New();
        var user = await users.FindByEmailAsync(email);
        if (user is { Role: not Role.Admin })
            return Usage($"{email} is not an admin: a role is not changed here.");
        // the way back in when all else is shut
        user?.DeactivatedAt = null;
        var result = user is null
            ? await users.CreateAsync(NewAdmin(email, name, scope.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow()), password)
            : await users.ResetPasswordAsync(user, await users.GeneratePasswordResetTokenAsync(user), password);
        if (!result.Succeeded)
            return Usage(string.Join(" ", result.Errors.Select(e => e.Description)));
        Console.WriteLine($"{email} signs in with: {password}");
        return 0;
    }

    /// <summary>Makes an API key of staff, admin or ingestion; it is printed once.</summary>
    public static async Task<int> KeyAsync(WebApplication app, string[] args)
    {
        if (args is not [var roleName, var name] || Array.IndexOf(["staff", "admin", "ingestion"], roleName) < 0)
            return Usage("key staff|admin|ingestion NAME");
        var made = await app.Services.GetRequiredService<ApiKeyService>()
            .CreateAsync(Actor.System("command-line"), new CreateApiKey { Name = name, Role = Enum.Parse<Role>(roleName, ignoreCase: true) }, CancellationToken.None);
        if (made.Error is { } error)
            return Usage(error.Message);
        Console.WriteLine(made.Value.Key);
        return 0;
    }

    static AppUser NewAdmin(string email, string name, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        UserName = email,
        Email = email,
        EmailConfirmed = true,
        DisplayName = name,
        Role = Role.Admin,
        CreatedAt = now,
    };

    static int Usage(string message)
    {
        Console.Error.WriteLine(message);
        return 2;
    }
}
