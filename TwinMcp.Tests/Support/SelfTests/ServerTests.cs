using System.Diagnostics;
using Npgsql;
using StackExchange.Redis;
using Xunit;

namespace TwinMcp.Tests.Support.SelfTests;

public sealed class ServerTests
{
    static readonly DatabaseTemplate Notes = new("notes", async connectionString =>
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE TABLE notes (id uuid DEFAULT uuid_generate_v4() PRIMARY KEY, text text)", connection);
        await command.ExecuteNonQueryAsync();
    });

    [Fact]
    public async Task Clone_OfOneTemplate_HasTheTablesAndIsAlone()
    {
        await using var first = await Notes.CloneAsync();
        await using var second = await Notes.CloneAsync();
        await first.ExecuteAsync("INSERT INTO notes (text) VALUES ('é€')");

        Assert.Equal("é€", await first.ScalarAsync<string>("SELECT text FROM notes"));
        Assert.Equal(0L, await second.ScalarAsync<long>("SELECT count(*) FROM notes"));
        Assert.Equal("C.UTF-8", await first.ScalarAsync<string>("SELECT datcollate FROM pg_database WHERE datname = current_database()"));
    }

    [Fact]
    public async Task Clone_AsTheApplication_IsNotASuperuser()
    {
        await using var database = await Notes.CloneAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT current_user || ' ' || rolsuper FROM pg_roles WHERE rolname = current_user", connection);

        Assert.Equal("twinmcp_user false", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Postgres_StoppedLikeACrash_ComesBackWithWhatWasAcknowledged()
    {
        await using var server = await PostgresServer.StartAsync();
        await server.ExecuteAsync("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)");

        await server.StopAsync();
        await Assert.ThrowsAsync<NpgsqlException>(() => server.ExecuteAsync("SELECT 1"));
        await server.RestartAsync();

        await server.ExecuteAsync("DO $$ BEGIN IF (SELECT count(*) FROM kept) <> 1 THEN RAISE 'lost'; END IF; END $$");
    }

    [Fact]
    public async Task Redis_Shared_TakesAndGivesBack()
    {
        var server = await RedisServer.SharedAsync();
        using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        await redis.GetDatabase(1).StringSetAsync("kit:greeting", "bonjour");

        Assert.Equal("bonjour", await redis.GetDatabase(1).StringGetAsync("kit:greeting"));
        Assert.False(await redis.GetDatabase(0).KeyExistsAsync("kit:greeting"));
    }

    [Fact]
    public async Task Redis_StoppedAndRestarted_IsEmptyOnTheSamePort()
    {
        await using var server = await RedisServer.StartAsync();
        Assert.Equal("+OK", await server.CommandAsync("SET a 1"));
        await server.StopAsync();
        Assert.False(await PrivateServer.AcceptsAsync(server.Port));
        await server.RestartAsync();
        Assert.Equal(":0", await server.CommandAsync("EXISTS a"));
    }

    [Fact]
    public async Task PrivateServer_WhenItsOwnerIsKilled_IsEndedAndItsFolderRemoved()
    {
        using var folder = new TempFolder();
        var home = Directory.CreateDirectory(folder.File("home")).FullName;
        var pipe = folder.File("pipe");
        (await External.RunAsync("mkfifo", pipe)).EnsureSuccess();
        // what PrivateServer does, with another owner of the pipe, one that may be killed
        using var owner = Process.Start("sh", ["-c", "exec 3>\"$0\"; echo start >&3; exec sleep 300", pipe]);
        var supervised = new ProcessStartInfo("sh", ["-c", "exec setsid sh -c \"$1\" supervisor \"$2\" TERM sleep 301 <\"$0\"", pipe, PrivateServer.Supervisor, home])
        {
            RedirectStandardOutput = true,
        };
        using var supervisor = Process.Start(supervised)!;
        var pid = (await supervisor.StandardOutput.ReadLineAsync())!;
        Assert.True(Directory.Exists("/proc/" + pid));

        owner.Kill();

        await Eventually.HoldsAsync(() => !Directory.Exists("/proc/" + pid) && !Directory.Exists(home), "the server and its folder are gone");
    }

    [Fact]
    public void Find_MissingProgram_NamesThePackage()
    {
        var error = Assert.Throws<InvalidOperationException>(() => External.Find("no-such-program"));
        Assert.Contains("apt-get install no-such-program", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LongerThanItsLimit_IsKilled() =>
        await Assert.ThrowsAsync<TimeoutException>(() => External.RunAsync("sleep", ["30"], TimeSpan.FromMilliseconds(100)));
}
