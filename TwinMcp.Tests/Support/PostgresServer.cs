using System.Security.Cryptography;
using Npgsql;

namespace TwinMcp.Tests.Support;

/// <summary>A private PostgreSQL on a free port of 127.0.0.1, with its data in a temp folder. Speed over durability of the disk, never of the process.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    public const string AppRole = "twinmcp_user";
    const string Superuser = "postgres";

    static readonly Lazy<Task<PostgresServer>> OfThisRun = new(StartAsync);

    readonly PrivateServer server;
    readonly string password;

    PostgresServer(PrivateServer server, int port, string password)
    {
        this.server = server;
        this.password = password;
        Port = port;
    }

    /// <summary>The one server of this test run, started on first use. Fault tests that stop a server start their own.</summary>
    public static Task<PostgresServer> SharedAsync() => OfThisRun.Value;

    public int Port { get; }

    /// <summary>Process id of the postmaster, for tests that kill or freeze it; 0 when stopped.</summary>
    public int Pid => server.Pid;

    public static async Task<PostgresServer> StartAsync()
    {
        const int attempts = 3;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(PrivateServer.FreePort());
            }
            catch (InvalidOperationException e) when (attempt < attempts && e.Message.Contains("could not bind", StringComparison.Ordinal))
            {
                // somebody took the port between finding and binding it
                continue;
            }
        }
    }

    /// <summary>As the application connects: not a superuser, owner of its databases.</summary>
    public string ConnectionString(string database) => For(database, AppRole);

    /// <summary>As the superuser, not pooled: for creating databases and for fault tests.</summary>
    public string AdminConnectionString(string database = "postgres") =>
        new NpgsqlConnectionStringBuilder(For(database, Superuser)) { Pooling = false }.ConnectionString;

    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>INT: fast shutdown; QUIT: immediate, as a crash; KILL: a crash.</summary>
    public Task StopAsync(string signal = "QUIT") => server.StopAsync(signal);

    /// <summary>Starts it again on the same data and port.</summary>
    public Task RestartAsync() => server.StartAsync(AnswersAsync);

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    static async Task<PostgresServer> StartOnceAsync(int port)
    {
        var folder = Directory.CreateTempSubdirectory("twinmcp-test-pg-").FullName;
        var password = RandomNumberGenerator.GetHexString(32);
        var asOwner = await CreateClusterAsync(folder, password);
        string[] settings =
        [
            $"port={port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "full_page_writes=off",
            "max_connections=300", "timezone=UTC", "jit=off", "autovacuum_naptime=1h",
        ];
        string[] command = [.. asOwner, Binary("postgres"), "-D", DataOf(folder), .. settings.SelectMany(s => new[] { "-c", s })];
        var process = new PrivateServer(folder, "QUIT", command);
        try
        {
            var started = new PostgresServer(process, port, password);
            await process.StartAsync(started.AnswersAsync);
            await started.ExecuteAsync($"CREATE ROLE {AppRole} LOGIN PASSWORD '{password}'");
            return started;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Returns the prefix that runs a program as the owner of the data: PostgreSQL refuses to run as root.</summary>
    static async Task<string[]> CreateClusterAsync(string folder, string password)
    {
        var secret = Path.Combine(folder, "password");
        await File.WriteAllTextAsync(secret, password);
        string[] asOwner = [];
        if (Environment.IsPrivilegedProcess)
        {
            asOwner = [External.Find("setpriv"), $"--reuid={Superuser}", $"--regid={Superuser}", "--init-groups", "--"];
            (await External.RunAsync("chown", "-R", $"{Superuser}:{Superuser}", folder)).EnsureSuccess();
        }
        string[] initdb =
        [
            .. asOwner, Binary("initdb"), "-D", DataOf(folder), "--locale=C.UTF-8", "--encoding=UTF8", "--no-sync", "--no-instructions",
            "--username=" + Superuser, "--auth=scram-sha-256", "--pwfile=" + secret,
        ];
        (await External.RunAsync(initdb[0], initdb[1..])).EnsureSuccess();
        File.Delete(secret);
        return asOwner;
    }

    static string DataOf(string folder) => Path.Combine(folder, "data");

    static string Binary(string name)
    {
        const string debian = "/usr/lib/postgresql";
        var newestFirst = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(d => int.TryParse(Path.GetFileName(d), out var v) ? v : 0).Select(d => Path.Combine(d, "bin"))
            : [];
        return External.Find(name, newestFirst);
    }

    async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    string For(string database, string user) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Database = database,
        Username = user,
        Password = password,
        IncludeErrorDetail = true,
        MaxPoolSize = 50,
    }.ConnectionString;
}
