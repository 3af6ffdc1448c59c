using Microsoft.AspNetCore.Mvc;
using TwinMcp.Core.Invoicing.Settling;
using TwinMcp.Core.Payments.Providers;

namespace TwinMcp.Web.Api;

/// <summary>Where a payment provider reports. Nobody signs in: the signature says who speaks.</summary>
internal static class WebhookEndpoints
{
    public const string Address = "/api/webhooks/stripe";

    const int MaxBodyBytes = 256 * 1024;

    static readonly WireParameter Signature = new("Stripe-Signature", "t=…,v1=…: HMAC-SHA256 of \"t.body\".") { IsHeader = true, IsRequired = true };

    public static void MapWebhooks(this IEndpointRouteBuilder app) =>
        app.MapPost(Address, ReceiveAsync).AllowAnonymous().WithTags("Webhooks").WithSummary("A payment provider's event; each id counts once, in any order")
            .WithMetadata(Signature, new RequestSizeLimitAttribute(MaxBodyBytes)).Produces<WebhookReceipt>().ProducesProblem(400).ProducesProblem(413).ProducesProblem(503);

    static async Task<IResult> ReceiveAsync(HttpContext http, ProviderEventService events, CancellationToken ct)
    {
        var body = await BodyReading.BytesAsync(http.Request, ct);
        var headers = http.Request.Headers["Stripe-Signature"];
        var received = await events.ReceiveAsync(headers.Count == 1 ? headers[0] : null, body, ct);
        return received.ToHttp(outcome => Results.Json(new WebhookReceipt(outcome), ApiJson.Options));
    }
}

/// <summary>200 says that it is ours now, whatever became of it: the provider need not come again.</summary>
internal sealed record WebhookReceipt(ProviderEventOutcome Outcome);
