using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TwinMcp.Core.Catalog;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Security.ApiKeys;
using TwinMcp.Core.Security.Identity;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Accounts;

/// <summary>How PostgreSQL would run the lists' own statements, by its own choice, on 20,000 rows of each kind.</summary>
public sealed class AccountPlanTests(ManyAccounts many) : IClassFixture<ManyAccounts>
{
    static readonly DateTimeOffset Start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    readonly UsageRange range = new(many.Customer, new DateOnly(2026, 10, 1), new DateOnly(2026, 11, 30), null);

    public static TheoryData<string?, bool> Texts => new()
    {
        { null, false },
        { "0a1b", true },
        { "0a", true },
        { "0a1b2c3d", false },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Customers_AreFoundByIndex(string? text, bool fewMatch) =>
        AssertIndexed(await ExplainAsync(db => CustomerQueries.Ordered(db, text, fewMatch)), "user_profiles");

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Users_AreFoundByIndex(string? text, bool fewMatch) =>
        AssertIndexed(await ExplainAsync(db => UserQueries.Ordered(db, text, fewMatch)), "users");

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Libraries_AreFoundByIndex(string? text, bool fewMatch) =>
        AssertIndexed(await ExplainAsync(db => LibraryQueries.Ordered(db, text, fewMatch)), "libraries");

    [Fact]
    public async Task Keys_ComeOutOfAnIndexInOrder()
    {
        foreach (var customer in (CustomerId?[])[null, many.Customer])
        {
            var plan = await ExplainAsync(db => ApiKeyQueries.Newest(db, customer));
            AssertIndexed(plan, "api_keys");
            Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Rollups_AreFoundByTheirKeys()
    {
        AssertIndexed(await ExplainAsync(db => UsageReportQueries.Days(db, range)), "usage_days");
        AssertIndexed(await ExplainAsync(db => UsageReportQueries.Months(db, range)), "usage_months");
    }

    [Fact]
    public async Task Records_ComeOutOfThePrimaryKeyOfTheMonthsAskedFor()
    {
        foreach (var after in (UsageLogSql.Cursor?[])[null, new UsageLogSql.Cursor(Start.AddDays(10).UtcDateTime, Guid.NewGuid())])
        {
            await using var command = UsageLogSql.Rows(range, (Start, Start.AddMonths(2)), after, 100);
            var plan = await ExplainAsync(command);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Sort", plan.Replace("Sort Key", "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("usage_logs_202609", plan, StringComparison.Ordinal);
            Assert.Contains("usage_logs_202610", plan, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Libraries_OfTheUsage_AreCountedAlongThePrimaryKey()
    {
        // of one among many: most of a partition is quicker read whole
        var small = range with { UserId = new CustomerId(await many.Host.Database.ScalarAsync<Guid>("SELECT md5('u8')::uuid")), Tool = UsageTools.QueryDocs };
        await using var command = UsageLogSql.ByLibrary(small, (Start, Start.AddMonths(1)));
        Assert.DoesNotContain("Seq Scan", await ExplainAsync(command), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CustomerRecords_OfACustomer_NamesTheTables() =>
        Assert.Equal("api_keys,usage_days,usage_logs,usage_months,users", await many.Host.Database.ScalarAsync<string>($"SELECT string_agg(t, ',' ORDER BY t) FROM customer_records('{many.Customer}') t"));

    static void AssertIndexed(string plan, string table)
    {
        Assert.DoesNotContain($"Seq Scan on {table}", plan, StringComparison.Ordinal);
        Assert.Matches("Index (Only )?Scan|Bitmap Index Scan", plan);
    }

    async Task<string> ExplainAsync<T>(Func<BillingDbContext, IQueryable<T>> query)
    {
        await using var db = new BillingDbContext(DataSetup.Options(many.Host.Database.ConnectionString));
        await using var command = query(db).Take(25).CreateDbCommand();
        await db.Database.OpenConnectionAsync();
        return await ReadAsync(command);
    }

    async Task<string> ExplainAsync(NpgsqlCommand command)
    {
        await using var source = DataSetup.BuildDataSource(many.Host.Database.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        command.Connection = connection;
        return await ReadAsync(command);
    }

    static async Task<string> ReadAsync(DbCommand command)
    {
        command.CommandText = "EXPLAIN " + command.CommandText;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}

/// <summary>A product with 20,000 profiles, users, keys and libraries, and a year of one customer's usage: for plans, not for figures.</summary>
public sealed class ManyAccounts : IAsyncLifetime
{
    const string Fill = """
        INSERT INTO user_profiles (user_id, name, is_company, billing_email, language, currency, address_line1, postal_code, city, country, created_at)
        SELECT md5('u' || n)::uuid, md5('name' || n), false, 'a@example.fr', 'fr', 'EUR', 'x', 'x', 'x', 'FR', now() FROM generate_series(0, 19999) n;
        INSERT INTO users (id, display_name, role, customer_id, created_at, user_name, normalized_user_name, email, normalized_email, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
        SELECT md5('p' || n)::uuid, md5('person' || n), 'CUSTOMER', md5('u' || n)::uuid, now(), md5('m' || n), upper(md5('m' || n)), md5('m' || n) || '@example.fr', upper(md5('m' || n)), true, false, false, true, 0 FROM generate_series(0, 19999) n;
        INSERT INTO api_keys (id, prefix, secret_hash, name, role, user_id, requests_per_minute, requests_per_day, created_at)
        SELECT md5('k' || n)::uuid, 'tm_live_' || n, '\x00', 'key', 'CUSTOMER', md5('u' || n % 400)::uuid, 60, 10000, now() FROM generate_series(0, 19999) n;
        INSERT INTO libraries (id, name, description) SELECT '/x/' || md5('i' || n), md5('l' || n), md5('d' || n) FROM generate_series(0, 19999) n;
        SELECT ensure_usage_partition(d::date) FROM generate_series(DATE '2026-01-01', DATE '2026-12-01', interval '1 month') d;
        INSERT INTO usage_logs (user_id, at, id, tool, library_id, tokens, response_time_ms)
        SELECT md5('u' || CASE WHEN n % 4 = 0 THEN n % 50 ELSE 7 END)::uuid, TIMESTAMPTZ '2026-01-01Z' + n * interval '8 minutes', md5('r' || n)::uuid, 'query-docs', '/x/' || n % 30, 1, 1 FROM generate_series(0, 64999) n;
        INSERT INTO usage_days (user_id, day, tool, requests, tokens)
        SELECT user_id, (at AT TIME ZONE 'Europe/Paris')::date, tool, count(*), sum(tokens) FROM usage_logs GROUP BY 1, 2, 3;
        INSERT INTO usage_months (user_id, month, tool, requests, tokens)
        SELECT user_id, date_trunc('month', day)::date, tool, sum(requests), sum(tokens) FROM usage_days GROUP BY 1, 2, 3;
        """;

    public ProductHost Host { get; private set; } = null!;

    /// <summary>With most of the usage, keys and a user.</summary>
    public CustomerId Customer { get; private set; }

    public async Task InitializeAsync()
    {
        Host = await ProductHost.StartAsync();
        await Host.Database.ExecuteAsync(Fill);
        // as autovacuum would: statistics, and the trigram indexes' pending entries put in their places
        await Host.Database.ExecuteAsync("VACUUM ANALYZE user_profiles, users, api_keys, libraries, usage_logs, usage_days, usage_months");
        Customer = new CustomerId(await Host.Database.ScalarAsync<Guid>("SELECT md5('u7')::uuid"));
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
