using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TwinMcp.Tests.Support;

public sealed record ReceivedWebhook(string Id, long Timestamp, string Signature, string Body);

/// <summary>Somebody's server that is told of events, on loopback. Answers as it is told.</summary>
public sealed class WebhookSink : IAsyncDisposable
{
    readonly WebApplication app;

    WebhookSink(WebApplication app) => this.app = app;

    public ConcurrentQueue<ReceivedWebhook> Received { get; } = new();

    /// <summary>The status of the next answers.</summary>
    public int Answer { get; set; } = 204;

    public string? RedirectTo { get; set; }

    public string Url => app.Urls.First() + "/hook";

    public static async Task<WebhookSink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var sink = new WebhookSink(builder.Build());
        sink.app.Run(sink.TakeAsync);
        await sink.app.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = http.Request.Headers;
        Received.Enqueue(new ReceivedWebhook(headers["webhook-id"]!, long.Parse(headers["webhook-timestamp"]!, System.Globalization.CultureInfo.InvariantCulture), headers["webhook-signature"]!, body));
        http.Response.StatusCode = Answer;
        if (RedirectTo is { } location)
            http.Response.Headers.Location = location;
        if (Answer != 204)
            await http.Response.WriteAsync("line one\r\nline two");
    }
}
