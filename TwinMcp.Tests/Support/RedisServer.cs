using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace TwinMcp.Tests.Support;

/// <summary>A private Redis on a free port of 127.0.0.1; nothing is written to disk, so a stop is also a flush.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    static readonly Lazy<Task<RedisServer>> OfThisRun = new(StartAsync);

    readonly PrivateServer server;
    readonly string password;

    RedisServer(PrivateServer server, int port, string password)
    {
        this.server = server;
        this.password = password;
        Port = port;
    }

    /// <summary>The one server of this test run, started on first use. Fault tests that stop a server start their own.</summary>
    public static Task<RedisServer> SharedAsync() => OfThisRun.Value;

    public int Port { get; }

    /// <summary>For StackExchange.Redis.</summary>
    public string ConnectionString => ConnectionStringThrough(Port);

    /// <summary>The same through another port, a <see cref="TcpProxy"/>'s.</summary>
    public string ConnectionStringThrough(int port) => $"127.0.0.1:{port},password={password},allowAdmin=true,abortConnect=false";

    public static async Task<RedisServer> StartAsync()
    {
        const int attempts = 3;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(PrivateServer.FreePort());
            }
            catch (InvalidOperationException e) when (attempt < attempts && e.Message.Contains("Address already in use", StringComparison.Ordinal))
            {
                // somebody took the port between finding and binding it
                continue;
            }
        }
    }

    public Task StopAsync(string signal = "KILL") => server.StopAsync(signal);

    /// <summary>Starts it again, empty, on the same port.</summary>
    public Task RestartAsync() => server.StartAsync(AnswersAsync);

    /// <summary>Sends one inline command (CONFIG SET maxmemory 1mb, FLUSHALL) and returns the first line of the answer.</summary>
    public async Task<string> CommandAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"AUTH {password}\r\n{command}\r\n"));
        await reader.ReadLineAsync();
        return await reader.ReadLineAsync() ?? throw new IOException("Redis closed the connection.");
    }

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    static async Task<RedisServer> StartOnceAsync(int port)
    {
        var folder = Directory.CreateTempSubdirectory("twinmcp-test-redis-").FullName;
        var password = RandomNumberGenerator.GetHexString(32);
        string[] command =
        [
            External.Find("redis-server"), "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no",
            "--requirepass", password,
        ];
        var process = new PrivateServer(folder, "KILL", command);
        try
        {
            var started = new RedisServer(process, port, password);
            await process.StartAsync(started.AnswersAsync);
            return started;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    async Task<bool> AnswersAsync() => await PrivateServer.AcceptsAsync(Port) && await CommandAsync("PING") == "+PONG";
}
