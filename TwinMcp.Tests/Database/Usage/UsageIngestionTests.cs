using TwinMcp.Core.Common;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Database.Usage.UsageRoom;

namespace TwinMcp.Tests.Database.Usage;

public sealed class UsageIngestionTests : IAsyncLifetime
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
    public async Task Add_RecordsAroundAMonthsEnd_AreBilledByLocalDateAndKeptAsSent()
    {
        var customer = await room.CustomerAsync();
        var receipt = await AddAsync(room.Ingester(),
            Record(customer, at: "2026-03-31T21:59:59.9999999Z", tokens: 1), Record(customer, at: "2026-03-31T22:00:00Z", tokens: 2), Record(customer, at: "2026-04-01T00:30:00+02:00", tokens: 3));

        Assert.Equal((3, 0, 0), (receipt.Accepted, receipt.Repeated, receipt.Rejected.Count));
        Assert.Equal("3 6 3", await room.SumsAsync());
        Assert.Equal("2026-03-01 1 1, 2026-04-01 2 5", await database.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', month, requests, tokens), ', ' ORDER BY month) FROM usage_months"));
        Assert.Equal("2026-03-31 1, 2026-04-01 2", await database.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', day, requests), ', ' ORDER BY day) FROM usage_days"));
        Assert.Equal("2026-03-31 22:30:00+00 query-docs /vercel/next.js 3 80 " + Ingestion.Id,
            await database.ScalarAsync<string>("SELECT concat_ws(' ', at AT TIME ZONE 'UTC' || '+00', tool, library_id, tokens, response_time_ms, api_key_id) FROM usage_logs WHERE tokens = 3"));
    }

    [Fact]
    public async Task Add_SameIdAgain_CountsOnceWhateverElseItSays()
    {
        var customer = await room.CustomerAsync();
        var id = Guid.CreateVersion7();
        var first = await AddAsync(room.Ingester(), Record(customer, id), Record(customer, id, tokens: 7), Record(customer, id, at: "2026-10-01T00:00:00Z"));
        var second = await AddAsync(room.Ingester(), Record(customer, id, at: "2026-09-01T00:00:00Z", tokens: 9), Record(customer));

        Assert.Equal((1, 2), (first.Accepted, first.Repeated));
        Assert.Equal((1, 1), (second.Accepted, second.Repeated));
        Assert.Equal("2 200 2", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_BatchSentAgain_ChangesNothing()
    {
        var customer = await room.CustomerAsync();
        IngestRecord[] records = [.. Enumerable.Range(0, 10_000).Select(n => Record(customer, tokens: n))];
        var ingester = room.Ingester();

        Assert.Equal(10_000, (await AddAsync(ingester, records)).Accepted);
        Assert.Equal((0, 10_000), (await AddAsync(ingester, records)) is var again ? (again.Accepted, again.Repeated) : default);
        Assert.Equal("10000 49995000 10000", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_CustomerThatIsNotThere_RefusesOnlyHisRecords()
    {
        var (known, unknown) = (await room.CustomerAsync(), CustomerId.New());
        var stranger = Record(unknown);
        var receipt = await AddAsync(room.Ingester(), Record(known), stranger, Record(known));

        Assert.Equal((2, 0), (receipt.Accepted, receipt.Repeated));
        Assert.Equal(new RejectedRecord(stranger.Id, "userId: no such customer."), Assert.Single(receipt.Rejected));
        Assert.Equal("2 200 2", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_SameIdOfTwoCustomers_CountsForEach()
    {
        var (a, b, id) = (await room.CustomerAsync(), await room.CustomerAsync(), Guid.CreateVersion7());

        Assert.Equal(2, (await AddAsync(room.Ingester(), Record(a, id), Record(b, id))).Accepted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10_001)]
    public async Task Add_WrongNumberOfRecords_IsRefusedWhole(int count)
    {
        var customer = await room.CustomerAsync();
        var records = Enumerable.Range(0, count).Select(_ => Record(customer)).ToList();
        var result = await room.Ingester().AddAsync(Ingestion, new IngestUsage { Records = records }, CancellationToken.None);

        Assert.Equal(ErrorKind.Validation, result.Error?.Kind);
        Assert.Contains("records", result.Error!.Fields!.Keys);
        Assert.Equal("0 0 0", await room.SumsAsync());
    }

    [Fact]
    public async Task Add_NoRecordsMember_IsRefusedWhole() =>
        Assert.Equal(ErrorKind.Validation, (await room.Ingester().AddAsync(Ingestion, new IngestUsage(), CancellationToken.None)).Error?.Kind);

    [Fact]
    public async Task Add_OnlyWrongRecords_StoresNothing()
    {
        var receipt = await AddAsync(room.Ingester(), null, Record(CustomerId.New()), Record(CustomerId.New(), tokens: -1));

        Assert.Equal((0, 0, 3), (receipt.Accepted, receipt.Repeated, receipt.Rejected.Count));
        Assert.Equal("0 0 0", await room.SumsAsync());
    }

    [Theory]
    [InlineData(Role.Customer)]
    [InlineData(Role.Staff)]
    [InlineData(Role.Admin)]
    public async Task Add_ByARoleThatMayNot_IsForbidden(Role role)
    {
        var actor = new Actor(role, Guid.NewGuid(), "somebody");
        var result = await room.Ingester().AddAsync(actor, new IngestUsage { Records = [Record(CustomerId.New())] }, CancellationToken.None);

        Assert.Equal(ErrorKind.Forbidden, result.Error?.Kind);
    }

    [Fact]
    public async Task Add_AfterPartitionAndCustomerWentAway_AsksAgain()
    {
        var (gone, stays) = (await room.CustomerAsync(), await room.CustomerAsync());
        var ingester = room.Ingester();
        await AddAsync(ingester, Record(gone), Record(stays));
        await database.ExecuteAsync("DROP TABLE usage_logs_202611; TRUNCATE usage_record_ids, usage_days, usage_months");
        Assert.Equal(1, (await AddAsync(ingester, Record(stays))).Accepted);
        await AddAsync(ingester, Record(gone));
        await database.ExecuteAsync($"DELETE FROM usage_logs WHERE user_id = '{gone}'; DELETE FROM usage_record_ids WHERE user_id = '{gone}'; DELETE FROM usage_days WHERE user_id = '{gone}'; DELETE FROM usage_months WHERE user_id = '{gone}'; DELETE FROM user_profiles WHERE user_id = '{gone}'");
        var receipt = await AddAsync(ingester, Record(gone), Record(stays));

        Assert.Equal((1, 1), (receipt.Accepted, receipt.Rejected.Count));
        Assert.Equal("2 200 2", await room.SumsAsync());
    }
}
