// What `dotnet ef migrations add` does; that tool does not restore from the partial feed (docs/adr/0002-package-feed.md).
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;
using TwinMcp.Core.Data;

if (args is not [var name] || !name.All(char.IsLetterOrDigit))
{
    Console.Error.WriteLine("usage: ./twin db add NAME   (letters and digits, like AddCreditNotes)");
    return 2;
}

using var context = new BillingDbContext(DataSetup.Options("Host=127.0.0.1;Database=none"));
var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(context);
#pragma warning disable EF1001 // the provider's design-time services have no public door
new NpgsqlDesignTimeServices().ConfigureDesignTimeServices(services);
#pragma warning restore EF1001
await using var provider = services.BuildServiceProvider();
var scaffolder = provider.GetRequiredService<IMigrationsScaffolder>();
var root = Path.GetFullPath("TwinMcp.Core");
var migration = scaffolder.ScaffoldMigration(name, "TwinMcp.Core", "Data.Migrations");
var files = scaffolder.Save(root, migration, Path.Combine(root, "Data", "Migrations"));
Console.WriteLine(files.MigrationFile);
return 0;
