using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TwinMcp.Tests.Support;

/// <summary>A mail server on loopback that keeps what it gets and misbehaves on command.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    readonly ConcurrentQueue<ReceivedMail> mails = [];
    readonly ConcurrentDictionary<TcpClient, Task> sessions = [];
    readonly CancellationTokenSource stopping = new();
    readonly Lazy<X509Certificate2> certificate = new(SelfSigned);
    TcpListener listener;
    Task accepting;

    public SmtpSink()
    {
        listener = Listen(0);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    public int Port { get; }

    public SmtpBehaviour Behaviour { get; } = new();

    /// <summary>What STARTTLS shows, for "localhost"; made at run time, trusted by nobody unless the test says so.</summary>
    public X509Certificate2 Certificate => certificate.Value;

    /// <summary>Everything received, in order, also what was not acknowledged.</summary>
    public IReadOnlyList<ReceivedMail> Mails => [.. mails];

    public void Forget() => mails.Clear();

    public Task WaitForAsync(int count, TimeSpan? limit = null) =>
        Eventually.HoldsAsync(() => mails.Count >= count, $"{count} mails arrive", limit);

    /// <summary>Closes the door: connections are refused until <see cref="Accept"/>.</summary>
    public async Task RefuseAsync()
    {
        listener.Stop();
        await accepting;
        foreach (var client in sessions.Keys)
            client.Close();
    }

    public void Accept()
    {
        listener = Listen(Port);
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await RefuseAsync();
        await Task.WhenAll(sessions.Values);
        if (certificate.IsValueCreated)
            certificate.Value.Dispose();
        stopping.Dispose();
    }

    static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        return listener;
    }

    static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
    }

    async Task AcceptAsync(TcpListener from)
    {
        while (true)
        {
            try
            {
                var client = await from.AcceptTcpClientAsync(stopping.Token);
                client.NoDelay = true;
                sessions[client] = ServeAsync(client);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return; // the listener was stopped
            }
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        try
        {
            await new SmtpSession(client.GetStream(), Behaviour, certificate, mails.Enqueue).RunAsync(stopping.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException or System.Security.Authentication.AuthenticationException)
        {
            return; // the client went away, or did not trust the certificate
        }
        finally
        {
            client.Close();
            sessions.TryRemove(client, out _);
        }
    }
}
