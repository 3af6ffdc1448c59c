using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TwinMcp.Core.Data;
using TwinMcp.Tests.Support;
using Xunit;

namespace TwinMcp.Tests.Database.Migrations;

public sealed class MigrationTests(BillingDatabase database) : IClassFixture<BillingDatabase>
{
    [Fact]
    public async Task Migrations_DownToNothingAndUpAgain_LeaveTheModelWhole()
    {
        await using var db = new BillingDbContext(DataSetup.Options(database.ConnectionString));
        await db.GetService<IMigrator>().MigrateAsync("0");
        var left = await db.Database.SqlQuery<string>($"SELECT relname AS \"Value\" FROM pg_class WHERE relkind IN ('r', 'p', 'v') AND relnamespace = 'public'::regnamespace AND relname <> '__EFMigrationsHistory'").ToListAsync();
        Assert.Empty(left);

        await db.Database.MigrateAsync();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
        Assert.Equal(0, await db.Invoices.CountAsync());
    }

    [Fact]
    public async Task Model_ComparedWithTheMigrations_HasNoChangeThatIsNotMigrated()
    {
        await using var db = new BillingDbContext(DataSetup.Options(database.ConnectionString));
        Assert.False(db.Database.HasPendingModelChanges());
    }
}
