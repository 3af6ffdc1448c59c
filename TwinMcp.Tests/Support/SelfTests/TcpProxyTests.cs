using Npgsql;
using Xunit;

namespace TwinMcp.Tests.Support.SelfTests;

public sealed class TcpProxyTests
{
    static readonly DatabaseTemplate Counted = new("counted", async connectionString =>
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("CREATE TABLE counted (n int)", connection);
        await command.ExecuteNonQueryAsync();
    });

    [Fact]
    public async Task SwallowReplyTo_Commit_KeepsTheRowAndFailsTheCaller()
    {
        await using var database = await Counted.CloneAsync();
        await using var proxy = new TcpProxy(database.Server.Port);
        await using var connection = await OpenAsync(database, proxy);
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO counted VALUES (1)", connection, transaction);
        await insert.ExecuteNonQueryAsync();

        proxy.SwallowReplyTo("COMMIT");

        await Assert.ThrowsAnyAsync<Exception>(() => transaction.CommitAsync());
        Assert.Equal(1, proxy.SwallowedRequests);
        Assert.Equal(1L, await database.ScalarAsync<long>("SELECT count(*) FROM counted"));
    }

    [Fact]
    public async Task Refuse_ThenAccept_CutsAndComesBackOnTheSamePort()
    {
        await using var database = await Counted.CloneAsync();
        await using var proxy = new TcpProxy(database.Server.Port);
        await using (var before = await OpenAsync(database, proxy))
        {
            await proxy.RefuseAsync();
            await using var broken = new NpgsqlCommand("SELECT 1", before);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => broken.ExecuteScalarAsync());
        }
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => OpenAsync(database, proxy));

        proxy.Accept();

        await using var after = await OpenAsync(database, proxy);
        Assert.Equal(1, proxy.Connections);
    }

    [Fact]
    public async Task SwallowReplies_WhileOn_LetsNothingBack()
    {
        var redis = await RedisServer.SharedAsync();
        await using var proxy = new TcpProxy(redis.Port) { SwallowReplies = true };
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, proxy.Port);
        await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetStream().ReadAsync(new byte[10], patience.Token).AsTask());
    }

    [Fact]
    public async Task Delay_WhenSet_HoldsEveryAnswerBack()
    {
        var redis = await RedisServer.SharedAsync();
        await using var proxy = new TcpProxy(redis.Port) { Delay = TimeSpan.FromMilliseconds(150) };
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, proxy.Port);
        var started = TimeProvider.System.GetTimestamp();
        await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
        Assert.True(await client.GetStream().ReadAsync(new byte[100]) > 0);
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(290));
    }

    static async Task<NpgsqlConnection> OpenAsync(TestDatabase database, TcpProxy proxy)
    {
        var connectionString = new NpgsqlConnectionStringBuilder(database.ConnectionStringThrough(proxy.Port)) { Pooling = false };
        var connection = new NpgsqlConnection(connectionString.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
