using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TwinMcp.Tests.Support;

/// <summary>A wire between a client and a real server that can be cut, slowed, or made to lose answers.</summary>
public sealed class TcpProxy : IAsyncDisposable
{
    readonly int target;
    readonly CancellationTokenSource stopping = new();
    readonly ConcurrentDictionary<Pair, byte> pairs = [];
    TcpListener listener;
    Task accepting;
    volatile byte[]? fatalRequest;
    int swallowed;
    long replied;

    public TcpProxy(int target)
    {
        this.target = target;
        listener = Listen(0);
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    public int Port { get; }

    /// <summary>Every chunk, each way, waits this long first.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Requests reach the server, nothing comes back.</summary>
    public bool SwallowReplies { get; set; }

    /// <summary>How many requests were let through and then had their answer lost.</summary>
    public int SwallowedRequests => Volatile.Read(ref swallowed);

    public int Connections => pairs.Count;

    /// <summary>How much the server has sent so far.</summary>
    public long RepliedBytes => Interlocked.Read(ref replied);

    /// <summary>The next request that contains the text (COMMIT, say) reaches the server; its answer is lost and the connection cut. Once.</summary>
    public void SwallowReplyTo(string text) => fatalRequest = Encoding.ASCII.GetBytes(text);

    /// <summary>Cuts what is open; new connections are still taken.</summary>
    public void Cut()
    {
        foreach (var pair in pairs.Keys)
            pair.Close();
    }

    /// <summary>Cuts what is open and refuses new connections until <see cref="Accept"/>.</summary>
    public async Task RefuseAsync()
    {
        listener.Stop();
        await accepting;
        Cut();
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
        await Task.WhenAll(pairs.Keys.Select(p => p.Done));
        stopping.Dispose();
    }

    static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Start();
        return listener;
    }

    async Task AcceptAsync(TcpListener from)
    {
        while (true)
        {
            try
            {
                var client = await from.AcceptTcpClientAsync(stopping.Token);
                var pair = new Pair(client);
                pairs[pair] = 0;
                pair.Done = ServeAsync(pair);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return; // the listener was stopped
            }
        }
    }

    async Task ServeAsync(Pair pair)
    {
        try
        {
            await pair.Server.ConnectAsync(IPAddress.Loopback, target, stopping.Token);
            var up = PumpAsync(pair, pair.Client, pair.Server, Request);
            var down = PumpAsync(pair, pair.Server, pair.Client, Reply);
            await Task.WhenAny(up, down);
            pair.Close();
            await Task.WhenAll(up, down);
        }
        catch (Exception e) when (IsCut(e))
        {
            return; // either side went away: that is what a proxy sees every day
        }
        finally
        {
            pair.Close();
            pairs.TryRemove(pair, out _);
        }
    }

    async Task PumpAsync(Pair pair, TcpClient from, TcpClient to, Func<Pair, ReadOnlyMemory<byte>, bool> passes)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stopping.Token) is var read and > 0)
            {
                if (Delay > TimeSpan.Zero)
                    await Task.Delay(Delay, stopping.Token);
                if (passes(pair, buffer.AsMemory(0, read)))
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, read), stopping.Token);
            }
        }
        catch (Exception e) when (IsCut(e))
        {
            return; // the other direction ends with it
        }
    }

    bool Request(Pair pair, ReadOnlyMemory<byte> bytes)
    {
        if (fatalRequest is { } text && bytes.Span.IndexOf(text) >= 0)
        {
            fatalRequest = null;
            pair.Doomed = true;
        }
        return true;
    }

    bool Reply(Pair pair, ReadOnlyMemory<byte> bytes)
    {
        Interlocked.Add(ref replied, bytes.Length);
        if (!pair.Doomed)
            return !SwallowReplies;
        Interlocked.Increment(ref swallowed);
        pair.Close();
        return false;
    }

    static bool IsCut(Exception e) => e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;

    sealed class Pair(TcpClient client)
    {
        public TcpClient Client { get; } = client;

        public TcpClient Server { get; } = new();

        public Task Done { get; set; } = Task.CompletedTask;

        /// <summary>The request that must stay unanswered went through.</summary>
        public volatile bool Doomed;

        public void Close()
        {
            Client.Close();
            Server.Close();
        }
    }
}
