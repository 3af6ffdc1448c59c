using Npgsql;
using TwinMcp.Core.Common;
using TwinMcp.Core.Data;
using TwinMcp.Core.Invoicing;
using TwinMcp.Core.Invoicing.Proving;
using Xunit;

namespace TwinMcp.Tests.Support;

/// <summary>The product's own verifier (trust.md 1, <c>./twin db verify</c>), as an assertion: run it after every scenario and every fault.</summary>
public static class InvariantChecker
{
    public static async Task AssertHoldAsync(string connectionString)
    {
        var broken = await BrokenAsync(connectionString);
        Assert.True(broken.Count == 0, "Invariants are broken:\n" + string.Join('\n', broken));
    }

    public static Task AssertHoldAsync(TestDatabase database) => AssertHoldAsync(database.ConnectionString);

    /// <summary>One line a violation: "I2 numbers are 1..n in every series: ...".</summary>
    public static async Task<IReadOnlyList<string>> BrokenAsync(string connectionString)
    {
        // a pool may hold what a fault has cut
        connectionString = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        var checks = await new LedgerVerifier(dataSource, new BillingOptions().TimeZone, new InvoiceProving(DataSetup.Options(connectionString))).VerifyAsync(CancellationToken.None);
        Assert.NotEmpty(checks);
        return [.. checks.SelectMany(c => c.Violations.Select(v => $"{c.Code} {c.Description}: {v}"))];
    }
}
