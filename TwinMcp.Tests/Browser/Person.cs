using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Tests.Browser;

/// <summary>Somebody who can sign in.</summary>
sealed record Person(string Email, string Name, Role Role, CustomerId? Customer = null)
{
    public const string Password = "tulipe-canard-bleu-42";

    public async Task RegisterAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var user = new AppUser { Id = Guid.NewGuid(), UserName = Email, Email = Email, EmailConfirmed = true, DisplayName = Name, Role = Role, CustomerId = Customer };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().CreateAsync(user, Password);
        if (!made.Succeeded)
            throw new InvalidOperationException(string.Join(" ", made.Errors.Select(e => e.Description)));
    }
}
