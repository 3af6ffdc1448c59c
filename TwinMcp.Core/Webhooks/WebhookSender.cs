using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace TwinMcp.Core.Webhooks;

/// <summary>Posts one delivery. The address is looked up and judged at each connection, so that a name cannot change its mind; redirects are not followed.</summary>
public sealed class WebhookSender(WebhookOptions options, TimeProvider clock) : IDisposable
{
    internal static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        MaxResponseHeadersLength = 16,
        ConnectCallback = async (context, ct) => await ConnectAsync(context.DnsEndPoint, options.AllowPrivate, ct),
    })
    { Timeout = Timeout };

    /// <param name="secrets">Each signs: the present one and, while it counts, the one before.</param>
    public async Task<WebhookAnswer> SendAsync(string url, WebhookDelivery delivery, IReadOnlyList<string> secrets, CancellationToken ct)
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(delivery.Payload, Encoding.UTF8, "application/json") };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("TwinMCP-Billing", "1"));
        request.Headers.Add("webhook-id", delivery.EventId);
        request.Headers.Add("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(s => WebhookSignature.Of(s, delivery.EventId, now, delivery.Payload))));
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            return new WebhookAnswer((int)answer.StatusCode, await BeginningAsync(answer.Content, ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new WebhookAnswer(null, $"No answer within {Timeout.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new WebhookAnswer(null, (e.InnerException as RefusedAddressException)?.Message ?? $"No connection: {(e as HttpRequestException)?.HttpRequestError ?? HttpRequestError.Unknown}.");
        }
    }

    public void Dispose() => http.Dispose();

    static async Task<string> BeginningAsync(HttpContent content, CancellationToken ct)
    {
        await using var stream = await content.ReadAsStreamAsync(ct);
        var bytes = new byte[2 * WebhookAnswer.Longest];
        var read = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(bytes, 0, read);
    }

    static async ValueTask<Stream> ConnectAsync(DnsEndPoint to, bool allowPrivate, CancellationToken ct)
    {
        var addresses = await Dns.GetHostAddressesAsync(to.Host, ct);
        if (addresses.Length == 0 || (!allowPrivate && !addresses.All(PublicAddress.Is)))
            throw new RefusedAddressException($"{to.Host} is an address of a private network or of this machine: nothing is sent there.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    sealed class RefusedAddressException(string message) : IOException(message);
}
