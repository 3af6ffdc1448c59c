using Npgsql;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Audit;

public sealed class AuditSealTests
{
    [Fact]
    public async Task Seal_LaterIdCommitsFirst_NoRowIsLost()
    {
        await using var room = await AuditRoom.OpenAsync();
        await using var slow = await room.Source.OpenConnectionAsync();
        await using var transaction = await slow.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand(AuditRoom.Insert(1, "STAFF"), slow, transaction))
            await insert.ExecuteNonQueryAsync();
        await room.WriteAsync(2, "STAFF");
        Assert.Equal(2, await room.SealAllAsync());
        await room.WriteAsync(1, "STAFF");
        Assert.Equal(1, await room.SealAllAsync());

        await transaction.CommitAsync();

        Assert.Equal(1, await room.SealAllAsync());
        Assert.Equal("2,3|4|1", await room.Database.ScalarAsync<string>("SELECT string_agg(array_to_string(ids, ','), '|' ORDER BY number) FROM audit_seals"));
        Assert.Empty(await room.BreaksAsync());
    }

    [Fact]
    public async Task Seal_FourNodesAndWritersAtOnce_EachRowIsInOneSeal()
    {
        await using var room = await AuditRoom.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async n =>
        {
            for (var i = 0; i < 10; i++)
            {
                if (n < 4)
                    await room.WriteAsync(5, "SYSTEM");
                else
                    await room.Sealer.SealAsync(CancellationToken.None);
            }
        }));
        await room.SealAllAsync();

        Assert.Equal("200 200", await room.Database.ScalarAsync<string>("SELECT count(*) || ' ' || count(DISTINCT id) FROM audit_seals, unnest(ids) id"));
        Assert.Empty(await room.BreaksAsync());
    }

    [Fact]
    public async Task Seal_KilledBeforeItsCommit_NeverHappened()
    {
        await using var room = await AuditRoom.OpenAsync();
        await room.WriteAsync(3, "STAFF");
        await using var holder = new NpgsqlConnection(room.Database.AdminConnectionString);
        await holder.OpenAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE audit_seals IN SHARE MODE", holder, transaction))
            await hold.ExecuteNonQueryAsync();

        var sealing = room.Sealer.SealAsync(CancellationToken.None);
        var killed = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO audit_seals%'";
        await Eventually.HoldsAsync(async () => await room.Database.ScalarAsync<long>(killed) == 1, "the sealer waits for its insert and is killed");
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => sealing);
        await transaction.RollbackAsync();

        Assert.Equal(0L, await room.Database.ScalarAsync<long>("SELECT count(*) FROM audit_seals"));
        Assert.Equal(3, await room.SealAllAsync());
        Assert.Empty(await room.BreaksAsync());
    }

    [Fact]
    public async Task Purge_AfterTwelveMonths_RemovesClearTextAndKeepsTheChain()
    {
        await using var room = await AuditRoom.OpenAsync();
        await room.WriteAsync(2, "STAFF", "400 days");
        await room.WriteAsync(1, "STAFF", "300 days");
        await room.SealAllAsync();

        Assert.Equal(2, await room.Sealer.PurgePersonalAsync(DateTimeOffset.Parse((await room.Database.ScalarAsync<string>("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"))!, null), CancellationToken.None));

        Assert.Equal("3", await room.Database.ScalarAsync<string>("SELECT string_agg(audit_id::text, ',') FROM audit_personal"));
        Assert.Empty(await room.BreaksAsync());
    }

    [Fact]
    public async Task Row_OfAPerson_HoldsAMaskAndTheSideTableTheClearText()
    {
        await using var room = await AuditRoom.OpenAsync();
        await room.WriteAsync(1, "STAFF");
        await room.WriteAsync(1, "SYSTEM");

        Assert.Equal("A*** - - 32|Ada Lovelace - - -", await room.Database.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', actor_name, coalesce(ip_address, '-'), coalesce(user_agent, '-'), coalesce(octet_length(personal)::text, '-')), '|' ORDER BY id) FROM audit_log"));
        Assert.Equal("Ada Lovelace 192.0.2.7 Mozilla/5.0", await room.Database.ScalarAsync<string>("SELECT string_agg(concat_ws(' ', actor_name, ip_address, user_agent), '|') FROM audit_personal"));
    }

    [Theory]
    [InlineData("UPDATE audit_log SET action = 'x'")]
    [InlineData("DELETE FROM audit_log")]
    [InlineData("TRUNCATE audit_log")]
    [InlineData("UPDATE audit_seals SET number = 9")]
    [InlineData("DELETE FROM audit_seals")]
    [InlineData("TRUNCATE audit_seals")]
    [InlineData("UPDATE audit_personal SET ip_address = NULL")]
    [InlineData("TRUNCATE audit_personal")]
    [InlineData("DELETE FROM audit_personal", "TW001")]
    [InlineData("DELETE FROM audit_verifications")]
    public async Task Sql_OfTheApplication_IsRefused(string sql, string state = PostgresErrorCodes.InsufficientPrivilege)
    {
        await using var room = await AuditRoom.WithTwoSealsAsync();
        await using var command = room.Source.CreateCommand(sql);

        Assert.Equal(state, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }
}
