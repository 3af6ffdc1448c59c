using Microsoft.EntityFrameworkCore;
using TwinMcp.Core.Common;
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

    [Fact]
    public async Task CurrencyExponent_OfEveryCurrency_IsTheSameInSqlAndInCode()
    {
        var expected = string.Join(' ', Currency.All.Select(c => $"{c.Code}{c.Exponent}"));
        var codes = string.Join(',', Currency.All.Select(c => c.Code));
        Assert.Equal(expected, await billing.Database.ScalarAsync<string>($"SELECT string_agg(c || currency_exponent(c), ' ' ORDER BY c) FROM unnest('{{{codes}}}'::text[]) AS c"));
    }
}
