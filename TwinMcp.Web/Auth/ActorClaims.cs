using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Identity;

namespace TwinMcp.Web.Auth;

/// <summary>Between a claims principal and an <see cref="Actor"/>, both ways.</summary>
internal sealed class ActorClaims(UserManager<AppUser> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    public const string Id = ClaimTypes.NameIdentifier;
    const string Customer = "customer";
    const string Scope = "scope";

    public static ClaimsIdentity Identity(Actor actor, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, ClaimTypes.Name, ClaimTypes.Role);
        identity.AddClaim(new Claim(Id, actor.Id?.ToString() ?? ""));
        Describe(identity, actor.Role, actor.Name, actor.Customer);
        identity.AddClaims((actor.Scopes ?? []).Select(s => new Claim(Scope, s)));
        return identity;
    }

    /// <summary>Null for nobody, and for claims that are not ours.</summary>
    public static Actor? Read(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true
            || !Guid.TryParse(principal.FindFirstValue(Id), out var id)
            || !Enum.TryParse<Role>(principal.FindFirstValue(ClaimTypes.Role), ignoreCase: true, out var role))
            return null;
        CustomerId? customer = CustomerId.TryParse(principal.FindFirstValue(Customer), null, out var own) ? own : null;
        // a customer without an account sees nothing; Access and the queries rely on it
        if (role == Role.Customer && customer is null)
            return null;
        string[] scopes = [.. principal.FindAll(Scope).Select(c => c.Value)];
        return new Actor(role, id, principal.FindFirstValue(ClaimTypes.GivenName) ?? "", customer) { Scopes = scopes.Length == 0 ? null : scopes };
    }

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        Describe(identity, user.Role, user.DisplayName, user.CustomerId);
        return identity;
    }

    static void Describe(ClaimsIdentity identity, Role role, string name, CustomerId? customer)
    {
        identity.AddClaim(new Claim(ClaimTypes.Role, role.ToString().ToLowerInvariant()));
        identity.AddClaim(new Claim(ClaimTypes.GivenName, name));
        if (customer is { } own)
            identity.AddClaim(new Claim(Customer, own.ToString()));
    }
}
