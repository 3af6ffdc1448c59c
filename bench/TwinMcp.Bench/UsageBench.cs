using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Customers;
using TwinMcp.Core.Data;
using TwinMcp.Core.Usage;

namespace TwinMcp.Bench;

/// <summary>Usage ingestion through the service, beside the bare statement on the same tables, and beside EF.</summary>
static class UsageBench
{
    const int Customers = 200;
    const int RecordsPerRun = 20_000;
    const int RecordsPerEfRun = 2_000;

    static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-40);
    static readonly TimeSpan BetweenRecords = TimeSpan.FromSeconds(0.36);

    static DateTimeOffset next = Start;

    public static async Task RunAsync(string connectionString)
    {
        await using var provider = Services(connectionString);
        var customers = await AddCustomersAsync(provider.GetRequiredService<IDbContextFactory<BillingDbContext>>());
        var ours = provider.GetRequiredService<UsageIngestion>();
        var bare = new BareUsage(provider.GetRequiredService<NpgsqlDataSource>());
        var ef = new EfUsage(connectionString, provider.GetRequiredService<LocalDates>());

        Runner Run(string name, int records, int batchSize, Func<List<IngestRecord?>, Task> add) => new(name, records, async _ =>
        {
            for (var done = 0; done < records; done += batchSize)
                await add(Batch(customers, batchSize));
        });

        async Task AddAsync(List<IngestRecord?> batch)
        {
            var receipt = await ours.AddAsync(Actor.System("bench"), new IngestUsage { Records = batch }, CancellationToken.None);
            if (receipt.Value.Accepted != batch.Count)
                throw new InvalidOperationException($"{receipt.Value.Accepted} accepted of {batch.Count}");
        }

        // ours makes the partitions, for the others too
        await AddAsync([.. Batch(customers, 1), .. Batch(customers, 1).Select(r => r! with { At = Start.AddDays(30) })]);
        await Race.RunAsync("Usage", "records",
        [
            (Run("bare unnest, 10,000 a batch", RecordsPerRun, 10_000, bare.AddAsync), "bare unnest, 10,000 a batch"),
            (Run("ours, 10,000 a batch", RecordsPerRun, 10_000, AddAsync), "bare unnest, 10,000 a batch"),
            (Run("bare unnest, 1,000 a batch", RecordsPerRun, 1_000, bare.AddAsync), "bare unnest, 1,000 a batch"),
            (Run("ours, 1,000 a batch", RecordsPerRun, 1_000, AddAsync), "bare unnest, 1,000 a batch"),
            (Run("EF SaveChanges, 1,000 a batch", RecordsPerEfRun, 1_000, ef.AddAsync), "ours, 1,000 a batch"),
        ]);
    }

    static ServiceProvider Services(string connectionString)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Postgres", connectionString)]).Build();
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddData(configuration)
            .AddSingleton<Writing>().AddSingleton(new LocalDates(TimeProvider.System, new BillingOptions().TimeZone)).AddSingleton<UsageIngestion>()
            .BuildServiceProvider();
    }

    static async Task<CustomerId[]> AddCustomersAsync(IDbContextFactory<BillingDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var customers = Enumerable.Range(0, Customers).Select(n => new Customer
        {
            UserId = CustomerId.New(),
            Name = $"Customer {n}",
            BillingEmail = $"c{n}@example.com",
            Language = "fr",
            Currency = Currency.Eur,
            Address = new PostalAddress("1 rue du Banc", null, "75001", "Paris", "FR"),
            CreatedAt = Start,
        }).ToArray();
        db.Customers.AddRange(customers);
        await db.SaveChangesAsync();
        return [.. customers.Select(c => c.UserId)];
    }

    /// <summary>As a meter sends them: in order of time, 10,000 an hour, customers mixed.</summary>
    static List<IngestRecord?> Batch(CustomerId[] customers, int size) =>
    [
        .. Enumerable.Range(0, size).Select(n => new IngestRecord
        {
            Id = Guid.CreateVersion7(),
            UserId = customers[Random.Shared.Next(customers.Length)].Value,
            Tool = n % 5 == 0 ? UsageTools.ResolveLibraryId : UsageTools.QueryDocs,
            LibraryId = "/vercel/next.js",
            Tokens = Random.Shared.Next(100, 10_000),
            ResponseTimeMs = Random.Shared.Next(20, 900),
            At = next += BetweenRecords,
        }),
    ];
}
