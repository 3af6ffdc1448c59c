using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TwinMcp.Core;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Runs;

namespace TwinMcp.Bench;

/// <summary>
/// A month billed through the run, beside the same rows made by bare SQL on two sessions of our own schema, and beside EF. Every run has
/// customers and a month of its own, so that none meets what another left.
/// </summary>
static class BillingBench
{
    const int Customers = 6_000;
    const int EfCustomers = 200;
    const int Groups = 10;

    static readonly Actor Bench = Actor.System("bench");

    public static async Task RunAsync(string connectionString)
    {
        await using var provider = Services(connectionString);
        var source = provider.GetRequiredService<NpgsqlDataSource>();
        await BillingSeed.StoreAsync(source, Customers, 3 * Groups);
        var drafts = new Runner("ours: run, drafts", Customers, round => BillAsync(provider, BillingSeed.Month(round)));
        var bare = new Runner("bare SQL, two sessions", Customers, round => BareBilling.RunAsync(source, BillingSeed.Month(Groups + round)));
        var ef = new Runner("EF SaveChanges, 100 a batch", EfCustomers, round => EfAsync(provider, BillingSeed.Month(2 * Groups + round)));
        await Race.RunAsync("Billing run", "invoices", [(bare, bare.Name), (drafts, bare.Name), (ef, drafts.Name)]);
        await SameAsync(source);
        await IssueAsync(provider, source);
        await AllocationAsync(provider, source);
    }

    static ServiceProvider Services(string connectionString)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Postgres"] = connectionString,
            ["ConnectionStrings:Redis"] = "127.0.0.1:1,connectTimeout=50,abortConnect=false",
            ["COMPANY_NAME"] = "TwinMCP SAS",
            ["COMPANY_ADDRESS_LINE1"] = "1 rue du Banc",
            ["COMPANY_POSTAL_CODE"] = "69003",
            ["COMPANY_CITY"] = "Lyon",
            ["COMPANY_SIREN"] = "842317901",
            ["COMPANY_VAT_ID"] = "FR22842317901",
            ["COMPANY_LEGAL_FORM"] = "SAS au capital de 1 000 €",
            ["COMPANY_RCS"] = "RCS Lyon",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddTwinMcpCore(configuration).BuildServiceProvider();
    }

    static async Task BillAsync(ServiceProvider provider, DateOnly month, bool issue = false)
    {
        var input = new StartBillingRun { Month = month.ToString("yyyy-MM", CultureInfo.InvariantCulture), Issue = issue };
        var started = await provider.GetRequiredService<BillingRunService>().StartAsync(Bench, input, CancellationToken.None);
        if (!started.IsOk)
            throw new InvalidOperationException(started.Error!.Message);
        while (await provider.GetRequiredService<BillingRunDispatcher>().DispatchAsync(CancellationToken.None) > 0)
        {
        }
    }

    /// <summary>The same drafts one by one as entities, from bills that are computed already.</summary>
    static async Task EfAsync(ServiceProvider provider, DateOnly month)
    {
        var bills = await DraftsAsync(provider, month, EfCustomers);
        foreach (var batch in bills.Chunk(100))
        {
            await using var db = await provider.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
            db.Invoices.AddRange(batch);
            await db.SaveChangesAsync();
        }
    }

    static async Task<List<Invoice>> DraftsAsync(ServiceProvider provider, DateOnly month, int most)
    {
        await using var db = await provider.GetRequiredService<IDbContextFactory<BillingDbContext>>().CreateDbContextAsync();
        await db.Database.OpenConnectionAsync();
        var run = new BillingRun { Id = Guid.CreateVersion7(), Month = month, Status = BillingRunStatus.Running, Issues = false, StartedBy = "bench", StartedAt = TimeProvider.System.GetUtcNow() };
        var ids = await RunCustomersSql.After(db, month, Guid.Empty).Take(most).ToListAsync();
        var billing = new ChunkBilling(provider.GetRequiredService<BillingOptions>(), provider.GetRequiredService<LocalDates>(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        return (await billing.ComputeAsync(db, run, ids.ConvertAll(id => new CustomerId(id)), CancellationToken.None)).Drafts;
    }

    /// <summary>Ours and bare SQL made the same number of invoices and lines for each group, of the same totals: the usage is the same.</summary>
    static async Task SameAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT count(DISTINCT (n, total)) FROM (SELECT period_start, count(*) AS n, sum(total) AS total FROM invoices GROUP BY 1 HAVING count(*) >= 6000) g");
        if ((long)(await command.ExecuteScalarAsync())! != 1)
            throw new InvalidOperationException("Ours and bare SQL do not give the same invoices.");
    }

    static async Task IssueAsync(ServiceProvider provider, NpgsqlDataSource source)
    {
        var month = BillingSeed.Month(0);
        await using (var cancel = source.CreateCommand($"UPDATE invoices SET status = 'CANCELLED' WHERE period_start = '{month:yyyy-MM-dd}'"))
            await cancel.ExecuteNonQueryAsync();
        var started = TimeProvider.System.GetTimestamp();
        await BillAsync(provider, month, issue: true);
        Say($"  drafted and issued, with PDF, mail and audit: {Customers / TimeProvider.System.GetElapsedTime(started).TotalSeconds:N0} invoices/s");
    }

    static async Task AllocationAsync(ServiceProvider provider, NpgsqlDataSource source)
    {
        var month = BillingSeed.Month(Groups);
        await using (var cancel = source.CreateCommand($"UPDATE invoices SET status = 'CANCELLED' WHERE period_start = '{month:yyyy-MM-dd}'"))
            await cancel.ExecuteNonQueryAsync();
        var drafts = await DraftsAsync(provider, month, 1_000);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await DraftCopySql.WriteAsync(connection, drafts, Bench, CancellationToken.None);
        Say($"  bulk write of drafts (binary COPY): {(GC.GetTotalAllocatedBytes(precise: true) - before) / drafts.Count / 1024m:0.0} KiB allocated an invoice (target: at most 3)");
        await transaction.RollbackAsync();
    }

    static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
