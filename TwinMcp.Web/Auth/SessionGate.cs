using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace TwinMcp.Web.Auth;

/// <summary>
/// A circuit hears at once that its session ended. Nothing is asked before each click: that would let clicks overtake each other, and the
/// page's own look (<see cref="SessionAuthenticationState.Interval"/>) finds within 5 seconds what the news missed.
/// </summary>
internal sealed class SessionGate(AuthenticationStateProvider state) : CircuitHandler
{
    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) => state is SessionAuthenticationState session ? session.ListenAsync() : Task.CompletedTask;
}
