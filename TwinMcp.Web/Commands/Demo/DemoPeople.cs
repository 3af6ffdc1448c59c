using Microsoft.AspNetCore.Identity;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Commands.Demo;

/// <summary>The four who can sign in.</summary>
internal sealed class DemoPeople(UserManager<AppUser> users, TimeProvider clock)
{
    static readonly (string Email, string Name, Role Role, CustomerId? Customer)[] People =
    [
        ("sofia.marchetti@twinmcp.example", "Sofia Marchetti", Role.Admin, null),
        ("marc.delaunay@twinmcp.example", "Marc Delaunay", Role.Staff, null),
        (DemoCustomers.A.ContactEmail, DemoCustomers.A.Contact, Role.Customer, DemoCustomers.A.UserId),
        (DemoCustomers.B.ContactEmail, DemoCustomers.B.Contact, Role.Customer, DemoCustomers.B.UserId),
    ];

    /// <summary>Who moves invoices in the demo's past.</summary>
    public static Actor Admin { get; } = new(Role.Admin, IdOf(People[0].Email), People[0].Name);

    /// <summary>Makes them, or gives them new passwords.</summary>
    public async Task<IReadOnlyList<DemoUser>> SetAsync()
    {
        var made = new List<DemoUser>();
        foreach (var (email, name, role, customer) in People)
        {
            var password = Passwords.New();
            if (await users.FindByEmailAsync(email) is { } user)
            {
                Check(await users.RemovePasswordAsync(user), email);
                Check(await users.AddPasswordAsync(user, password), email);
            }
            else
            {
                user = new AppUser
                {
                    Id = IdOf(email),
                    UserName = email,
                    Email = email,
                    EmailConfirmed = true,
                    DisplayName = name,
                    Role = role,
                    CustomerId = customer,
                    CreatedAt = clock.GetUtcNow(),
                };
                Check(await users.CreateAsync(user, password), email);
            }
            made.Add(new DemoUser(email, password, role.ToString().ToLowerInvariant(), customer?.Value ?? user.Id));
        }
        return made;
    }

    static Guid IdOf(string email) => DemoIds.Of("user/" + email);

    static void Check(IdentityResult result, string email)
    {
        if (!result.Succeeded)
            throw new DemoStopped($"{email}: {string.Join(" ", result.Errors.Select(e => e.Description))}");
    }
}
