using Npgsql;
using TwinMcp.Tests.Support;
using Xunit;
using static TwinMcp.Tests.Support.PlanCalls;

namespace TwinMcp.Tests.Database.Pricing;

/// <summary>What was published cannot be changed with SQL either; drafts can, and a seed brings a version with its prices.</summary>
public sealed class PublishedPlanTests(ProductFixture product) : IClassFixture<ProductFixture>
{
    const string Frozen = "TW001";
    const string NewVersion = "INSERT INTO plan_versions (id, plan_id, number, currency, monthly_fee, effective_from, is_draft) SELECT '$N', plan_id, 9, 'USD', 1, '2027-01-01', $DRAFT FROM plan_versions WHERE id = $V; ";
    const string NewPrice = "INSERT INTO plan_prices (plan_version_id, component, unit_price, base_quantity) VALUES ('$N', 'FLAT', 1, 1); ";
    const string NewTier = "INSERT INTO plan_price_tiers (plan_version_id, component, tool, position, unit_price, base_quantity, flat_fee) VALUES ('$N', 'FLAT', '', 1, 1, 1, 0); ";

    ProductHost Host => product.Host;

    [Theory]
    [InlineData("UPDATE plan_versions SET monthly_fee = monthly_fee WHERE id = $V", null)] // changes nothing
    [InlineData("UPDATE plan_versions SET monthly_fee = 1 WHERE id = $V", Frozen)]
    [InlineData("UPDATE plan_versions SET effective_from = effective_from - 1 WHERE id = $V", Frozen)]
    [InlineData("UPDATE plan_versions SET is_draft = true WHERE id = $V", Frozen)]
    [InlineData("DELETE FROM plan_versions WHERE id = $V", Frozen)]
    [InlineData("TRUNCATE plan_versions CASCADE", Frozen)]
    [InlineData("UPDATE plan_prices SET unit_price = 1 WHERE plan_version_id = $V", Frozen)]
    [InlineData("UPDATE plan_prices SET tool = 'query-docs' WHERE plan_version_id = $V", Frozen)]
    [InlineData("DELETE FROM plan_prices WHERE plan_version_id = $V", Frozen)]
    [InlineData("INSERT INTO plan_prices (plan_version_id, component, unit_price, base_quantity) VALUES ($V, 'FLAT', 1, 1)", Frozen)]
    [InlineData("UPDATE plan_prices SET plan_version_id = $V, component = 'FLAT' WHERE plan_version_id = $D", Frozen)]
    [InlineData("TRUNCATE plan_prices CASCADE", Frozen)]
    [InlineData("UPDATE plan_price_tiers SET unit_price = 9 WHERE plan_version_id = $V", Frozen)]
    [InlineData("DELETE FROM plan_price_tiers WHERE plan_version_id = $V", Frozen)]
    [InlineData("INSERT INTO plan_price_tiers SELECT plan_version_id, component, tool, 9, 1, 1, 1, 0 FROM plan_prices WHERE plan_version_id = $V AND component = 'TOKENS'", Frozen)]
    [InlineData("TRUNCATE plan_price_tiers", Frozen)]
    [InlineData("UPDATE plan_versions SET monthly_fee = 1 WHERE id = $D", null)]
    [InlineData("UPDATE plan_prices SET unit_price = 1 WHERE plan_version_id = $D", null)]
    [InlineData("UPDATE plan_price_tiers SET unit_price = 1 WHERE plan_version_id = $D", null)]
    [InlineData("INSERT INTO plan_prices (plan_version_id, component, unit_price, base_quantity) VALUES ($D, 'FLAT', 1, 1)", null)]
    [InlineData("DELETE FROM plan_prices WHERE plan_version_id = $D; DELETE FROM plan_versions WHERE id = $D", null)]
    [InlineData("UPDATE plan_versions SET is_draft = false WHERE id = $D", null)]
    [InlineData("UPDATE plan_versions SET is_draft = false, effective_from = '2026-11-23' WHERE id = $D", Frozen)] // that of the published one
    [InlineData("UPDATE plan_versions SET is_draft = false WHERE id = $D; UPDATE plan_prices SET unit_price = 1 WHERE plan_version_id = $D", Frozen)]
    public async Task Sql_OnVersions_IsTakenForDraftsOnly(string sql, string? state)
    {
        var (published, draft) = await VersionsAsync();
        await RunAsync(sql, published, draft, state);
    }

    [Theory]
    [InlineData("SAVEPOINT a; " + NewVersion + NewPrice + NewTier, null)]
    [InlineData(NewVersion + "SAVEPOINT a; " + NewPrice + "SAVEPOINT b; " + NewTier, null)]
    [InlineData(NewVersion + "COMMIT; BEGIN; " + NewPrice, Frozen)]
    [InlineData(NewVersion + NewPrice + "COMMIT; BEGIN; " + NewTier, Frozen)]
    [InlineData(NewVersion + NewPrice + "UPDATE plan_prices SET unit_price = 2 WHERE plan_version_id = '$N'", Frozen)]
    public async Task Sql_VersionThatIsMadePublished_TakesItsPricesInItsOwnTransaction(string sql, string? state)
    {
        var (published, draft) = await VersionsAsync();
        await RunAsync(sql.Replace("$DRAFT", "false", StringComparison.Ordinal).Replace("$N", Guid.NewGuid().ToString(), StringComparison.Ordinal), published, draft, state);
    }

    /// <summary>Version 1, published, and version 2, a draft, with the same prices.</summary>
    async Task<(string Published, string Draft)> VersionsAsync()
    {
        var code = await Host.PublishedAsync(Body("2026-11-23"));
        var draft = await Host.DraftAsync(code, Body("2027-01-01"));
        return ((await Host.Admin.GetAsync(Version(code, 1)))["id"]!, draft["id"]!);

        static string Body(string from) => $$"""
            { "currency": "EUR", "monthlyFee": 20, "effectiveFrom": "{{from}}",
              "prices": [{ "component": "TOKENS", "model": "VOLUME", "tiers": [{ "upTo": 10, "unitPrice": 2 }, { "unitPrice": 3 }] }, { "component": "REQUESTS", "model": "PER_UNIT", "unitPrice": 5 }] }
            """;
    }

    async Task RunAsync(string sql, string published, string draft, string? expected)
    {
        var text = sql.Replace("$V", $"'{published}'", StringComparison.Ordinal).Replace("$D", $"'{draft}'", StringComparison.Ordinal);
        await using var connection = new NpgsqlConnection(Host.Database.ConnectionString);
        await connection.OpenAsync();
        var refusal = await Record.ExceptionAsync(async () =>
        {
            await using var command = new NpgsqlCommand($"BEGIN; {text}; COMMIT", connection);
            await command.ExecuteNonQueryAsync();
        });
        Assert.True(expected == (refusal as PostgresException)?.SqlState, $"{refusal?.Message ?? "done"}\n{text}");
    }
}
