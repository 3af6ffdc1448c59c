using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using TwinMcp.Core.Common;
using TwinMcp.Core.Payments.Providers;
using TwinMcp.Core.Payments.Providers.Sandbox;
using TwinMcp.Web.Auth;

namespace TwinMcp.Web.Api;

/// <summary>What customers, cards and banks do at a real provider. Only there with PAYMENT_PROVIDER=sandbox, and for admins.</summary>
internal static class SandboxEndpoints
{
    const int MostCopies = 20;

    public static void MapSandbox(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ProviderOptions>().Kind != ProviderKind.Sandbox)
            return;
        var group = app.MapGroup("/api/payments/sandbox/{intent}").WithTags("Sandbox");
        foreach (var action in Enum.GetValues<SandboxAction>())
            group.MapPost("/" + action.ToString().ToLowerInvariant(), (HttpContext http, string intent, SandboxRequest body, SandboxStore store, SandboxDelivery delivery, CancellationToken ct) => ActAsync(http, (intent, action, body), store, delivery, ct))
                .WithSummary($"Lets a payment at the sandbox {action.ToString().ToLowerInvariant()}, and delivers the event").Produces<SandboxAnswer>().ProducesProblem(404).ProducesProblem(409);
        group.MapPost("/release", ReleaseAsync).WithSummary("Delivers what was held back, newest first").Produces<SandboxAnswer>();
    }

    /// <summary>Where this process listens: the sandbox's events go nowhere else.</summary>
    public static Uri? Webhook(IServiceProvider services)
    {
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        if (address is null)
            return null;
        var listening = BindingAddress.Parse(address);
        var host = listening.Host is "localhost" or "127.0.0.1" or "[::1]" ? listening.Host : "localhost";
        return new UriBuilder("http", host, listening.Port, WebhookEndpoints.Address).Uri;
    }

    static async Task<IResult> ActAsync(HttpContext http, (string Intent, SandboxAction Action, SandboxRequest Body) asked, SandboxStore store, SandboxDelivery delivery, CancellationToken ct)
    {
        if (Access.Check(http.GetActor(), BillingAction.UsePaymentSandbox) is { } refused)
            return ErrorToHttp.Problem(refused);
        var copies = asked.Body.Copies ?? 1;
        if (copies is < 1 or > MostCopies)
            return ErrorToHttp.Problem(BillingError.Invalid("copies", $"1 to {MostCopies}."));
        var isHeld = asked.Body.Hold ?? false;
        var acted = await store.ActAsync(asked.Intent, new SandboxStep(asked.Action, asked.Body.Amount) { IsHeld = isHeld }, ct);
        if (acted.Error is { } error)
            return ErrorToHttp.Problem(error);
        if (isHeld || Webhook(http.RequestServices) is not { } webhook)
            return Results.Json(new SandboxAnswer([acted.Value], []), ApiJson.Options);
        var answers = await delivery.DeliverAsync(webhook, acted.Value, copies, ct);
        return answers.ToHttp(a => Results.Json(new SandboxAnswer([acted.Value], a), ApiJson.Options));
    }

    static async Task<IResult> ReleaseAsync(HttpContext http, string intent, SandboxStore store, SandboxDelivery delivery, CancellationToken ct)
    {
        if (Access.Check(http.GetActor(), BillingAction.UsePaymentSandbox) is { } refused)
            return ErrorToHttp.Problem(refused);
        var held = await store.ReleaseAsync(intent, ct);
        if (held.Error is { } error)
            return ErrorToHttp.Problem(error);
        var answers = new List<string>();
        if (Webhook(http.RequestServices) is { } webhook)
            foreach (var e in held.Value)
                answers.AddRange(await delivery.DeliverAsync(webhook, e, 1, ct));
        return Results.Json(new SandboxAnswer([.. held.Value.Select(e => e.Id)], answers), ApiJson.Options);
    }
}

/// <param name="Amount">Of a refund; all that is left when not given.</param>
/// <param name="Copies">How often the event is delivered, all at once.</param>
/// <param name="Hold">Keep the event back until it is released.</param>
internal sealed record SandboxRequest(decimal? Amount = null, int? Copies = null, bool? Hold = null);

/// <param name="Answers">What our webhook answered each delivery: "200", or "none".</param>
internal sealed record SandboxAnswer(IReadOnlyList<string> Events, IReadOnlyList<string> Answers);
