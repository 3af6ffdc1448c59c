using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;
using Xunit;

namespace TwinMcp.Tests.Support;

/// <summary>The product's database, migrated and empty, for one test class: <c>IClassFixture&lt;BillingDatabase&gt;</c>.</summary>
public sealed class BillingDatabase : IAsyncLifetime
{
    static readonly DatabaseTemplate Template = new("billing", async connectionString =>
    {
        await using var db = new BillingDbContext(DataSetup.Options(connectionString));
        await db.Database.MigrateAsync();
    });

    TestDatabase? database;

    public TestDatabase Database => database ?? throw new InvalidOperationException("xunit has not initialised the fixture.");

    public string ConnectionString => Database.ConnectionString;

    /// <summary>For tests that want one of their own.</summary>
    public static Task<TestDatabase> CloneAsync() => Template.CloneAsync();

    public async Task InitializeAsync() => database = await CloneAsync();

    public async Task DisposeAsync() => await Database.DisposeAsync();
}
