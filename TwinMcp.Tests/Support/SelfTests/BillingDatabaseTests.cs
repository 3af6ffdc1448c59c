using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Data;
using Xunit;

namespace TwinMcp.Tests.Support.SelfTests;

public sealed class BillingDatabaseTests(BillingDatabase billing) : IClassFixture<BillingDatabase>
{
    [Fact]
    public async Task Database_OfAClass_IsMigratedAndEmpty()
    {
        await using var db = new BillingDbContext(DataSetup.Options(billing.ConnectionString));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.False(await db.Invoices.AnyAsync());
        Assert.Equal(2L, await billing.Database.ScalarAsync<long>("SELECT count(*) FROM pg_extension WHERE extname IN ('uuid-ossp', 'pg_trgm')"));
    }
}
