using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using TwinMcp.Core.Common;

namespace TwinMcp.Web.Auth;

public sealed class CurrentActor(AuthenticationStateProvider states)
{
    public async ValueTask<Actor> GetAsync()
    {
        var user = (await states.GetAuthenticationStateAsync()).User;
        var role = user.IsInRole("admin") ? Role.Admin : user.IsInRole("staff") ? Role.Staff : Role.Customer;
        return new Actor(role, Guid.Parse(user.FindFirstValue(ClaimTypes.NameIdentifier)!), user.FindFirstValue(ClaimTypes.GivenName)!, role == Role.Customer ? CustomerId.Parse(user.FindFirstValue("customer")!, null) : null);
    }
}
