using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TwinMcp.Core;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Usage;
using TwinMcp.Tests.Support;

namespace TwinMcp.Tests.Database.Usage;

/// <summary>A database, a clock and as many nodes as a test asks for; nodes share nothing but PostgreSQL and, when given, Redis.</summary>
sealed class UsageRoom(string connectionString, string redis = "127.0.0.1:1,abortConnect=false,connectTimeout=100") : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>What is in the raw records, and what the rollups say, a line each; equal when all is well.</summary>
    const string SumsSql = """
        SELECT concat_ws(' ', count(*), coalesce(sum(tokens), 0), (SELECT count(*) FROM usage_record_ids)) FROM usage_logs
        UNION ALL SELECT concat_ws(' ', coalesce(sum(requests), 0), coalesce(sum(tokens), 0), coalesce(sum(requests), 0)) FROM usage_days
        UNION ALL SELECT concat_ws(' ', coalesce(sum(requests), 0), coalesce(sum(tokens), 0), coalesce(sum(requests), 0)) FROM usage_months
        """;

    /// <summary>Rows of either rollup that are not the sum of the raw records (or of the days) of their key.</summary>
    const string WrongSql = """
        WITH raw AS (SELECT user_id, (at AT TIME ZONE 'Europe/Paris')::date AS day, tool, count(*) AS n, sum(tokens) AS t FROM usage_logs GROUP BY 1, 2, 3),
        months AS (SELECT user_id, date_trunc('month', day)::date AS month, tool, sum(requests) AS n, sum(tokens) AS t FROM usage_days GROUP BY 1, 2, 3)
        SELECT (SELECT count(*) FROM raw FULL JOIN usage_days d USING (user_id, day, tool) WHERE n IS DISTINCT FROM requests OR t IS DISTINCT FROM tokens)
          + (SELECT count(*) FROM months FULL JOIN usage_months m USING (user_id, month, tool) WHERE n IS DISTINCT FROM requests OR t IS DISTINCT FROM tokens)
        """;

    readonly List<ServiceProvider> nodes = [];

    public static Actor Ingestion { get; } = new(Role.Ingestion, Guid.CreateVersion7(), "meter");

    public TestClock Clock { get; } = new(Now);

    public string ConnectionString => connectionString;

    public ServiceProvider Node(string? throughConnectionString = null)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = throughConnectionString ?? connectionString,
            ["ConnectionStrings:Redis"] = redis,
        };
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection(configuration).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Clock).AddSingleton(settings);
        services.AddTwinMcpCore(settings);
        nodes.Add(services.BuildServiceProvider());
        return nodes[^1];
    }

    public UsageIngestion Ingester(string? throughConnectionString = null) => Node(throughConnectionString).GetRequiredService<UsageIngestion>();

    public async Task<CustomerId> CustomerAsync()
    {
        await using var db = new BillingDbContext(DataSetup.Options(connectionString));
        var customer = new Customer
        {
            UserId = CustomerId.New(),
            Name = "Société Exemple",
            BillingEmail = "compta@exemple.fr",
            Language = "fr",
            Currency = Currency.Eur,
            Address = new PostalAddress("1 rue de la Paix", null, "75002", "Paris", "FR"),
            CreatedAt = Now,
        };
        db.Customers.Add(customer);
        await db.SaveChangesAsync();
        return customer.UserId;
    }

    public static IngestRecord Record(CustomerId customer, Guid? id = null, string at = "2026-11-10T10:00:00Z", long tokens = 100) => new()
    {
        Id = id ?? Guid.CreateVersion7(),
        UserId = customer.Value,
        Tool = UsageTools.QueryDocs,
        LibraryId = "/vercel/next.js",
        Tokens = tokens,
        ResponseTimeMs = 80,
        At = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture),
    };

    public static async Task<UsageReceipt> AddAsync(UsageIngestion ingester, params IEnumerable<IngestRecord?> records) =>
        (await ingester.AddAsync(Ingestion, new IngestUsage { Records = [.. records] }, CancellationToken.None)).Value;

    /// <summary>"count tokens ids", the same from raw records, days and months; throws when they differ.</summary>
    public async Task<string> SumsAsync()
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using (var wrong = source.CreateCommand(WrongSql))
            if (await wrong.ExecuteScalarAsync() is not 0L and var rows)
                throw new InvalidOperationException($"{rows} rows of the rollups are not what the raw records are.");
        await using var command = source.CreateCommand(SumsSql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return lines.Distinct().Count() == 1 ? lines[0] : throw new InvalidOperationException("Raw, days and months differ: " + string.Join(" | ", lines));
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in nodes)
            await node.DisposeAsync();
    }
}
