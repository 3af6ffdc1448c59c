using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Database.Usage.UsageRoom;

namespace TwinMcp.Tests.Database.Usage;

/// <summary>Many senders, two nodes, and a database that fails at the worst moment: whatever happens, each id counts once.</summary>
public sealed class UsageConcurrencyTests : IAsyncLifetime
{
    TestDatabase database = null!;
    UsageRoom room = null!;

    public async Task InitializeAsync()
    {
        database = await BillingDatabase.CloneAsync();
        room = new UsageRoom(database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await InvariantChecker.AssertHoldAsync(database);
        await room.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task Add_EightParallelBatchesOfTheSameIds_CountsEachOnce()
    {
        CustomerId[] customers = [await room.CustomerAsync(), await room.CustomerAsync(), await room.CustomerAsync()];
        IngestRecord[] records = [.. Enumerable.Range(0, 1_000).Select(n => Record(customers[n % 3], at: $"2026-{1 + (n % 10):00}-{1 + (n % 28):00}T{n % 24:00}:00:00Z"))];
        UsageIngestion[] nodes = [room.Ingester(), room.Ingester()];

        // each sender in another order; the months' partitions are made in the same race
        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => AddAsync(nodes[n % 2], Shuffled(records, n)))));

        Assert.Equal(1_000, receipts.Sum(r => r.Accepted));
        Assert.All(receipts, r => Assert.Equal((1_000, 0), (r.Accepted + r.Repeated, r.Rejected.Count)));
        Assert.Equal("1000 100000 1000", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_EightSendersOfOverlappingBatches_CountsEachIdOnce()
    {
        CustomerId[] customers = [await room.CustomerAsync(), await room.CustomerAsync()];
        IngestRecord[] records = [.. Enumerable.Range(0, 600).Select(n => Record(customers[n % 2], at: $"2026-11-{1 + (n % 14):00}T12:00:00Z"))];
        UsageIngestion[] nodes = [room.Ingester(), room.Ingester()];

        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            foreach (var batch in Shuffled(records, sender).Chunk(50))
                await AddAsync(nodes[sender % 2], batch);
        })));

        Assert.Equal("600 60000 600", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_BackendKilledBeforeTheRollups_LeavesNothingAndTheRetryCounts()
    {
        var customer = await room.CustomerAsync();
        var ingester = room.Ingester();
        await AddAsync(ingester, Record(customer));
        await using var blocker = await room.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await RunAsync(blocker, "LOCK TABLE usage_days IN SHARE MODE");
        var records = Enumerable.Range(0, 100).Select(_ => Record(customer)).ToArray();
        var adding = AddAsync(ingester, records);
        await Eventually.HoldsAsync(() => WaitersAsync("usage_days"), "the batch waits for the rollup, its raw records written");

        await database.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'usage_days'::regclass AND NOT granted");

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => adding);
        await transaction.RollbackAsync();
        Assert.Equal("1 100 1", await room.SumsAsync());
        Assert.Equal(100, (await AddAsync(ingester, records)).Accepted);
        Assert.Equal("101 10100 101", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_ReplyToCommitLost_TheRetryFindsItDone()
    {
        await using var wire = new TcpProxy(database.Server.Port);
        var customer = await room.CustomerAsync();
        var ingester = room.Ingester(database.ConnectionStringThrough(wire.Port));
        await AddAsync(ingester, Record(customer));
        var records = Enumerable.Range(0, 100).Select(_ => Record(customer)).ToArray();

        // with its end: BEGIN says READ COMMITTED
        wire.SwallowReplyTo("COMMIT\0");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => AddAsync(ingester, records));
        Assert.Equal(1, wire.SwallowedRequests);
        var retried = await AddAsync(ingester, records);

        Assert.Equal((0, 100), (retried.Accepted, retried.Repeated));
        Assert.Equal("101 10100 101", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_SomebodySitsOnTheRollup_GivesUpWithAValue()
    {
        var customer = await room.CustomerAsync();
        var ingester = room.Ingester();
        await AddAsync(ingester, Record(customer));
        await using var blocker = await room.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await RunAsync(blocker, "SELECT * FROM usage_days FOR UPDATE");

        var result = await ingester.AddAsync(Ingestion, new IngestUsage { Records = [Record(customer)] }, CancellationToken.None);

        Assert.Equal((ErrorKind.External, "busy"), (result.Error!.Kind, result.Error.Code));
        Assert.Equal("1 100 1", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_Cancelled_LeavesNothing()
    {
        var customer = await room.CustomerAsync();
        var ingester = room.Ingester();
        await AddAsync(ingester, Record(customer));
        await using var blocker = await room.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await RunAsync(blocker, "LOCK TABLE usage_months IN SHARE MODE");
        using var stopping = new CancellationTokenSource();
        var adding = ingester.AddAsync(Ingestion, new IngestUsage { Records = [Record(customer)] }, stopping.Token);
        await Eventually.HoldsAsync(() => WaitersAsync("usage_months"), "the batch waits");

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => adding);
        await transaction.RollbackAsync();
        Assert.Equal("1 100 1", await room.SumsAsync());
    }

    async Task<bool> WaitersAsync(string table) =>
        await database.ScalarAsync<long>($"SELECT count(*) FROM pg_locks WHERE relation = '{table}'::regclass AND NOT granted") > 0;

    static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    static IngestRecord[] Shuffled(IngestRecord[] records, int seed)
    {
        IngestRecord[] copy = [.. records];
        new Random(seed).Shuffle(copy);
        return copy;
    }
}
