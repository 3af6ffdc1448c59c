using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace TwinMcp.Web.Auth;

/// <summary>How many circuits this node holds, in sum and of each person: nobody takes its memory by opening pages.</summary>
internal sealed class CircuitCounts(int perUser, int total)
{
    readonly Lock gate = new();
    readonly Dictionary<string, int> open = [];
    int sum;

    public static CircuitCounts From(IConfiguration configuration) =>
        new(configuration.GetValue("CIRCUITS_PER_USER", 30), configuration.GetValue("CIRCUITS_TOTAL", 2_000));

    public bool TryOpen(string user)
    {
        lock (gate)
        {
            var mine = open.GetValueOrDefault(user);
            if (mine >= perUser || sum >= total)
                return false;
            (open[user], sum) = (mine + 1, sum + 1);
            return true;
        }
    }

    public void Close(string user)
    {
        lock (gate)
        {
            sum--;
            if (--open[user] == 0)
                open.Remove(user);
        }
    }
}

/// <summary>One a circuit. A circuit over the cap does not start; its page stays as it was prerendered.</summary>
internal sealed partial class CircuitCaps(CircuitCounts counts, AuthenticationStateProvider authentication, ILogger<CircuitCaps> logger) : CircuitHandler
{
    string? counted;

    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var name = user.FindFirst(ActorClaims.Id)?.Value ?? "";
        if (!counts.TryOpen(name))
        {
            Refused(name);
            throw new InvalidOperationException("Too many open pages.");
        }
        counted = name;
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (counted is { } user)
            counts.Close(user);
        counted = null;
        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Warning, "User {UserId} has as many open pages as one may have, or this node as many as it can hold")]
    partial void Refused(string userId);
}
