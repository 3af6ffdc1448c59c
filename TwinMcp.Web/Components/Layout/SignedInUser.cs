using System.Security.Claims;

namespace TwinMcp.Web.Components.Layout;

/// <summary>What the frame shows about the person: only for the eye, rights are checked by the services.</summary>
/// <param name="Role">admin, staff or customer.</param>
public sealed record SignedInUser(string Name, string Email, string Role)
{
    static readonly string[] Roles = ["admin", "staff", "customer"];

    public string Initials => string.Concat(Name.Split([' ', '.', '@', '-'], StringSplitOptions.RemoveEmptyEntries).Take(2).Select(w => char.ToUpperInvariant(w[0])));

    public static SignedInUser? From(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true)
            return null;
        var email = principal.FindFirstValue(ClaimTypes.Email) ?? principal.Identity.Name ?? "";
        var name = principal.FindFirstValue(ClaimTypes.GivenName) ?? principal.Identity.Name ?? email;
        return new SignedInUser(name, email, Array.Find(Roles, principal.IsInRole) ?? Roles[^1]);
    }
}
