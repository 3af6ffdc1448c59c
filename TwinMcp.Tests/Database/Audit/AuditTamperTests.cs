using Xunit;

namespace TwinMcp.Tests.Database.Audit;

/// <summary>Whatever a superuser does to the log, verification names the place.</summary>
public sealed class AuditTamperTests
{
    [Theory]
    [InlineData("UPDATE audit_log SET action = 'test.3' WHERE id = 2", "row 2 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET at = at + interval '1 microsecond' WHERE id = 5", "row 5 was changed (seal 2)")]
    [InlineData("UPDATE audit_log SET actor_role = 'ADMIN' WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET actor_id = NULL WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET actor_name = 'B***' WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET ip_address = '' WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET user_agent = '' WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET request_id = 'r4' WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET user_id = gen_random_uuid() WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET user_id = entity_id, entity_id = user_id WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET data = '{\"n\": 1.5, \"é\": null}' WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_log SET personal = set_byte(personal, 31, get_byte(personal, 31) # 1) WHERE id = 1", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_personal SET ip_address = '192.0.2.8' WHERE audit_id = 1", "the personal data beside row 1 was changed")]
    [InlineData("DELETE FROM audit_log WHERE id = 5", "seal 2 holds 3 rows, 2 are left; missing: 5")]
    [InlineData("DELETE FROM audit_log WHERE id IN (2, 3)", "seal 1 holds 3 rows, 1 are left; missing: 2, 3")]
    [InlineData("UPDATE audit_seals SET hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1) WHERE number = 1", "seal 1 was changed: its hash is not that of its content", "row 1 was changed (seal 1)")]
    [InlineData("UPDATE audit_seals SET previous = sha256('x') WHERE number = 2", "seal 2 does not follow from seal 1: the link is broken", "seal 2 was changed: its hash is not that of its content")]
    [InlineData("DELETE FROM audit_seals WHERE number = 1", "seal 1 is missing", "row 1 is in no seal: it was put in afterwards", "row 2 is in no seal: it was put in afterwards", "row 3 is in no seal: it was put in afterwards")]
    [InlineData("INSERT INTO audit_log (id, at, action, actor_role, actor_name) OVERRIDING SYSTEM VALUE VALUES (0, now(), 'test', 'SYSTEM', 'x')", "row 0 is in no seal: it was put in afterwards")]
    public async Task Verify_AfterTampering_NamesThePlace(string sql, params string[] expected)
    {
        await using var room = await AuditRoom.WithTwoSealsAsync();
        Assert.Empty(await room.BreaksAsync(await room.HeadAsync()));

        await room.TamperAsync(sql);

        Assert.Equal(expected, await room.BreaksAsync());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    [InlineData(2, 6)]
    public async Task Verify_TwoRowsSwapped_NamesBoth(int one, int other)
    {
        await using var room = await AuditRoom.WithTwoSealsAsync();

        await room.TamperAsync($"""
            UPDATE audit_log a SET at = b.at, action = b.action, actor_role = b.actor_role, actor_id = b.actor_id, actor_name = b.actor_name,
              request_id = b.request_id, entity_id = b.entity_id, data = b.data, personal = b.personal
            FROM audit_log b WHERE (a.id, b.id) IN (({one}, {other}), ({other}, {one}))
            """);

        Assert.StartsWith($"rows {one} and {other} were swapped", Assert.Single(await room.BreaksAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TailCut_IsNamedByTheExportedHead()
    {
        await using var room = await AuditRoom.WithTwoSealsAsync();
        var exported = await room.HeadAsync();

        await room.TamperAsync("DELETE FROM audit_log WHERE id > 3; DELETE FROM audit_seals WHERE number = 2");

        Assert.Empty(await room.BreaksAsync());
        Assert.Equal("the tail is cut: seal 2 (up to row 6) was exported, the chain ends at seal 1", Assert.Single(await room.BreaksAsync(exported)));
    }

    [Fact]
    public async Task Verify_ChainComputedAnew_IsNamedByTheExportedHead()
    {
        await using var room = await AuditRoom.WithTwoSealsAsync();
        var exported = await room.HeadAsync();

        await room.TamperAsync("UPDATE audit_log SET action = 'other' WHERE id = 2; DELETE FROM audit_seals");
        await room.SealAllAsync();
        await room.WriteAsync(1, "SYSTEM");
        await room.SealAllAsync();

        Assert.Empty(await room.BreaksAsync());
        Assert.Equal("seal 2 is not the one whose head was exported: the chain was computed anew", Assert.Single(await room.BreaksAsync(exported)));
    }
}
