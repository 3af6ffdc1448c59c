using Microsoft.Extensions.DependencyInjection;
using TwinMcp.Core.Common;
using TwinMcp.Core.Security.Audit;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Api;

public sealed class AuditTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Audit = "/api/audit";

    ProductHost Host => product.Host;

    [Fact]
    public async Task Audit_ReadByStaff_IsOneRowAndItsOwnReadIsNone()
    {
        var customer = await Host.Data.CustomerAsync();
        (await Host.Staff.GetAsync($"/api/customers/{customer}")).Expect(200);
        (await (await Host.ClientAsync(Role.Customer, customer)).GetAsync($"/api/customers/{customer}")).Expect(200);

        var row = Assert.Single((await Host.Admin.GetAsync($"{Audit}?userId={customer}&action=customer.read")).Expect(200).Items);

        Assert.Equal(("STAFF", "127.0.0.1"), (row.GetProperty("actorRole").GetString(), row.GetProperty("ip").GetString()));
        Assert.Empty((await Host.Admin.GetAsync($"{Audit}?userId={customer}&ip=192.0.2.1")).Expect(200).Items);
        Assert.Empty((await Host.Admin.GetAsync($"{Audit}?userId={customer}&to=2000-01-01")).Expect(200).Items);
    }

    [Fact]
    public async Task Audit_PagedByKey_IsEachRowOnceNewestFirst()
    {
        var customer = await Host.Data.CustomerAsync();
        for (var i = 0; i < 5; i++)
            (await Host.Staff.GetAsync($"/api/customers/{customer}")).Expect(200);

        var ids = new List<long>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await Host.Admin.GetAsync($"{Audit}?userId={customer}&pageSize=2{(cursor.Length > 0 ? "&cursor=" + cursor : "")}")).Expect(200);
            ids.AddRange(page.Items.Select(i => i.GetProperty("id").GetInt64()));
            cursor = page["nextCursor"];
        }

        Assert.Equal(5, ids.Count);
        Assert.Equal(ids.OrderDescending().Distinct(), ids);
    }

    [Theory]
    [InlineData("pageSize=0", "pageSize")]
    [InlineData("pageSize=201", "pageSize")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=-1", "cursor")]
    [InlineData("ip=here", "ip")]
    [InlineData("from=0001-01-01", "from")]
    [InlineData("to=9999-12-31", "to")]
    [InlineData("from=2026-02-01&to=2026-01-31", "to")]
    [InlineData("actor=x", "actor")]
    public async Task Audit_WrongFilter_NamesTheField(string query, string field) =>
        (await Host.Admin.GetAsync($"{Audit}?{query}")).ExpectProblem(400, field: field);

    [Fact]
    public async Task AuditCsv_WithAFormulaForAName_IsNeutralisedAndOnRecord()
    {
        var actor = Guid.NewGuid();
        await Host.Database.ExecuteAsync($"INSERT INTO audit_log (at, action, actor_role, actor_id, actor_name) VALUES (now(), 'test.csv', 'STAFF', '{actor}', '=1+1\"')");

        var csv = (await Host.Admin.GetAsync($"{Audit}.csv?actorId={actor}")).Expect(200);

        Assert.StartsWith("text/csv", csv.ContentType, StringComparison.Ordinal);
        Assert.Contains($"\"test.csv\",\"STAFF\",\"{actor}\",\"'=1+1\"\"\",", csv.Text, StringComparison.Ordinal);
        Assert.Equal(1L, await Host.Database.ScalarAsync<long>($"SELECT count(*) FROM audit_log WHERE action = 'audit.exported' AND data->>'actorId' = '{actor}'"));
    }

    [Fact]
    public async Task Watch_OncePerDay_ExportsTheHeadAndTellsTheChain()
    {
        await using var host = await ProductHost.StartAsync();
        Assert.Null((await host.Admin.GetAsync(Audit + "/chain")).Expect(200)["holds"]);
        (await host.Staff.GetAsync($"/api/customers/{await host.Data.CustomerAsync()}")).Expect(200);
        await host.Services.GetRequiredService<AuditSealService>().SealAsync(CancellationToken.None);
        var watch = host.Services.GetRequiredService<AuditWatchService>();

        Assert.Empty((await watch.WatchDailyAsync(CancellationToken.None))!.Breaks);
        Assert.Null(await watch.WatchDailyAsync(CancellationToken.None));

        Assert.Equal("True", (await host.Admin.GetAsync(Audit + "/chain")).Expect(200)["holds"]);
        Assert.Equal(1, Assert.Single(await host.Services.GetRequiredService<AuditHeadFile>().ReadAsync(CancellationToken.None)).Seal);
        await host.Database.ExecuteAsync("SET session_replication_role = replica; DELETE FROM audit_seals; RESET session_replication_role");
        Assert.StartsWith("the tail is cut: seal 1", Assert.Single((await watch.VerifyAsync(CancellationToken.None)).Breaks), StringComparison.Ordinal);
        Assert.Equal("False", (await host.Admin.GetAsync(Audit + "/chain")).Expect(200)["holds"]);
    }
}
