using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace TwinMcp.Web.Auth;

/// <summary>What a person does in a circuit is done only while his session holds: asked before each click, key and drawn page.</summary>
internal sealed class SessionGate(AuthenticationStateProvider state, TimeProvider clock) : CircuitHandler
{
    /// <summary>One click is several messages: they share an answer.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    long askedAt;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) => state is SessionAuthenticationState session ? session.ListenAsync() : Task.CompletedTask;

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        // who lost his session is told by the state's own change: the page goes to the sign-in
        if (await IsOpenAsync())
            await next(context);
    };

    async Task<bool> IsOpenAsync()
    {
        if (state is not SessionAuthenticationState session || askedAt != 0 && clock.GetElapsedTime(askedAt) < Fresh)
            return true;
        if (!await session.CheckAsync())
            return false;
        askedAt = clock.GetTimestamp();
        return true;
    }
}
