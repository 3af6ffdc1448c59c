using System.Globalization;
using System.Net.Http.Headers;
using TwinMcp.Core.Common;

namespace TwinMcp.Core.Payments.Providers.Sandbox;

/// <summary>Signs the sandbox's events and posts them to our own webhook over HTTP, as a provider would; what is not taken goes out again.</summary>
public sealed class SandboxDelivery(HttpClient http, ProviderOptions options, SandboxStore store, TimeProvider clock)
{
    /// <summary>What is due, oldest first. Returns how many were taken.</summary>
    /// <param name="webhook">Our own address: an event goes nowhere else.</param>
    public async Task<int> DeliverDueAsync(Uri webhook, CancellationToken ct)
    {
        var taken = 0;
        var due = await store.UndeliveredAsync(null, ct);
        foreach (var e in due.IsOk ? due.Value : [])
            taken += await DeliverAsync(webhook, e, 1, ct) is ["200"] ? 1 : 0;
        return taken;
    }

    /// <summary>One event, so many times at once. The answers' statuses: "200", or "none" when nobody answers.</summary>
    public async Task<IReadOnlyList<string>> DeliverAsync(Uri webhook, SandboxEvent e, int copies, CancellationToken ct)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => PostAsync(webhook, e.Payload, ct)));
        if (answers.Contains("200"))
            await store.DeliveredAsync(e.Id, ct);
        return answers;
    }

    public async Task<Result<IReadOnlyList<string>>> DeliverAsync(Uri webhook, string eventId, int copies, CancellationToken ct)
    {
        var due = await store.UndeliveredAsync(eventId, ct);
        if (due.Error is { } error)
            return error;
        return due.Value is [var e] ? Result(await DeliverAsync(webhook, e, copies, ct)) : Result([]);

        static Result<IReadOnlyList<string>> Result(IReadOnlyList<string> answers) => (List<string>)[.. answers];
    }

    async Task<string> PostAsync(Uri webhook, byte[] payload, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add("Stripe-Signature", StripeSignature.Header(payload, options.WebhookSecret, clock.GetUtcNow()));
        try
        {
            using var response = await http.SendAsync(request, ct);
            return ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return "none";
        }
    }
}
